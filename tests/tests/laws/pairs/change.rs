//! A pair of schemas, and what is to be said about the way from one to the other.

use std::collections::{BTreeMap, BTreeSet};

use fastrand::Rng;
use orm_migrate::diff::{self, DiffError, RenameHints, RenameQuestion, Step};
use orm_schema::model::{ColumnDef, DomainDef, ObjectDef, ObjectKind, ObjectName, SequenceDef, TableDef};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType, validate};

use super::draft::Draft;
use super::edits::edit;
use super::kinds::Kind;
use super::{columns, objects, partitions, views};
use crate::rows::Rows;

/// How many pairs in a row share no names.
pub(super) const SLOTS: usize = 16;
/// The schema in which a name without one is looked up (PostgreSQL).
const DEFAULT_SCHEMA: &str = "public";

/// Two schemas of one database. `renamed_from` in the next one says what was what.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Change {
    pub(super) dialect: Dialect,
    pub(super) schemas: Pair<SchemaDef>,
    /// Changes of different slots have no name in common.
    pub(super) slot: usize,
}

impl Change {
    /// The change of this number. Each kind of change takes its turn.
    pub(super) fn random(dialect: Dialect, seed: u64) -> Self {
        let mut rng = Rng::with_seed(seed);
        let slot = usize::try_from(seed).unwrap_or_default() % SLOTS;
        let mut draft =
            Draft { dialect, rng: &mut rng, schema: SchemaDef::default(), slot, tag: seed.to_string() };
        for _ in 0..draft.rng.usize(1..4) {
            attempt(&mut draft, Kind::CreateTable, None);
        }
        for kind in [Kind::CreateEnum, Kind::AlterGenerated] {
            let _made = draft.one_in(3) && attempt(&mut draft, kind, None);
        }
        for _ in 0..draft.rng.usize(2..12) {
            if let Some(kind) = draft.rng.choice(Kind::ALL) {
                attempt(&mut draft, *kind, None);
            }
        }
        let kinds: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.is_of(dialect)).collect();
        // Not the same kinds in the same slots.
        let turn = usize::try_from(seed + seed / 16).unwrap_or_default();
        let wanted = kinds[turn % kinds.len()];
        if let Some(kind) = wanted.begins_with() {
            attempt(&mut draft, kind, None);
        }
        let previous = without_requests(&draft.schema);
        draft.schema = previous.clone();
        let _done = (0..8).any(|_| attempt(&mut draft, wanted, Some(&previous)));
        for _ in 0..draft.rng.usize(..5) {
            if let Some(kind) = draft.rng.choice(Kind::ALL) {
                attempt(&mut draft, *kind, Some(&previous));
            }
        }
        let next = draft.schema;
        Self { dialect, schemas: Pair { previous, next }, slot }
    }

    /// All of them as one change. They have no name in common.
    pub(super) fn together(changes: &[Self]) -> Self {
        let mut all = changes[0].clone();
        for Self { dialect: _, schemas: Pair { previous, next }, slot: _ } in &changes[1..] {
            append(&mut all.schemas.previous, previous);
            append(&mut all.schemas.next, next);
        }
        all
    }

    /// Does the database take both, and is there a way from each to the other?
    pub(super) fn is_possible(&self) -> bool {
        let Pair { previous, next } = &self.schemas;
        let is_sound = |schema: &SchemaDef| {
            objects::are_sound(self.dialect, schema)
                && partitions::are_sound(self.dialect, schema)
                && schema.tables.iter().all(|table| columns::are_computed_from_others(self.dialect, table))
        };
        is_sound(previous)
            && is_sound(next)
            && validate::problems(previous, self.dialect).is_empty()
            && validate::problems(next, self.dialect).is_empty()
            && self.is_passable()
            && self.turned().is_passable()
    }

    fn is_passable(&self) -> bool {
        !matches!(self.steps().0, Err(DiffError::Impossible(_) | DiffError::Hint { .. }))
    }

    /// The steps, and the answers that they need.
    pub(super) fn steps(&self) -> (Result<Vec<Step>, DiffError>, RenameHints) {
        let Pair { previous, next } = &self.schemas;
        let mut hints = RenameHints {
            rename: self.renames(),
            backfill: self.backfills().collect(),
            ..RenameHints::default()
        };
        loop {
            match diff::steps(Pair { previous, next }, self.dialect, &hints) {
                Err(DiffError::Undecided(questions)) => {
                    hints.create.extend(questions.iter().map(RenameQuestion::create_hint));
                }
                steps => return (steps, hints),
            }
        }
    }

    /// The renames as hints: attributes alone leave open what became of a thing whose name is taken.
    fn renames(&self) -> Vec<String> {
        let next = &self.schemas.next;
        let mut renames = Vec::new();
        for (previous, table) in self.kept_tables() {
            if previous.name != table.name {
                renames.push(format!("{}={}", previous.name, table.name));
            }
            let columns =
                table.columns.iter().filter_map(|column| Some((column, column.renamed_from.as_ref()?)));
            renames
                .extend(columns.map(|(column, old)| format!("{0}.{old}={0}.{1}", table.name, column.name)));
        }
        for def in &next.enums {
            renames.extend(def.renamed_from.as_ref().map(|old| format!("enum:{old}=enum:{}", def.name)));
            let labels = def.labels.iter().filter_map(|label| Some((label, label.renamed_from.as_ref()?)));
            renames.extend(
                labels.map(|(label, old)| format!("enum:{0}.{old}=enum:{0}.{1}", def.name, label.label)),
            );
        }
        renames
    }

    /// What rows get that are there when a column is not NULL from now on.
    fn backfills(&self) -> impl Iterator<Item = (String, String)> {
        let next = &self.schemas.next;
        let rows = Rows::new(self.dialect, next);
        self.kept_tables().flat_map(move |(previous, table)| {
            let origins = kept_columns(previous, table);
            let asks = move |column: &&ColumnDef| {
                let is_filled = column.default.is_some()
                    || column.generated.is_some()
                    || column.auto_increment
                    || column.identity.is_some();
                let was_nullable = origins
                    .get(column.name.as_str())
                    .is_none_or(|origin| origin.is_nullable || origin.generated.is_some());
                !column.is_nullable && !is_filled && was_nullable
            };
            let asking: Vec<_> = table.columns.iter().filter(asks).collect();
            asking
                .into_iter()
                .map(|column| (format!("{}.{}", table.name, column.name), rows.value(&column.ty, 0)))
                .collect::<Vec<_>>()
        })
    }

    /// Tables of both sides that are one.
    pub(super) fn kept_tables(&self) -> impl Iterator<Item = (&TableDef, &TableDef)> {
        let Pair { previous, next } = &self.schemas;
        let names: Vec<(&ObjectName, Option<ObjectName>)> = next
            .tables
            .iter()
            .map(|table| (&table.name, table.renamed_from.as_ref().map(in_default_schema)))
            .collect();
        let names = names.iter().map(|(name, origin)| (*name, origin.as_ref()));
        let origins = origins(previous.tables.iter().map(|table| &table.name), names);
        let pairs = next.tables.iter().filter_map(|table| {
            let origin = origins.get(&table.name)?;
            Some((previous.table(origin)?, table))
        });
        pairs.collect::<Vec<_>>().into_iter()
    }

    /// The way back.
    pub(super) fn turned(&self) -> Self {
        let mut next = self.schemas.previous.clone();
        for (previous, table) in self.kept_tables() {
            let Some(turned) = next.tables.iter_mut().find(|turned| turned.name == previous.name) else {
                continue;
            };
            turned.renamed_from = (previous.name != table.name).then(|| said(&table.name, &previous.name));
            for (name, origin) in kept_columns(previous, table) {
                let column = turned.columns.iter_mut().find(|column| column.name == origin.name);
                if let Some(column) = column.filter(|column| column.name != name) {
                    column.renamed_from = Some(name.to_owned());
                }
            }
        }
        let names = self.schemas.next.enums.iter().map(|def| (&def.name, def.renamed_from.as_ref()));
        let enums = origins(self.schemas.previous.enums.iter().map(|def| &def.name), names);
        for def in &self.schemas.next.enums {
            let Some(origin) = enums.get(&def.name) else { continue };
            let Some(turned) = next.enums.iter_mut().find(|turned| turned.name == **origin) else { continue };
            let labels = def.labels.iter().map(|label| (&label.label, label.renamed_from.as_ref()));
            let previous: Vec<String> = turned.labels.iter().map(|label| label.label.clone()).collect();
            for (label, origin) in origins(previous.iter(), labels) {
                let turned = turned.labels.iter_mut().find(|turned| turned.label == *origin);
                if let Some(turned) = turned.filter(|turned| turned.label != *label) {
                    turned.renamed_from = Some(label.clone());
                }
            }
            turned.renamed_from = (turned.name != def.name).then(|| def.name.clone());
        }
        let Pair { previous, next: now } = &self.schemas;
        for (old, new) in renamed_views(previous, now) {
            if let Some(view) = next.views.iter_mut().find(|view| view.name == old) {
                view.renamed_from = Some(new);
            }
        }
        for (old, new) in renamed_objects(previous, now) {
            let turned = next
                .objects
                .iter_mut()
                .find(|object| object.kind() == old.kind() && object.name() == old.name());
            if let Some(
                ObjectDef::Sequence(SequenceDef { renamed_from, .. })
                | ObjectDef::Domain(DomainDef { renamed_from, .. }),
            ) = turned
            {
                *renamed_from = Some(new.name());
            }
        }
        let previous = without_requests(&self.schemas.next);
        Self { dialect: self.dialect, schemas: Pair { previous, next }, slot: self.slot }
    }
}

