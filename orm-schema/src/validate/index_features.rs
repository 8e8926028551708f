//! What a database lacks of indexes and keys.

use super::{SchemaProblem, Subject};
use crate::model::{IndexDef, IndexKey, TableDef};
use crate::tokens::tokens;
use crate::{Dialect, SqlType};

/// What `dialect` lacks of what the indexes and keys of `table` ask for.
pub(super) fn check(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    for index in &table.indexes {
        kinds(table, index, dialect, found);
        for what in lacking(index, dialect) {
            let message = format!("{dialect} has no {what} (`{}`)", index.name);
            found.push(SchemaProblem::new(Subject::named(table, &index.name), message));
        }
    }
    if dialect == Dialect::Mysql {
        unsized_keys(table, found);
    }
}

/// What MySQL calls a kind of index and others do not have. <https://dev.mysql.com/doc/refman/8.4/en/create-index.html>
const KINDS: [&str; 2] = ["fulltext", "spatial"];

fn kinds(table: &TableDef, index: &IndexDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let Some(method) = index.method.as_deref().map(str::to_lowercase) else { return };
    let mut push = |message: String, hint: &str| {
        found.push(SchemaProblem::new(Subject::named(table, &index.name), message).hint(hint));
    };
    match dialect {
        Dialect::Postgres if method == "fulltext" => push(
            format!("PostgreSQL has no fulltext indexes (`{}`)", index.name),
            r#"index the words: `index("to_tsvector('simple', title)", using = "gin")`"#,
        ),
        Dialect::Postgres if method == "spatial" => push(
            format!("PostgreSQL has no spatial indexes (`{}`)", index.name),
            r#"index the boxes: `using = "gist"`"#,
        ),
        Dialect::Mysql if KINDS.contains(&method.as_str()) && index.is_unique => {
            push(format!("a {method} index is never unique (`{}`)", index.name), "leave `unique` out");
        }
        Dialect::Mysql if method == "spatial" => spatial(table, index, found),
        Dialect::Mysql if method == "hash" && !looks_up_by_hash(table) => push(
            format!("InnoDB has no hash indexes, and makes `{}` one by btree in silence", index.name),
            "leave `using` out; a table of `ENGINE=MEMORY` has them",
        ),
        Dialect::Mysql
            if !KINDS.contains(&method.as_str()) && !["btree", "hash"].contains(&method.as_str()) =>
        {
            push(
                format!("MySQL has no `{method}` indexes (`{}`)", index.name),
                "it has `btree`, `hash`, `fulltext` and `spatial`",
            );
        }
        Dialect::Postgres | Dialect::Mysql | Dialect::Sqlite => {}
    }
}

/// <https://dev.mysql.com/doc/refman/8.4/en/create-index.html#create-index-storage-engine-index-types>
fn looks_up_by_hash(table: &TableDef) -> bool {
    let options = table.options.raw.as_deref().unwrap_or_default();
    tokens(options)
        .iter()
        .any(|word| ["memory", "heap", "ndb", "ndbcluster"].iter().any(|engine| word.is_word(engine)))
}

fn spatial(table: &TableDef, index: &IndexDef, found: &mut Vec<SchemaProblem>) {
    let columns = index.parts.iter().filter_map(|part| match &part.key {
        IndexKey::Column(name) => table.column(name),
        IndexKey::Expression(_) => None,
    });
    for column in columns.filter(|column| column.is_nullable) {
        let message = format!("`{}.{}` may be NULL, which a spatial index refuses", table.name, column.name);
        let problem = SchemaProblem::new(Subject::column(table, &column.name), message);
        found.push(problem.hint("take the `Option` away"));
    }
}

pub(super) fn lacking(index: &IndexDef, dialect: Dialect) -> impl Iterator<Item = &'static str> {
    let (postgres, mysql, sqlite) =
        (dialect == Dialect::Postgres, dialect == Dialect::Mysql, dialect == Dialect::Sqlite);
    let any = |is: fn(&crate::model::IndexPart) -> bool| index.parts.iter().any(is);
    [
        (!postgres && index.nulls_not_distinct, "`nulls_not_distinct`"),
        (!postgres && !index.include.is_empty(), "`include` in an index"),
        (!postgres && index.with.is_some(), "storage parameters of an index"),
        (!postgres && index.concurrently, "`concurrently`"),
        (!postgres && any(|part| part.nulls.is_some()), "order of NULLs in an index"),
        (!postgres && any(|part| part.opclass.is_some()), "operator classes"),
        (mysql && index.predicate.is_some(), "partial indexes"),
        (mysql && any(|part| part.collation.is_some()), "collation of its own in an index"),
        (!mysql && any(|part| part.prefix.is_some()), "index over the first characters of a column"),
        (sqlite && index.method.is_some(), "choice of index methods"),
    ]
    .into_iter()
    .filter(|(is_lacking, _)| *is_lacking)
    .map(|(_, what)| what)
}

/// MySQL: a key over TEXT or BLOB needs a length.
/// <https://dev.mysql.com/doc/refman/8.4/en/column-indexes.html#column-indexes-prefix>
fn unsized_keys(table: &TableDef, found: &mut Vec<SchemaProblem>) {
    let of_key = table.primary_key.iter().map(|key| (key.name.as_str(), &key.columns));
    let of_uniques = table.uniques.iter().map(|unique| (unique.name.as_str(), &unique.columns));
    let of_foreign_keys = table.foreign_keys.iter().map(|key| (key.name.as_str(), &key.columns));
    let mut keys: Vec<(&str, &str)> = of_key
        .chain(of_uniques)
        .chain(of_foreign_keys)
        .flat_map(|(name, columns)| columns.iter().map(move |column| (name, column.as_str())))
        .collect();
    let has_length = |method: &Option<String>| {
        !method.as_ref().is_some_and(|method| KINDS.contains(&method.to_lowercase().as_str()))
    };
    for index in table.indexes.iter().filter(|index| has_length(&index.method)) {
        keys.extend(index.parts.iter().filter(|part| part.prefix.is_none()).filter_map(
            |part| match &part.key {
                IndexKey::Column(column) => Some((index.name.as_str(), column.as_str())),
                IndexKey::Expression(_) => None,
            },
        ));
    }
    for (name, column) in keys {
        let Some(column) = table.column(column) else { continue };
        if matches!(column.ty, SqlType::Text | SqlType::Bytes | SqlType::Json) {
            let message = format!(
                "MySQL needs a length for `{}.{}` ({}) in the key `{name}`",
                table.name, column.name, column.ty
            );
            let problem = SchemaProblem::new(Subject::column(table, &column.name), message);
            found.push(
                problem.hint("give the column a length, `varchar = 255`, or index its start, `.prefix(100)`"),
            );
        }
    }
}
