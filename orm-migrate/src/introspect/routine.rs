//! Functions of PostgreSQL and what shares names with them: told apart by the types of what goes in.

use std::fmt;

use orm_schema::model::{FunctionDef, ObjectDef, ObjectName};

use super::LiveSchema;
use crate::diff::{ObjectChange, Step};

/// A function, or something else that is called like one.
#[derive(Debug, Clone)]
pub(super) struct Routine {
    pub(super) kind: RoutineKind,
    /// As the server prints it; nothing but a function has a body here.
    pub(super) def: FunctionDef,
    /// The arguments without their defaults.
    pub(super) called_by: String,
    /// The types of what goes in, as the catalog numbers them.
    pub(super) types: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RoutineKind {
    Function,
    Procedure,
    Aggregate,
}

impl Routine {
    pub(super) fn is_function(&self) -> bool {
        self.kind == RoutineKind::Function
    }
}

impl RoutineKind {
    pub(super) const fn noun(self) -> &'static str {
        match self {
            Self::Function => "function",
            Self::Procedure => "procedure",
            Self::Aggregate => "aggregate",
        }
    }
}

/// `label(n integer)`.
impl fmt::Display for Routine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}({})", self.def.name, self.called_by)
    }
}

/// A function that is declared, and that something else in the database leaves no name for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameTaken {
    /// The function.
    pub function: ObjectName,
    /// What has its name and arguments: `procedure`, `aggregate`.
    pub kind: &'static str,
    /// That, with its arguments.
    pub by: String,
}

impl NameTaken {
    pub(super) fn new(function: &FunctionDef, by: &Routine) -> Self {
        Self { function: function.name.clone(), kind: by.kind.noun(), by: by.to_string() }
    }
}

impl fmt::Display for NameTaken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { function, kind, by } = self;
        write!(f, "function `{function}` cannot be created: the database has the {kind} `{by}`")
    }
}

/// A function whose name is declared with other arguments: what was declared before, or somebody else's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DoubtfulFunction {
    /// Its name.
    pub function: ObjectName,
    /// The one in the database, with its arguments.
    pub found: String,
    /// The declared one, with its arguments.
    pub declared: String,
}

impl DoubtfulFunction {
    pub(super) fn new(declared: &FunctionDef, found: &Routine) -> Self {
        let FunctionDef { name, arguments, .. } = declared;
        Self { function: name.clone(), found: found.to_string(), declared: format!("{name}({arguments})") }
    }
}

impl fmt::Display for DoubtfulFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, declared, .. } = self;
        write!(f, "drops function `{found}`, of which nothing tells whether it was `{declared}` before")
    }
}

impl LiveSchema {
    /// The functions that are declared and cannot be created.
    pub fn taken_names(&self) -> &[NameTaken] {
        &self.taken_names
    }

    /// The functions that `steps` drop and that may be somebody else's.
    pub fn doubtful_drops(&self, steps: &[Step]) -> Vec<&DoubtfulFunction> {
        let is_dropped = |name: &ObjectName| {
            steps.iter().any(|step| match step {
                Step::Object(change) => {
                    matches!(&**change, ObjectChange::Drop(ObjectDef::Function(def)) if def.name == *name)
                }
                _ => false,
            })
        };
        self.doubtful_functions.iter().filter(|doubt| is_dropped(&doubt.function)).collect()
    }
}