/// Puts a schema behind another. Domains stay in front.
fn append(schema: &mut SchemaDef, other: &SchemaDef) {
    let SchemaDef { tables, enums, views, objects } = other.clone();
    schema.tables.extend(tables);
    schema.enums.extend(enums);
    schema.views.extend(views);
    schema.objects.extend(objects);
    schema.objects.sort_by_key(|object| object.kind() != ObjectKind::Domain);
}

/// The views that go by another name: their old and new ones.
fn renamed_views(previous: &SchemaDef, next: &SchemaDef) -> Vec<(ObjectName, ObjectName)> {
    let names = next.views.iter().map(|view| (&view.name, view.renamed_from.as_ref()));
    let origins = origins(previous.views.iter().map(|view| &view.name), names);
    let renamed = origins.into_iter().filter(|(name, origin)| name != origin);
    renamed.map(|(name, origin)| (origin.clone(), name.clone())).collect()
}

/// The objects that go by another name, as they were and as they are.
fn renamed_objects<'a>(previous: &'a SchemaDef, next: &'a SchemaDef) -> Vec<(&'a ObjectDef, &'a ObjectDef)> {
    let was =
        |object: &&'a ObjectDef, name: &ObjectName, kind| object.kind() == kind && object.name() == *name;
    let pair = |object: &'a ObjectDef| {
        let origin = object.renamed_from()?;
        Some((previous.objects.iter().find(|old| was(old, origin, object.kind()))?, object))
    };
    next.objects.iter().filter_map(pair).collect()
}

