//! Where the parts of a schema are declared, for problems that name them.

use std::collections::HashMap;

use super::super::item::{ColumnTypeDeclKind, TableDecl};
use super::super::problem::{Place, Problem};
use super::names::Names;
use crate::model::{ObjectKind, ObjectName};
use crate::validate::{SchemaProblem, Subject};

/// Places by the names that a [`SchemaProblem`] gives.
#[derive(Debug)]
pub(super) struct SchemaPlaces<'a> {
    tables: HashMap<&'a ObjectName, Vec<&'a TableDecl>>,
    views: HashMap<&'a ObjectName, Vec<&'a TableDecl>>,
    enums: HashMap<&'a ObjectName, Vec<Place>>,
    objects: HashMap<(ObjectKind, String), Vec<Place>>,
}

impl<'a> SchemaPlaces<'a> {
    pub(super) fn new(names: &Names<'a>) -> Self {
        let mut places = Self {
            tables: HashMap::new(),
            views: HashMap::new(),
            enums: HashMap::new(),
            objects: HashMap::new(),
        };
        for declared in names.tables() {
            places.tables.entry(&declared.decl.def.name).or_default().push(&declared.decl);
        }
        for declared in names.views() {
            places.views.entry(&declared.decl.rows.def.name).or_default().push(&declared.decl.rows);
        }
        for declared in names.types() {
            match &declared.decl.kind {
                ColumnTypeDeclKind::Enum { def, .. } => {
                    places.enums.entry(&def.name).or_default().push(declared.decl.place);
                }
                ColumnTypeDeclKind::Domain { def, .. } => {
                    let key = (ObjectKind::Domain, def.name.name.clone());
                    places.objects.entry(key).or_default().push(declared.decl.place);
                }
                ColumnTypeDeclKind::Newtype(_) => {}
            }
        }
        for declared in names.objects() {
            let def = &declared.decl.def;
            places.objects.entry((def.kind(), def.name().name)).or_default().push(declared.decl.place);
        }
        places
    }

    /// The problem at its place.
    pub(super) fn locate(&self, found: &SchemaProblem) -> Option<Problem> {
        let mut problem = Problem::new(self.place(&found.subject)?, &found.message);
        problem.hint_opt(found.hint.as_ref());
        if let Some(other) = &found.other
            && let Some(place) = self.place(other)
        {
            problem.note(place, "the other one is here");
        }
        Some(problem)
    }

    fn place(&self, subject: &Subject) -> Option<Place> {
        match subject {
            Subject::Table { name, occurrence } => Some(self.tables.get(name)?.get(*occurrence)?.place),
            Subject::View { name, occurrence } => Some(self.views.get(name)?.get(*occurrence)?.place),
            Subject::Enum { name, occurrence } => self.enums.get(name)?.get(*occurrence).copied(),
            Subject::Object { kind, name, occurrence } => {
                let places = self.objects.get(&(*kind, name.name.clone()))?;
                places.get(*occurrence).or_else(|| places.first()).copied()
            }
            Subject::Column { table, column, occurrence } => {
                let decl = self.tables.get(table)?.first()?;
                let mut columns = decl.def.columns.iter().zip(&decl.columns);
                columns
                    .by_ref()
                    .filter(|(def, _)| def.name == *column)
                    .nth(*occurrence)
                    .map(|(_, decl)| decl.place)
            }
            Subject::Named { table, name, occurrence } => {
                let decl = self.tables.get(table).or_else(|| self.views.get(table))?.first()?;
                let mut named = decl.named.iter().filter(|(known, _)| known == name);
                named.nth(*occurrence).map_or(Some(decl.place), |(_, place)| Some(*place))
            }
        }
    }
}
