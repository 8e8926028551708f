//! What a schema may ask for and a database does not have. Said at generate time, never left out in silence.

use orm_schema::model::{ColumnDef, Deferrable, GeneratedKind, IndexDef, IndexKey, TableDef, ViewDef};
use orm_schema::{Dialect, SqlType};

use crate::diff::Obstacle;

/// What `dialect` lacks for `table`.
pub(super) fn of(dialect: Dialect, table: &TableDef) -> Vec<Obstacle> {
    let mut out = Vec::new();
    for column in &table.columns {
        of_column(dialect, table, column, &mut out);
    }
    for index in &table.indexes {
        of_index(dialect, table, index, &mut out);
    }
    for unique in &table.uniques {
        if dialect != Dialect::Postgres {
            if unique.nulls_not_distinct {
                out.push(lacks(dialect, &unique.name, "`nulls_not_distinct`", "leave it out"));
            }
            if unique.deferrable != Deferrable::No {
                out.push(lacks(
                    dialect,
                    &unique.name,
                    "deferrable unique constraints",
                    "leave `deferrable` out",
                ));
            }
        }
        if dialect == Dialect::Mysql {
            unique.columns.iter().for_each(|column| of_key_column(table, column, &mut out));
        }
    }
    if dialect == Dialect::Mysql {
        let pk = table.primary_key.iter().flat_map(|pk| &pk.columns);
        pk.for_each(|column| of_key_column(table, column, &mut out));
    }
    out
}

/// Materialized views are of PostgreSQL alone.
pub(super) fn materialized(dialect: Dialect, view: &ViewDef) -> Option<Obstacle> {
    let hint = "leave `materialized` out, or keep the rows in a table";
    view.is_materialized.then(|| lacks(dialect, &view.name.to_string(), "kept rows", hint))
}

fn lacks(dialect: Dialect, subject: &str, feature: &str, hint: &str) -> Obstacle {
    Obstacle {
        message: format!("`{subject}` asks for {feature}, which {dialect} does not have"),
        hint: hint.to_owned(),
    }
}

fn of_column(dialect: Dialect, table: &TableDef, column: &ColumnDef, out: &mut Vec<Obstacle>) {
    let subject = format!("{}.{}", table.name, column.name);
    let is_foreign_type = match dialect {
        Dialect::Postgres => false,
        Dialect::Mysql | Dialect::Sqlite => {
            matches!(column.ty, SqlType::Array(_) | SqlType::Interval | SqlType::VarBit | SqlType::Vector(_))
        }
    };
    if is_foreign_type {
        let feature = format!("the type {}", column.ty);
        out.push(lacks(
            dialect,
            &subject,
            &feature,
            "keep the value in `Json<T>` or name the storage with `type`",
        ));
    }
    let is_virtual =
        column.generated.as_ref().is_some_and(|generated| generated.kind == GeneratedKind::Virtual);
    if is_virtual && dialect == Dialect::Postgres {
        let hint = "declare it `stored`; PostgreSQL has them from version 18 only";
        out.push(lacks(dialect, &subject, "a column generated on reading", hint));
    }
}

fn of_index(dialect: Dialect, table: &TableDef, index: &IndexDef, out: &mut Vec<Obstacle>) {
    let mut lack = |feature: &str, hint: &str| out.push(lacks(dialect, &index.name, feature, hint));
    let any_part = |has: &dyn Fn(&orm_schema::model::IndexPart) -> bool| index.parts.iter().any(has);
    if dialect != Dialect::Mysql && any_part(&|part| part.prefix.is_some()) {
        lack("a prefix of a column", "index an expression such as `substr(name, 1, 10)`");
    }
    if dialect == Dialect::Postgres {
        return;
    }
    if !index.include.is_empty() {
        lack("included columns", "add them to the key");
    }
    if index.nulls_not_distinct {
        lack("`nulls_not_distinct`", "leave it out");
    }
    if index.with.is_some() {
        lack("storage parameters", "leave `with` out");
    }
    if any_part(&|part| part.opclass.is_some()) {
        lack("operator classes", "leave `opclass` out");
    }
    if any_part(&|part| part.nulls.is_some()) {
        lack("an order of NULLs", "leave it out");
    }
    if dialect == Dialect::Sqlite && index.method.is_some() {
        lack("index methods", "leave `using` out");
    }
    if dialect == Dialect::Mysql {
        if index.predicate.is_some() {
            lack("partial indexes", "leave `where` out");
        }
        if any_part(&|part| part.collation.is_some()) {
            lack("collations in indexes", "give the column the collation");
        }
        let is_fulltext =
            index.method.as_deref().is_some_and(|method| method.eq_ignore_ascii_case("fulltext"));
        for part in index.parts.iter().filter(|part| part.prefix.is_none() && !is_fulltext) {
            if let IndexKey::Column(column) = &part.key {
                of_key_column(table, column, out);
            }
        }
    }
}

/// MySQL indexes text of any length only by a prefix.
fn of_key_column(table: &TableDef, column: &str, out: &mut Vec<Obstacle>) {
    let is_large = table
        .column(column)
        .is_some_and(|column| matches!(column.ty, SqlType::Text | SqlType::Bytes | SqlType::Json));
    if is_large {
        let subject = format!("{}.{column}", table.name);
        let hint = "give the column a length with `varchar`, or index a prefix of it";
        out.push(lacks(Dialect::Mysql, &subject, "a key over text of any length", hint));
    }
}
