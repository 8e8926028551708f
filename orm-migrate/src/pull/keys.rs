//! The words for keys, indexes and checks.
//!
//! What a column can say by itself under the name that is derived for it stands at the column; everything else at the table.

use std::fmt::Write as _;

use orm_schema::ident;
use orm_schema::model::{
    CheckDef, Deferrable, ExclusionDef, ExclusionPart, ForeignKeyDef, IndexDef, IndexKey, IndexPart,
    NullsOrder, ObjectName, ReferentialAction, TableDef, UniqueDef,
};

use super::literal;
use super::names::Names;

/// Is the column the whole key, under the name that a key has by itself?
pub(super) fn is_own_key(table: &TableDef, column: &str) -> bool {
    table.primary_key.as_ref().is_some_and(|pk| pk.columns == [column] && is_derived_key(table, &pk.name))
}

/// MySQL knows no name, SQLite forgets it.
fn is_derived_key(table: &TableDef, name: &str) -> bool {
    name.is_empty() || name == "PRIMARY" || name == ident::primary_key_name(&table.name.name)
}

/// The words of the table.
pub(super) fn of_table(names: &Names, table: &TableDef) -> Vec<String> {
    let mut words = Vec::new();
    if let Some(pk) = &table.primary_key
        && !(pk.columns.len() == 1 && is_derived_key(table, &pk.name))
    {
        let name = (!is_derived_key(table, &pk.name)).then_some(pk.name.as_str());
        words.push(format!("primary_key({})", list(names.fields(&table.name, &pk.columns), named(name), [])));
    }
    words.extend(table.uniques.iter().filter(|unique| !is_own_unique(table, unique)).map(|unique| {
        let nulls = unique.nulls_not_distinct.then(|| "nulls_not_distinct".to_owned());
        let name = if unique.name.is_empty() || is_derived_unique(table, unique) {
            None
        } else {
            Some(&*unique.name)
        };
        let fields = names.fields(&table.name, &unique.columns);
        format!("unique({})", list(fields, named(name), [nulls, deferrable(unique.deferrable)]))
    }));
    words.extend(
        table
            .indexes
            .iter()
            .filter(|index| !is_own_index(table, index))
            .map(|index| format!("index({})", index_words(names, &table.name, index).join(", "))),
    );
    let foreign_keys = table.foreign_keys.iter().filter(|fk| !is_own_foreign_key(table, fk));
    words.extend(foreign_keys.filter_map(|fk| foreign_key(names, table, fk)));
    words.extend(table.checks.iter().map(check));
    words.extend(table.exclusions.iter().map(|exclusion| exclude(names, table, exclusion)));
    words
}

/// The words of a column.
pub(super) fn of_column(names: &Names, table: &TableDef, column: &str) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(is_own_key(table, column).then(|| "primary_key".to_owned()));
    let is_this = |columns: &[String]| columns == [column];
    let mut uniques = table.uniques.iter();
    words.extend(
        uniques
            .any(|unique| is_this(&unique.columns) && is_own_unique(table, unique))
            .then(|| "unique".to_owned()),
    );
    let is_indexed = table.indexes.iter().any(|index| {
        is_own_index(table, index) && matches!(&index.parts[0].key, IndexKey::Column(name) if name == column)
    });
    words.extend(is_indexed.then(|| "index".to_owned()));
    let mut foreign_keys = table.foreign_keys.iter();
    if let Some(fk) = foreign_keys.find(|fk| is_this(&fk.columns) && is_own_foreign_key(table, fk))
        && let Some(target) = names.table(&fk.references)
    {
        words.push(format!(
            "references = {target}::{}",
            names.field(&fk.references, &fk.referenced_columns[0])
        ));
        words.extend(action("on_delete", fk.on_delete));
        words.extend(action("on_update", fk.on_update));
    }
    words
}

/// The foreign keys that lead out of what was pulled.
pub(super) fn leading_out<'t>(names: &Names, table: &'t TableDef) -> impl Iterator<Item = &'t ForeignKeyDef> {
    table.foreign_keys.iter().filter(|fk| names.table(&fk.references).is_none())
}

fn is_derived_unique(table: &TableDef, unique: &UniqueDef) -> bool {
    unique.name.is_empty() || unique.name == ident::unique_name(&table.name.name, &borrowed(&unique.columns))
}

fn is_own_unique(table: &TableDef, unique: &UniqueDef) -> bool {
    unique.columns.len() == 1
        && is_derived_unique(table, unique)
        && !unique.nulls_not_distinct
        && unique.deferrable == Deferrable::No
        // Two of one column cannot both stand there.
        && table.uniques.iter().filter(|other| other.columns == unique.columns).count() == 1
}

fn is_own_index(table: &TableDef, index: &IndexDef) -> bool {
    let [IndexPart { key: IndexKey::Column(column), .. }] = index.parts.as_slice() else { return false };
    let name = ident::index_name(&table.name.name, &[column]);
    *index == IndexDef { name, parts: vec![IndexPart::column(column)], ..IndexDef::default() }
}