/// Makes an edit, unless nothing comes of it that a database takes.
fn attempt(draft: &mut Draft<'_>, kind: Kind, previous: Option<&SchemaDef>) -> bool {
    let before = draft.schema.clone();
    let is_made = edit(draft, kind).is_some();
    drop_unused_enums(&mut draft.schema);
    objects::repair(&mut draft.schema);
    views::repair(draft.dialect, &mut draft.schema);
    let change = Change {
        dialect: draft.dialect,
        schemas: Pair { previous: previous.cloned().unwrap_or_default(), next: draft.schema.clone() },
        slot: draft.slot,
    };
    // SQLite wants a column that is not computed.
    let has_columns =
        draft.schema.tables.iter().all(|table| table.columns.iter().any(|column| column.generated.is_none()));
    let is_kept = is_made && has_columns && change.is_possible();
    if !is_kept {
        draft.schema = before;
    }
    is_kept
}

/// An enum that no column has is no part of a schema.
fn drop_unused_enums(schema: &mut SchemaDef) {
    let SchemaDef { tables, enums, views: _, objects: _ } = schema;
    enums.retain(|def| {
        let ty = SqlType::Enum(def.name.clone());
        tables.iter().any(|table| table.columns.iter().any(|column| column.ty == ty))
    });
}

