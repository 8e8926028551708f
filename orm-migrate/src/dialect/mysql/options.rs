//! Options of tables of MySQL.

use orm_schema::model::{ColumnDef, TableDef, TableOptions};
use orm_schema::{Dialect, Pair, SqlType};

use crate::dialect::options::{self, Facts};

/// The clauses of `ALTER TABLE` that lead from one to the other, and the columns that it has to say anew. An option that is said no more
/// gets the value that it would have had.
pub(super) fn change<'t>(
    table: Option<&'t TableDef>,
    options: &Pair<TableOptions>,
) -> (Vec<String>, Vec<&'t ColumnDef>) {
    let facts = |options: &TableOptions| options::facts(Dialect::Mysql, options.raw.as_deref());
    let facts = Pair { previous: facts(&options.previous), next: facts(&options.next) };
    let (set, gone) = options::changes(&facts);
    let gone = gone.iter().filter(|key| !is_of_texts(key)).map(|key| (*key, default(key)));
    let set = set.into_iter().filter(|(key, _)| !is_of_texts(key));
    let mut clauses: Vec<String> =
        gone.chain(set).map(|(key, value)| format!("{} = {value}", key.to_uppercase())).collect();
    let Some((charset, collation)) = new_texts(options) else { return (clauses, Vec::new()) };
    let collation = collation.map(|name| format!(" COLLATE {name}")).unwrap_or_default();
    let columns: &[ColumnDef] = table.map_or(&[], |table| &table.columns);
    // What is there is converted too: otherwise it would keep its old collation.
    if columns.iter().all(is_converted_as_it_is) {
        clauses.push(format!("CONVERT TO CHARACTER SET {charset}{collation}"));
        return (clauses, Vec::new());
    }
    clauses.push(format!("DEFAULT CHARACTER SET {charset}{collation}"));
    (clauses, columns.iter().filter(|column| follows_table(column)).collect())
}

/// The character set and the collation that texts get, if they get others.
pub(in crate::dialect) fn new_texts(options: &Pair<TableOptions>) -> Option<(String, Option<String>)> {
    let next = texts(options.next.raw.as_deref());
    (texts(options.previous.raw.as_deref()) != next).then(|| {
        let charset = next.get("charset").cloned();
        let collation = next.get("collate").cloned();
        let of_collation = || Some(collation.as_ref()?.split('_').next()?.to_owned());
        (charset.or_else(of_collation).unwrap_or_else(|| "utf8mb4".to_owned()), collation)
    })
}

/// What options say of the texts of their table.
pub(super) fn texts(raw: Option<&str>) -> Facts {
    let mut facts = options::facts(Dialect::Mysql, raw);
    facts.retain(|key, _| is_of_texts(key));
    facts
}

fn is_of_texts(key: &str) -> bool {
    key == "charset" || key == "collate"
}

/// Does `CONVERT TO` make of the column what it would be in a new table? It converts what says its own collation too, documents of
/// MariaDB, which are texts, and gives a TEXT a larger type.
/// <https://dev.mysql.com/doc/refman/8.4/en/alter-table.html#alter-table-character-set>
fn is_converted_as_it_is(column: &ColumnDef) -> bool {
    column.collation.is_none() && !matches!(column.ty, SqlType::Json | SqlType::Custom(_))
}

/// Does the column have the character set of its table?
fn follows_table(column: &ColumnDef) -> bool {
    let is_text = match &column.ty {
        SqlType::Custom(sql) => {
            let sql = sql.to_lowercase();
            let names = ["char", "varchar", "tinytext", "text", "mediumtext", "longtext", "enum", "set"];
            names.iter().any(|name| sql.trim_start().starts_with(name))
                && !sql.contains("character set")
                && !sql.contains("charset")
        }
        SqlType::Enum(_) => true,
        ty => ty.is_text(),
    };
    is_text && column.collation.is_none()
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
