//! Who is who across the whole schema.

use std::collections::{HashMap, HashSet};

use orm_schema::model::{ColumnDef, EnumDef, ObjectName, TableDef};
use orm_schema::{Pair, SchemaDef, SqlType};

use super::columns::enum_of;
use super::conversion::{Conversion, conversion};
use super::pairing::{Pairing, Scope, pair};
use super::{DiffError, RenameHints, RenameKind, RenameQuestion, namespaces};

/// What a column that is gone is called where another one took over its name.
const GONE: &str = "(gone)";

/// Who was who.
pub(super) struct Names<'a> {
    pub(super) tables: Pairing,
    /// Columns, for each of the next tables.
    pub(super) columns: Vec<Pairing>,
    pub(super) enums: Pairing,
    /// Labels, for each of the next enums.
    pub(super) labels: Vec<Pairing>,
    /// New names by old ones, only where they differ.
    pub(super) renamed_tables: HashMap<&'a ObjectName, &'a ObjectName>,
    pub(super) renamed_enums: HashMap<&'a ObjectName, &'a ObjectName>,
    /// By previous table: new column names by old ones, only where they differ.
    pub(super) renamed_columns: HashMap<&'a ObjectName, HashMap<&'a str, &'a str>>,
    /// By previous enum: new labels by old ones, only where they differ.
    pub(super) renamed_labels: HashMap<&'a ObjectName, HashMap<&'a str, &'a str>>,
}

/// Pairs everything. Without enum types in the database (`has_enum_types`), a renamed enum asks nothing: nobody notices.
pub(super) fn resolve<'a>(
    schemas: Pair<&'a SchemaDef>,
    hints: &RenameHints,
    has_enum_types: bool,
) -> Result<Names<'a>, DiffError> {
    let mut questions = Vec::new();
    let tables = pair_tables(schemas, hints, &mut questions)?;
    let enums = pair_enums(schemas, hints, has_enum_types, &mut questions)?;
    let mut names = Names {
        columns: Vec::with_capacity(schemas.next.tables.len()),
        labels: Vec::with_capacity(schemas.next.enums.len()),
        renamed_tables: HashMap::new(),
        renamed_enums: HashMap::new(),
        renamed_columns: HashMap::new(),
        renamed_labels: HashMap::new(),
        tables,
        enums,
    };
    for (next, matched) in schemas.next.tables.iter().zip(&names.tables.matches) {
        let Some(previous) = matched.map(|index| &schemas.previous.tables[index]) else {
            names.columns.push(Pairing::default());
            continue;
        };
        if previous.name != next.name {
            names.renamed_tables.insert(&previous.name, &next.name);
        }
        let pairing = pair_columns(Pair { previous, next }, hints, &mut questions)?;
        let mut changed: HashMap<&str, &str> = changed_names(&pairing, |previous_index, next_index| {
            (previous.columns[previous_index].name.as_str(), next.columns[next_index].name.as_str())
        });
        let gone = pairing.dropped.iter().map(|&index| previous.columns[index].name.as_str());
        let replaced = gone.filter(|name| !changed.is_empty() && next.column(name).is_some());
        changed.extend(replaced.map(|name| (name, GONE)).collect::<Vec<_>>());
        if !changed.is_empty() {
            names.renamed_columns.insert(&previous.name, changed);
        }
        names.columns.push(pairing);
    }
    for (next, matched) in schemas.next.enums.iter().zip(&names.enums.matches) {
        let Some(previous) = matched.map(|index| &schemas.previous.enums[index]) else {
            names.labels.push(Pairing::default());
            continue;
        };
        if previous.name != next.name {
            names.renamed_enums.insert(&previous.name, &next.name);
        }
        let pairing = pair_labels(Pair { previous, next }, hints, &mut questions)?;
        let mut changed = changed_names(&pairing, |previous_index, next_index| {
            (previous.labels[previous_index].label.as_str(), next.labels[next_index].label.as_str())
        });
        changed.extend(hints.merged_labels(Pair { previous, next }));
        if !changed.is_empty() {
            names.renamed_labels.insert(&previous.name, changed);
        }
        names.labels.push(pairing);
    }
    if questions.is_empty() { Ok(names) } else { Err(DiffError::Undecided(questions)) }
}