fn is_own_foreign_key(table: &TableDef, fk: &ForeignKeyDef) -> bool {
    let updates = table.column(&fk.columns[0]).is_some_and(|column| column.on_update.is_some());
    fk.columns.len() == 1
        && fk.referenced_columns.len() == 1
        && fk.deferrable == Deferrable::No
        && !(updates && fk.on_update != ReferentialAction::NoAction)
        && is_derived_foreign_key(table, fk)
        && table.foreign_keys.iter().filter(|other| other.columns == fk.columns).count() == 1
}

fn is_derived_foreign_key(table: &TableDef, fk: &ForeignKeyDef) -> bool {
    fk.name.is_empty() || fk.name == ident::foreign_key_name(&table.name.name, &borrowed(&fk.columns))
}

fn foreign_key(names: &Names, table: &TableDef, fk: &ForeignKeyDef) -> Option<String> {
    let target = names.table(&fk.references)?;
    let mut words = vec![
        format!("columns({})", names.fields(&table.name, &fk.columns)),
        format!("references({target}({}))", names.fields(&fk.references, &fk.referenced_columns)),
    ];
    words.extend(action("on_delete", fk.on_delete));
    words.extend(action("on_update", fk.on_update));
    words.extend(deferrable(fk.deferrable));
    words.extend((!is_derived_foreign_key(table, fk)).then(|| format!("name = {}", literal(&fk.name))));
    Some(format!("foreign_key({})", words.join(", ")))
}

fn check(check: &CheckDef) -> String {
    let name =
        if check.name.is_empty() { String::new() } else { format!("name = {}, ", literal(&check.name)) };
    format!("check({name}{})", literal(&check.expression))
}

fn exclude(names: &Names, table: &TableDef, exclusion: &ExclusionDef) -> String {
    let part = |part: &ExclusionPart| {
        format!("{}.with({})", index_part(names, &table.name, &part.part), literal(&part.operator))
    };
    let mut words: Vec<String> = exclusion.parts.iter().map(part).collect();
    for (word, value) in [("using", &exclusion.method), ("where", &exclusion.predicate)] {
        words.extend(value.as_ref().map(|value| format!("{word} = {}", literal(value))));
    }
    words.extend(deferrable(exclusion.deferrable));
    words.push(format!("name = {}", literal(&exclusion.name)));
    format!("exclude({})", words.join(", "))
}

pub(super) fn index_words(names: &Names, of: &ObjectName, index: &IndexDef) -> Vec<String> {
    let mut words: Vec<String> = index.parts.iter().map(|part| index_part(names, of, part)).collect();
    words.extend(index.is_unique.then(|| "unique".to_owned()));
    for (word, value) in [("where", &index.predicate), ("using", &index.method), ("with", &index.with)] {
        words.extend(value.as_ref().map(|value| format!("{word} = {}", literal(value))));
    }
    if !index.include.is_empty() {
        words.push(format!("include({})", names.fields(of, &index.include)));
    }
    words.extend(index.nulls_not_distinct.then(|| "nulls_not_distinct".to_owned()));
    words.push(format!("name = {}", literal(&index.name)));
    words
}

fn index_part(names: &Names, of: &ObjectName, part: &IndexPart) -> String {
    let mut out = match &part.key {
        IndexKey::Column(column) => names.field(of, column).to_owned(),
        IndexKey::Expression(sql) => literal(sql),
    };
    out.push_str(if part.is_descending { ".desc()" } else { "" });
    out.push_str(match part.nulls {
        Some(NullsOrder::First) => ".nulls_first()",
        Some(NullsOrder::Last) => ".nulls_last()",
        None => "",
    });
    for (method, value) in [("opclass", &part.opclass), ("collate", &part.collation)] {
        if let Some(value) = value {
            let _ = write!(out, ".{method}({})", literal(value));
        }
    }
    if let Some(length) = part.prefix {
        let _ = write!(out, ".prefix({length})");
    }
    out
}

fn action(word: &str, action: ReferentialAction) -> Option<String> {
    (action != ReferentialAction::NoAction)
        .then(|| format!("{word} = \"{}\"", action.sql().to_ascii_lowercase()))
}

fn deferrable(deferrable: Deferrable) -> Option<String> {
    match deferrable {
        Deferrable::No => None,
        Deferrable::InitiallyImmediate => Some("deferrable".to_owned()),
        Deferrable::InitiallyDeferred => Some("deferrable = \"deferred\"".to_owned()),
    }
}

fn named(name: Option<&str>) -> Option<String> {
    name.map(|name| format!("name = {}", literal(name)))
}

fn list<const N: usize>(fields: String, name: Option<String>, more: [Option<String>; N]) -> String {
    [Some(fields)].into_iter().chain(more).chain([name]).flatten().collect::<Vec<_>>().join(", ")
}

fn borrowed(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}
