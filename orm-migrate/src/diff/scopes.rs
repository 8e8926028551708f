//! What is paired with what: tables, columns of a table, enums, labels of an enum, views, and when one may have become another.

use std::cell::OnceCell;
use std::collections::HashSet;

use orm_schema::model::{ColumnDef, EnumDef, ObjectName, TableDef, ViewDef};
use orm_schema::{Pair, SchemaDef, SqlType};

use super::conversion::{Conversion, conversion};
use super::expression::is_same_expression;
use super::hints::RenameIndex;
use super::pairing::{Pairing, Scope, pair};
use super::{DiffError, RenameKind, RenameQuestion, namespaces};

pub(super) fn pair_tables(
    schemas: Pair<&SchemaDef>,
    hints: &RenameIndex<'_>,
    questions: &mut Vec<RenameQuestion>,
) -> Result<Pairing, DiffError> {
    let Pair { previous, next } = schemas;
    let unqualified =
        next.tables.iter().map(|table| table.renamed_from.as_ref().and_then(namespaces::unqualified));
    let unqualified: Vec<Option<ObjectName>> = unqualified.collect();
    let known: HashSet<&ObjectName> = previous.tables.iter().map(|table| &table.name).collect();
    let columns: Vec<OnceCell<Columns<'_>>> = previous.tables.iter().map(|_| OnceCell::new()).collect();
    let in_common = |pair: Pair<usize>| {
        let of_previous =
            columns[pair.previous].get_or_init(|| columns_of(&previous.tables[pair.previous]).collect());
        columns_in_common(of_previous, &next.tables[pair.next])
    };
    let scope = Scope {
        kind: RenameKind::Table,
        previous: previous.tables.iter().map(|table| &table.name).collect(),
        // A table that leaves the default schema has no other way to say where it was.
        next: next
            .tables
            .iter()
            .zip(&unqualified)
            .map(|(table, unqualified)| {
                let named = table.renamed_from.as_ref();
                let is_known = unqualified.is_none() || named.is_some_and(|name| known.contains(name));
                (&table.name, if is_known { named } else { unqualified.as_ref() })
            })
            .collect(),
        path: &|name: &ObjectName| name.to_string(),
        is_same: &|pair| in_common(pair) == 100,
        likeness: &|pair| {
            let likeness = in_common(pair);
            (likeness >= 50).then_some(likeness)
        },
    };
    pair(&scope, hints, questions)
}

/// The columns of a table by name and type.
type Columns<'a> = HashSet<(&'a str, &'a SqlType)>;

fn columns_of(table: &TableDef) -> impl Iterator<Item = (&str, &SqlType)> {
    table.columns.iter().map(|column| (column.name.as_str(), &column.ty))
}

/// How many columns two tables share by name and type, in percent of all.
fn columns_in_common(previous: &Columns<'_>, next: &TableDef) -> u8 {
    let shared = columns_of(next).filter(|column| previous.contains(column));
    percent(2 * shared.count(), previous.len() + next.columns.len())
}

fn percent(part: usize, all: usize) -> u8 {
    u8::try_from(100 * part / all.max(1)).unwrap_or(100)
}

pub(super) fn pair_columns(
    tables: Pair<&TableDef>,
    hints: &RenameIndex<'_>,
    questions: &mut Vec<RenameQuestion>,
) -> Result<Pairing, DiffError> {
    let Pair { previous, next } = tables;
    let scope = Scope {
        kind: RenameKind::Column,
        previous: previous.columns.iter().map(|column| column.name.as_str()).collect(),
        next: next
            .columns
            .iter()
            .map(|column| (column.name.as_str(), column.renamed_from.as_deref()))
            .collect(),
        path: &|column: &str| format!("{}.{column}", next.name),
        is_same: &|pair| {
            let (previous, next) = (&previous.columns[pair.previous], &next.columns[pair.next]);
            let unnamed = ColumnDef { renamed_from: None, name: previous.name.clone(), ..next.clone() };
            unnamed == *previous
        },
        likeness: &|pair| {
            let (previous, next) = (&previous.columns[pair.previous], &next.columns[pair.next]);
            column_likeness(Pair { previous, next })
        },
    };
    pair(&scope, hints, questions)
}