fn changed_names<'a>(
    pairing: &Pairing,
    names: impl Fn(usize, usize) -> (&'a str, &'a str),
) -> HashMap<&'a str, &'a str> {
    let matched =
        pairing.matches.iter().enumerate().filter_map(|(next, previous)| Some(names((*previous)?, next)));
    matched.filter(|(previous, next)| previous != next).collect()
}

fn pair_tables(
    schemas: Pair<&SchemaDef>,
    hints: &RenameHints,
    questions: &mut Vec<RenameQuestion>,
) -> Result<Pairing, DiffError> {
    let Pair { previous, next } = schemas;
    let unqualified =
        next.tables.iter().map(|table| table.renamed_from.as_ref().and_then(namespaces::unqualified));
    let unqualified: Vec<Option<ObjectName>> = unqualified.collect();
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
                let is_known =
                    unqualified.is_none() || named.is_some_and(|name| previous.table(name).is_some());
                (&table.name, if is_known { named } else { unqualified.as_ref() })
            })
            .collect(),
        path: &|name: &ObjectName| name.to_string(),
        is_same: &|pair| {
            let (previous, next) = (&previous.tables[pair.previous], &next.tables[pair.next]);
            columns_in_common(Pair { previous, next }) == 100
        },
        likeness: &|pair| {
            let (previous, next) = (&previous.tables[pair.previous], &next.tables[pair.next]);
            let likeness = columns_in_common(Pair { previous, next });
            (likeness >= 50).then_some(likeness)
        },
    };
    pair(&scope, hints, questions)
}

/// How many columns two tables share by name and type, in percent of all.
fn columns_in_common(tables: Pair<&TableDef>) -> u8 {
    let all = tables.previous.columns.len() + tables.next.columns.len();
    let previous: HashSet<(&str, &SqlType)> =
        tables.previous.columns.iter().map(|column| (column.name.as_str(), &column.ty)).collect();
    let shared =
        tables.next.columns.iter().filter(|column| previous.contains(&(column.name.as_str(), &column.ty)));
    percent(2 * shared.count(), all)
}

fn percent(part: usize, all: usize) -> u8 {
    u8::try_from(100 * part / all.max(1)).unwrap_or(100)
}

fn pair_columns(
    tables: Pair<&TableDef>,
    hints: &RenameHints,
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

fn pair_enums(
    schemas: Pair<&SchemaDef>,
    hints: &RenameHints,
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

fn pair_labels(
    enums: Pair<&EnumDef>,
    hints: &RenameHints,
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

impl Names<'_> {
    /// Does this previous table, or anything it refers to, go by another name?
    pub(super) fn touch(&self, table: &TableDef) -> bool {
        let names = |name: &ObjectName| {
            self.renamed_tables.contains_key(name) || self.renamed_columns.contains_key(name)
        };
        names(&table.name)
            || (!self.renamed_enums.is_empty()
                && table.columns.iter().any(|column| enum_of(&column.ty).is_some()))
            || table.foreign_keys.iter().any(|fk| names(&fk.references))
    }

    /// Old and new texts of the labels of a previous enum, in declared order.
    pub(super) fn changed_labels(&self, previous: &EnumDef) -> Vec<Pair<String>> {
        let Some(texts) = self.renamed_labels.get(&previous.name) else {
            return Vec::new();
        };
        let changed =
            previous.labels.iter().filter_map(|label| Some((&label.label, texts.get(label.label.as_str())?)));
        changed
            .map(|(previous, next)| Pair { previous: previous.clone(), next: (*next).to_owned() })
            .collect()
    }

    /// Labels that go by another text, by the new name of their enum.
    pub(super) fn labels_by_enum(&self, previous: &SchemaDef) -> HashMap<String, Vec<Pair<String>>> {
        let changed = previous.enums.iter().filter(|def| self.renamed_labels.contains_key(&def.name));
        changed.map(|def| (self.enum_name(&def.name).to_string(), self.changed_labels(def))).collect()
    }
}
