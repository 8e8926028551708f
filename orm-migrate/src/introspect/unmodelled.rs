//! What a database has and the model does not.

use std::fmt;

use orm_schema::model::ObjectName;
use serde::Serialize;

/// Something that is in the database and that the model cannot hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmodelled {
    /// What it is: `view`, `trigger`.
    pub kind: &'static str,
    /// Its name.
    pub name: String,
    /// The table it is part of. Such a table cannot be made again as it is.
    pub table: Option<ObjectName>,
    /// Why the model does not hold it.
    pub reason: &'static str,
    /// What it is to a plan.
    pub(crate) nature: Nature,
}

/// What something is to a plan, whatever is said of it to people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Nature {
    /// It stands by itself.
    Apart,
    /// A function, which may share its name with one that is declared (PostgreSQL).
    Function,
    /// It goes with its table, and when that is written anew.
    OfTable,
    /// It goes when its column is said anew as well.
    OfColumn,
    /// It goes with its table. When that is written anew, the runner puts it back.
    Trigger,
    /// A view that reads what is not there: until it is gone, SQLite gives no table or column another name.
    BrokenView,
}

impl Unmodelled {
    /// Something that stands by itself.
    pub(crate) fn object(kind: &'static str, name: impl Into<String>, reason: &'static str) -> Self {
        Self { kind, name: name.into(), table: None, reason, nature: Nature::Apart }
    }

    /// A function.
    pub(super) fn function(name: impl Into<String>, reason: &'static str) -> Self {
        Self { nature: Nature::Function, ..Self::object("function", name, reason) }
    }

    /// A trigger.
    pub(super) fn trigger(table: &ObjectName, name: impl Into<String>, reason: &'static str) -> Self {
        Self::part(table, Nature::Trigger, "trigger", name, reason)
    }

    /// A part of a table or a view.
    pub(super) fn part(
        table: &ObjectName,
        nature: Nature,
        kind: &'static str,
        name: impl Into<String>,
        reason: &'static str,
    ) -> Self {
        Self { kind, name: name.into(), table: Some(table.clone()), reason, nature }
    }
}

impl fmt::Display for Unmodelled {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} `{}`", self.kind, self.name)?;
        match &self.table {
            Some(table) if table.name != self.name => write!(f, " of `{table}`: {}", self.reason),
            Some(_) | None => write!(f, ": {}", self.reason),
        }
    }
}

impl Serialize for Unmodelled {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeStruct as _;
        let mut out = serializer.serialize_struct("Unmodelled", 4)?;
        out.serialize_field("kind", self.kind)?;
        out.serialize_field("name", &self.name)?;
        out.serialize_field("table", &self.table.as_ref().map(ToString::to_string))?;
        out.serialize_field("reason", self.reason)?;
        out.end()
    }
}