/// The change without enums that no column has.
pub(super) fn without_unused(mut change: Change) -> Change {
    for schema in [&mut change.schemas.previous, &mut change.schemas.next] {
        drop_unused_enums(schema);
        objects::repair(schema);
        views::repair(change.dialect, schema);
    }
    change
}

/// The columns of the previous table by the names that they have in the next.
pub(super) fn kept_columns<'a>(
    previous: &'a TableDef,
    next: &'a TableDef,
) -> BTreeMap<&'a str, &'a ColumnDef> {
    let names = next.columns.iter().map(|column| (&column.name, column.renamed_from.as_ref()));
    let origins = origins(previous.columns.iter().map(|column| &column.name), names);
    let kept =
        origins.into_iter().filter_map(|(name, origin)| Some((name.as_str(), previous.column(origin)?)));
    kept.collect()
}

/// The name as a table that is in another schema, or in the default one, says that it had it.
pub(super) fn said(old: &ObjectName, new: &ObjectName) -> ObjectName {
    let schema = old.schema.clone().or_else(|| new.schema.as_ref().map(|_| DEFAULT_SCHEMA.to_owned()));
    ObjectName { schema, name: old.name.clone() }
}

/// `public.users` is `users`.
fn in_default_schema(name: &ObjectName) -> ObjectName {
    ObjectName {
        schema: name.schema.clone().filter(|schema| schema != DEFAULT_SCHEMA),
        name: name.name.clone(),
    }
}

/// Who each of the next was: what it says, else whoever had its name and is nobody else.
fn origins<'a, 'b, Name: Ord + 'b>(
    previous: impl Iterator<Item = &'a Name>,
    next: impl Iterator<Item = (&'a Name, Option<&'b Name>)> + Clone,
) -> BTreeMap<&'a Name, &'a Name> {
    let previous: BTreeSet<&'a Name> = previous.collect();
    // One that names nothing of the previous schema has been fulfilled.
    let next = next.map(|(name, origin)| (name, origin.filter(|origin| previous.contains(origin))));
    let claimed: BTreeSet<&Name> = next.clone().filter_map(|(_, origin)| origin).collect();
    let origin = |(name, origin): (&'a Name, Option<&'b Name>)| {
        let kept = match origin {
            Some(origin) => previous.iter().find(|previous| **previous == origin).copied(),
            None => previous.get(name).copied().filter(|name| !claimed.contains(name)),
        };
        Some((name, kept?))
    };
    next.filter_map(origin).collect()
}

/// The schema as a state: nothing in it asks for a rename.
pub(super) fn without_requests(schema: &SchemaDef) -> SchemaDef {
    let mut schema = schema.clone();
    for table in &mut schema.tables {
        table.renamed_from = None;
        table.columns.iter_mut().for_each(|column| column.renamed_from = None);
    }
    schema.views.iter_mut().for_each(|view| view.renamed_from = None);
    for object in &mut schema.objects {
        match object {
            ObjectDef::Sequence(def) => def.renamed_from = None,
            ObjectDef::Domain(def) => def.renamed_from = None,
            ObjectDef::Namespace(_)
            | ObjectDef::Extension(_)
            | ObjectDef::Role(_)
            | ObjectDef::Function(_)
            | ObjectDef::Trigger(_) => {}
        }
    }
    for def in &mut schema.enums {
        def.renamed_from = None;
        def.labels.iter_mut().for_each(|label| label.renamed_from = None);
    }
    schema
}

/// The name of a table without its schema where that is not shown.
pub(super) fn path(table: &ObjectName, column: &str) -> String {
    format!("{table}.{column}")
}
