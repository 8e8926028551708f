//! What stands beside the tables: declared in `database! { .. }`.

use super::{DomainDef, ExtensionDef, FunctionDef, ObjectName, RoleDef, SequenceDef, TriggerDef};

/// An object that is no table and no part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectDef {
    /// A PostgreSQL schema or MySQL database, there whether or not something lives in it.
    Namespace(String),
    /// An extension (PostgreSQL).
    Extension(ExtensionDef),
    /// A role (PostgreSQL).
    Role(RoleDef),
    /// A sequence (PostgreSQL).
    Sequence(SequenceDef),
    /// A domain (PostgreSQL).
    Domain(DomainDef),
    /// A function (PostgreSQL, MySQL).
    Function(FunctionDef),
    /// A trigger.
    Trigger(TriggerDef),
}

/// The kinds of objects: names are unique among those of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ObjectKind {
    /// A PostgreSQL schema or MySQL database.
    Namespace,
    /// An extension.
    Extension,
    /// A role.
    Role,
    /// A sequence.
    Sequence,
    /// A domain.
    Domain,
    /// A function.
    Function,
    /// A trigger.
    Trigger,
}

impl ObjectKind {
    /// The noun, as in messages.
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Namespace => "schema",
            Self::Extension => "extension",
            Self::Role => "role",
            Self::Sequence => "sequence",
            Self::Domain => "domain",
            Self::Function => "function",
            Self::Trigger => "trigger",
        }
    }
}

impl ObjectDef {
    /// What it is.
    pub const fn kind(&self) -> ObjectKind {
        match self {
            Self::Namespace(_) => ObjectKind::Namespace,
            Self::Extension(_) => ObjectKind::Extension,
            Self::Role(_) => ObjectKind::Role,
            Self::Sequence(_) => ObjectKind::Sequence,
            Self::Domain(_) => ObjectKind::Domain,
            Self::Function(_) => ObjectKind::Function,
            Self::Trigger(_) => ObjectKind::Trigger,
        }
    }

    /// Its name; that of a trigger is in the schema of its table.
    pub fn name(&self) -> ObjectName {
        match self {
            Self::Namespace(name) => ObjectName::new(name),
            Self::Extension(def) => ObjectName::new(&def.name),
            Self::Role(def) => ObjectName::new(&def.name),
            Self::Sequence(def) => def.name.clone(),
            Self::Domain(def) => def.name.clone(),
            Self::Function(def) => def.name.clone(),
            Self::Trigger(def) => ObjectName { schema: def.table.schema.clone(), name: def.name.clone() },
        }
    }

    /// The name it had before, if it is asked to be renamed.
    pub fn renamed_from(&self) -> Option<&ObjectName> {
        match self {
            Self::Sequence(def) => def.renamed_from.as_ref(),
            Self::Domain(def) => def.renamed_from.as_ref(),
            Self::Namespace(_)
            | Self::Extension(_)
            | Self::Role(_)
            | Self::Function(_)
            | Self::Trigger(_) => None,
        }
    }

    /// The table it belongs to.
    pub fn table(&self) -> Option<&ObjectName> {
        match self {
            Self::Trigger(def) => Some(&def.table),
            Self::Namespace(_)
            | Self::Extension(_)
            | Self::Role(_)
            | Self::Sequence(_)
            | Self::Domain(_)
            | Self::Function(_) => None,
        }
    }
}
