//! Who is who across the whole schema.

use std::collections::HashMap;

use orm_schema::model::{DomainDef, EnumDef, ObjectDef, ObjectKind, ObjectName, TableDef};
use orm_schema::{Pair, SchemaDef, SqlType};

use super::columns::enum_of;
use super::hints::RenameIndex;
use super::pairing::Pairing;
use super::scopes::{pair_columns, pair_enums, pair_labels, pair_tables, pair_views};
use super::{DiffError, RenameHints};

/// What a column that is gone is called where another one took over its name.
const GONE: &str = "(gone)";

/// Who was who.
#[derive(Default)]
pub(super) struct Names<'a> {
    pub(super) tables: Pairing,
    /// Columns, for each of the next tables.
    pub(super) columns: Vec<Pairing>,
    pub(super) enums: Pairing,
    /// Labels, for each of the next enums.
    pub(super) labels: Vec<Pairing>,
    pub(super) views: Pairing,
    /// New names by old ones, only where they differ.
    pub(super) renamed_tables: HashMap<&'a ObjectName, &'a ObjectName>,
    pub(super) renamed_enums: HashMap<&'a ObjectName, &'a ObjectName>,
    /// Domains that go by another name.
    pub(super) renamed_domains: Vec<Pair<&'a ObjectName>>,
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
    let index = RenameIndex::new(hints);
    let tables = pair_tables(schemas, &index, &mut questions)?;
    let enums = pair_enums(schemas, &index, has_enum_types, &mut questions)?;
    let views = pair_views(schemas, &index, &mut questions)?;
    let mut names = Names {
        columns: Vec::with_capacity(schemas.next.tables.len()),
        labels: Vec::with_capacity(schemas.next.enums.len()),
        renamed_tables: HashMap::new(),
        renamed_enums: HashMap::new(),
        renamed_domains: renamed_domains(schemas),
        renamed_columns: HashMap::new(),
        renamed_labels: HashMap::new(),
        tables,
        enums,
        views,
    };
    for (next, matched) in schemas.next.tables.iter().zip(&names.tables.matches) {
        let Some(previous) = matched.map(|index| &schemas.previous.tables[index]) else {
            names.columns.push(Pairing::default());
            continue;
        };
        if previous.name != next.name {
            names.renamed_tables.insert(&previous.name, &next.name);
        }
        let pairing = pair_columns(Pair { previous, next }, &index, &mut questions)?;
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
        let pairing = pair_labels(Pair { previous, next }, &index, &mut questions)?;
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

fn renamed_domains(schemas: Pair<&SchemaDef>) -> Vec<Pair<&ObjectName>> {
    let is_there = |name: &ObjectName| {
        let mut objects = schemas.previous.objects.iter();
        objects.any(|object| object.kind() == ObjectKind::Domain && object.name() == *name)
    };
    let renamed = schemas.next.objects.iter().filter_map(|object| match object {
        ObjectDef::Domain(def) => {
            let old = def.renamed_from.as_ref().filter(|old| is_there(old) && !is_there(&def.name))?;
            Some(Pair { previous: old, next: &def.name })
        }
        _ => None,
    });
    renamed.collect()
}

/// Is it the type of columns over this domain?
pub(super) fn is_of_domain(ty: &SqlType, domain: &ObjectName) -> bool {
    *ty == DomainDef::column_type(domain)
}

impl Names<'_> {
    /// Does this previous table, or anything it refers to, go by another name?
    pub(super) fn touch(&self, table: &TableDef) -> bool {
        let names = |name: &ObjectName| {
            self.renamed_tables.contains_key(name) || self.renamed_columns.contains_key(name)
        };
        names(&table.name)
            || table.columns.iter().any(|column| {
                self.renamed_domains.iter().any(|names| is_of_domain(&column.ty, names.previous))
            })
            || (!self.renamed_enums.is_empty()
                && table.columns.iter().any(|column| enum_of(&column.ty).is_some()))
            || table.foreign_keys.iter().any(|fk| names(&fk.references))
    }

    /// Old and new names of what is a type: enums, domains, and tables, whose rows are one.
    pub(super) fn renamed_types(&self) -> Vec<Pair<&ObjectName>> {
        let mut types: Vec<Pair<&ObjectName>> = self
            .renamed_enums
            .iter()
            .chain(&self.renamed_tables)
            .map(|(previous, next)| Pair { previous: *previous, next: *next })
            .chain(self.renamed_domains.iter().copied())
            .collect();
        types.sort_unstable_by_key(|names| names.previous);
        types
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
