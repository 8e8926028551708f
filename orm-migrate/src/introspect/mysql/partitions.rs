//! How tables are partitioned.

use orm_schema::model::{PartitionDef, PartitioningDef};
use orm_schema::{Dialect, ident};

use super::{Scope, Tables, key};
use crate::introspect::row::rows;
use crate::runner::MigrateError;
use crate::runner::session::Session;

const PARTITIONS: &str = "\
SELECT CAST(p.table_schema AS CHAR), CAST(p.table_name AS CHAR), CAST(p.partition_name AS CHAR),
       CAST(p.partition_method AS CHAR), CAST(p.partition_expression AS CHAR), CAST(p.partition_description AS CHAR),
       p.subpartition_method IS NOT NULL
FROM information_schema.partitions p
WHERE p.partition_name IS NOT NULL AND p.table_schema IN ({schemas})
ORDER BY p.table_schema, p.table_name, p.partition_ordinal_position";

/// The bounds of a partition for all rows that have no other (MariaDB).
const DEFAULT: &str = "DEFAULT";
const LIST_OF_ZERO: &str = "VALUES IN (0)";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    let mut counted: Vec<((String, String), usize)> = Vec::new();
    let mut doubtful: Vec<((String, String), String)> = Vec::new();
    for mut row in scope.rows(session, PARTITIONS).await? {
        let key = key(&mut row);
        let (name, method, expression) = (row.text(), row.text(), row.text());
        let bounds = row.optional().and_then(|values| bounds(&method, &values));
        if row.flag() {
            tables.lacks(&key, "partition", name.clone(), "parts of partitions are not part of the model");
        }
        let Some(table) = tables.table(&key) else { continue };
        if scope.is_mariadb && bounds.as_deref() == Some(LIST_OF_ZERO) {
            doubtful.push((key.clone(), name.clone()));
        }
        let partitioning = table.partitioning.get_or_insert_with(|| PartitioningDef {
            by: format!("{method} ({expression})"),
            partitions: Vec::new(),
        });
        match bounds {
            Some(bounds) => partitioning.partitions.push(PartitionDef { name, bounds }),
            None => match counted.last_mut() {
                Some((last, count)) if *last == key => *count += 1,
                _ => counted.push((key, 1)),
            },
        }
    }
    for (key, name) in doubtful {
        if takes_all_others(session, &key, &name).await?
            && let Some(partitioning) = tables.table(&key).and_then(|table| table.partitioning.as_mut())
        {
            let named = partitioning.partitions.iter_mut().filter(|partition| partition.name == name);
            named.for_each(|partition| DEFAULT.clone_into(&mut partition.bounds));
        }
    }
    // Of those that only share the rows out, nothing but the number is said.
    for (key, count) in counted {
        if let Some(partitioning) = tables.table(&key).and_then(|table| table.partitioning.as_mut()) {
            partitioning.by = format!("{} PARTITIONS {count}", partitioning.by);
        }
    }
    Ok(())
}

/// `PARTITION rest DEFAULT`, of which the catalog of MariaDB says the same as of `VALUES IN (0)`?
async fn takes_all_others(
    session: &mut dyn Session,
    (schema, table): &(String, String),
    partition: &str,
) -> Result<bool, MigrateError> {
    let quoted = |name: &str| ident::quoted(Dialect::Mysql, name);
    let show = format!("SHOW CREATE TABLE {}.{}", quoted(schema), quoted(table));
    let found = rows(session, &show, &[]).await?;
    let text = found.into_iter().next().map(|mut row| [row.text(), row.text()].concat());
    Ok(text.is_some_and(|text| text.contains(&format!("PARTITION {} {DEFAULT}", quoted(partition)))))
}

/// The rows of a partition as `CREATE TABLE` says them; none where the server shares the rows out by itself.
fn bounds(method: &str, values: &str) -> Option<String> {
    let is_open = ["MAXVALUE", "DEFAULT"].contains(&values);
    if method.starts_with("RANGE") && !is_open {
        Some(format!("VALUES LESS THAN ({values})"))
    } else if method.starts_with("RANGE") {
        Some(format!("VALUES LESS THAN {values}"))
    } else if method.starts_with("LIST") && is_open {
        Some(DEFAULT.to_owned())
    } else if method.starts_with("LIST") {
        Some(format!("VALUES IN ({values})"))
    } else {
        None
    }
}
