//! Options of tables of MySQL.

use orm_schema::model::{TableDef, TableOptions};
use orm_schema::{Dialect, Pair, SchemaDef};

use super::column::definition;
use crate::dialect::options;

/// What `ALTER TABLE` has to say for other options, and what a second one has to say after it.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) first: Vec<String>,
    pub(super) second: Vec<String>,
}

/// The clauses that lead from one to the other. An option that is said no more gets the value that it would have had.
pub(super) fn change(schema: &SchemaDef, table: Option<&TableDef>, options: &Pair<TableOptions>) -> Change {
    let facts = |options: &TableOptions| options::facts(Dialect::Mysql, options.raw.as_deref());
    let facts = Pair { previous: facts(&options.previous), next: facts(&options.next) };
    let (set, gone) = options::changes(&facts);
    let is_text = |key: &str| key == "charset" || key == "collate";
    let has_other_text = set.iter().any(|(key, _)| is_text(key)) || gone.iter().any(|key| is_text(key));
    let mut out = Change::default();
    let gone = gone.iter().filter(|key| !is_text(key)).map(|key| (*key, default(key)));
    for (key, value) in gone.chain(set.into_iter().filter(|(key, _)| !is_text(key))) {
        out.first.push(format!("{} = {value}", key.to_uppercase()));
    }
    if has_other_text {
        let collation = facts.next.get("collate");
        let charset = facts.next.get("charset").map(String::as_str);
        let charset = charset.or_else(|| collation?.split('_').next()).unwrap_or("utf8mb4");
        let collation = collation.map(|name| format!(" COLLATE {name}")).unwrap_or_default();
        // What is there is converted too: otherwise it would keep the old collation, column by column.
        out.first.push(format!("CONVERT TO CHARACTER SET {charset}{collation}"));
        let columns = table.into_iter().flat_map(|table| &table.columns);
        let own = columns.filter(|column| column.collation.is_some());
        out.second.extend(own.map(|column| format!("MODIFY COLUMN {}", definition(schema, column))));
    }
    out
}

/// <https://dev.mysql.com/doc/refman/8.4/en/create-table.html#create-table-options>
fn default(option: &str) -> &'static str {
    match option {
        "engine" => "InnoDB",
        "row_format" | "stats_persistent" | "stats_auto_recalc" | "stats_sample_pages" | "pack_keys" => {
            "DEFAULT"
        }
        "compression" => "'NONE'",
        "encryption" => "'N'",
        _ => "0",
    }
}
