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
    /// Does it go when its column is said anew?
    pub(crate) goes_with_column: bool,
}

impl Unmodelled {
    /// Something that stands by itself.
    pub(crate) fn object(kind: &'static str, name: impl Into<String>, reason: &'static str) -> Self {
        Self { kind, name: name.into(), table: None, reason, goes_with_column: false }
    }

    /// A part of a table.
    pub(super) fn part(
        table: &ObjectName,
        kind: &'static str,
        name: impl Into<String>,
        reason: &'static str,
    ) -> Self {
        Self { kind, name: name.into(), table: Some(table.clone()), reason, goes_with_column: false }
    }

    /// A part of one of the columns of a table.
    pub(super) fn part_of_column(
        table: &ObjectName,
        kind: &'static str,
        name: impl Into<String>,
        reason: &'static str,
    ) -> Self {
        Self { goes_with_column: true, ..Self::part(table, kind, name, reason) }
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