/// A column is taken for another only when its values would survive.
fn column_likeness(columns: Pair<&ColumnDef>) -> Option<u8> {
    let Pair { previous, next } = columns;
    let types = match conversion(Pair { previous: &previous.ty, next: &next.ty }) {
        Conversion::Lossless if previous.ty == next.ty => 50,
        Conversion::Lossless | Conversion::Narrowing => 20,
        Conversion::Parsing | Conversion::Impossible => return None,
    };
    if previous.generated.is_some() != next.generated.is_some() {
        return None;
    }
    let nullability = if previous.is_nullable == next.is_nullable { 15 } else { 0 };
    let default = if previous.default == next.default { 10 } else { 0 };
    let words: HashSet<&str> = previous.name.split('_').collect();
    let name = if next.name.split('_').any(|word| words.contains(word)) { 25 } else { 0 };
    Some(types + nullability + default + name)
}

pub(super) fn pair_enums(
    schemas: Pair<&SchemaDef>,
    hints: &RenameIndex<'_>,
    has_enum_types: bool,
    questions: &mut Vec<RenameQuestion>,
) -> Result<Pairing, DiffError> {
    let Pair { previous, next } = schemas;
    let scope = Scope {
        kind: RenameKind::Enum,
        previous: previous.enums.iter().map(|def| &def.name).collect(),
        next: next.enums.iter().map(|def| (&def.name, def.renamed_from.as_ref())).collect(),
        path: &|name: &ObjectName| format!("enum:{name}"),
        is_same: &|pair| previous.enums[pair.previous].labels == next.enums[pair.next].labels,
        likeness: &|pair| {
            let (previous, next) = (&previous.enums[pair.previous], &next.enums[pair.next]);
            let labels: HashSet<&str> = previous.labels.iter().map(|label| label.label.as_str()).collect();
            let shared = next.labels.iter().filter(|label| labels.contains(label.label.as_str())).count();
            let likeness = percent(2 * shared, previous.labels.len() + next.labels.len());
            (has_enum_types && likeness >= 50).then_some(likeness)
        },
    };
    pair(&scope, hints, questions)
}

pub(super) fn pair_labels(
    enums: Pair<&EnumDef>,
    hints: &RenameIndex<'_>,
    questions: &mut Vec<RenameQuestion>,
) -> Result<Pairing, DiffError> {
    let Pair { previous, next } = enums;
    let scope = Scope {
        kind: RenameKind::EnumLabel,
        previous: previous.labels.iter().map(|label| label.label.as_str()).collect(),
        next: next.labels.iter().map(|label| (label.label.as_str(), label.renamed_from.as_deref())).collect(),
        path: &|label: &str| format!("enum:{}.{label}", next.name),
        is_same: &|_| true,
        likeness: &|pair| Some(if pair.previous == pair.next { 60 } else { 40 }),
    };
    pair(&scope, hints, questions)
}

/// A view holds nothing, so only one whose query is the same is taken for another: its rights, and its rows if they are kept.
pub(super) fn pair_views(
    schemas: Pair<&SchemaDef>,
    hints: &RenameIndex<'_>,
    questions: &mut Vec<RenameQuestion>,
) -> Result<Pairing, DiffError> {
    let Pair { previous, next } = schemas;
    let is_same = |pair: Pair<usize>| {
        let views: Pair<&ViewDef> =
            Pair { previous: &previous.views[pair.previous], next: &next.views[pair.next] };
        is_same_expression(&views.previous.query, &views.next.query)
    };
    let scope = Scope {
        kind: RenameKind::View,
        previous: previous.views.iter().map(|view| &view.name).collect(),
        next: next.views.iter().map(|view| (&view.name, view.renamed_from.as_ref())).collect(),
        path: &|name: &ObjectName| name.to_string(),
        is_same: &is_same,
        likeness: &|pair| is_same(pair).then_some(100),
    };
    pair(&scope, hints, questions)
}
