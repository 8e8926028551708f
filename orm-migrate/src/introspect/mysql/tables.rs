//! Tables.

use orm_schema::model::{TableDef, TableOptions};

use super::{Scope, Tables, key};
use crate::introspect::Unmodelled;
use crate::introspect::assembly::is_history;
use crate::runner::MigrateError;
use crate::runner::session::Session;

const TABLES: &str = "\
SELECT CAST(t.table_schema AS CHAR), CAST(t.table_name AS CHAR), CAST(t.table_type AS CHAR), CAST(t.engine AS CHAR),
       CAST(t.table_collation AS CHAR), CAST(c.default_collate_name AS CHAR), CAST(t.table_comment AS CHAR),
       CAST(t.create_options AS CHAR), CAST(o.default_collate_name AS CHAR)
FROM information_schema.tables t
LEFT JOIN information_schema.character_sets o ON o.character_set_name = substring_index(t.table_collation, '_', 1)
LEFT JOIN information_schema.character_sets c ON c.character_set_name = 'utf8mb4'
WHERE t.table_schema IN ({schemas})
ORDER BY t.table_schema, t.table_name";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, TABLES).await? {
        let key = key(&mut row);
        let (kind, engine, collation) = (row.text(), row.text(), row.text());
        let (default_collation, comment, others) = (row.text(), row.optional(), row.text());
        let collations = [collation, default_collation, row.text()];
        let name = scope.object(key.0.clone(), key.1.clone());
        if is_history(&name.name) {
            continue;
        }
        let reason = match kind.as_str() {
            "BASE TABLE" => None,
            "VIEW" => continue,
            "SEQUENCE" => Some(("sequence", "sequences are not part of the model")),
            _ => Some(("table", "the model has only plain tables")),
        };
        if let Some((kind, reason)) = reason {
            tables.unmodelled.push(Unmodelled::object(kind, name.to_string(), reason));
            continue;
        }
        let raw = options(&engine, &collations, &others);
        let options = TableOptions { raw, ..TableOptions::default() };
        let comment = comment.filter(|comment| !comment.is_empty());
        tables.add(key, TableDef { name, comment, options, ..TableDef::default() });
    }
    Ok(())
}

/// What a table has that `CREATE TABLE` would not give it here. The collations are its own, the one that it would have, and the
/// one that its character set has by itself.
fn options(engine: &str, collations: &[String; 3], others: &str) -> Option<String> {
    let [collation, default_collation, of_charset] = collations;
    let mut options = Vec::new();
    if !engine.eq_ignore_ascii_case("InnoDB") {
        options.push(format!("ENGINE = {engine}"));
    }
    if collation != default_collation {
        let charset = collation.split('_').next().unwrap_or_default();
        options.push(format!("DEFAULT CHARSET = {charset}"));
        if collation != of_charset {
            options.push(format!("COLLATE = {collation}"));
        }
    }
    // `row_format=COMPRESSED partitioned`: what the statement said beside engine and character set.
    let others: Vec<&str> = others.split_whitespace().filter(|word| *word != "partitioned").collect();
    options.extend(others.iter().map(|option| option.replace('=', " = ")));
    (!options.is_empty()).then(|| options.join(" "))
}
