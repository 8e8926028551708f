//! How large tables are, as far as it can be asked cheaply.

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, ident};

use super::error::MigrateError;
use super::session::{Session, Target, Value};

const READING: &str = "reading the size of a table";

/// What a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TableSize {
    /// Counted on SQLite, estimated by the statistics of the others.
    pub(crate) rows: Option<i64>,
    /// With its indexes; SQLite does not tell.
    pub(crate) bytes: Option<i64>,
}

/// The sizes of `tables`; `None` for one that is not there.
pub(crate) async fn sizes<T: Target>(
    pool: &T,
    tables: &[ObjectName],
) -> Result<Vec<Option<TableSize>>, MigrateError> {
    let mut session = pool.open().await?;
    let mut sizes = Vec::with_capacity(tables.len());
    for table in tables {
        match size(session.as_mut(), table).await {
            Ok(size) => sizes.push(size),
            Err(error) => {
                let failure = session.failure(READING, error);
                session.close().await;
                return Err(failure);
            }
        }
    }
    session.close().await;
    Ok(sizes)
}

async fn size(session: &mut dyn Session, table: &ObjectName) -> sqlx::Result<Option<TableSize>> {
    let dialect = session.dialect();
    let quoted = match &table.schema {
        Some(schema) => format!("{}.{}", ident::quoted(dialect, schema), ident::quoted(dialect, &table.name)),
        None => ident::quoted(dialect, &table.name),
    };
    let (sql, values) = match dialect {
        Dialect::Postgres => (
            "SELECT nullif(reltuples, -1)::bigint, pg_total_relation_size(oid) FROM pg_class WHERE oid = to_regclass(?)"
                .to_owned(),
            vec![Value::text(quoted)],
        ),
        Dialect::Mysql => (
            "SELECT CAST(table_rows AS SIGNED), CAST(data_length + index_length AS SIGNED) FROM information_schema.tables \
             WHERE table_schema = coalesce(?, database()) AND table_name = ?"
                .to_owned(),
            vec![Value::Text(table.schema.clone()), Value::text(&table.name)],
        ),
        Dialect::Sqlite => {
            let known = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = ?";
            let known = session.query(known, &[Value::text(&table.name)]).await?;
            if known.first().and_then(|row| row.first()?.as_int()) != Some(1) {
                return Ok(None);
            }
            (format!("SELECT count(*), NULL FROM {quoted}"), Vec::new())
        }
    };
    let rows = session.query(&sql, &values).await?;
    Ok(rows.first().map(|row| TableSize {
        rows: row.first().and_then(Value::as_int),
        bytes: row.get(1).and_then(Value::as_int),
    }))
}
