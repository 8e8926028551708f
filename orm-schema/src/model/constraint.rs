//! Keys and checks.

use super::ObjectName;

/// A primary key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrimaryKeyDef {
    /// Its name (PostgreSQL keeps it, MySQL calls every one PRIMARY, SQLite is not told).
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<String>,
}

/// A unique constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UniqueDef {
    /// Its name.
    pub name: String,
    /// Its columns in order.
    pub columns: Vec<String>,
    /// Two NULLs are equal (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// When it is checked (PostgreSQL).
    pub deferrable: Deferrable,
}

/// A foreign key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ForeignKeyDef {
    /// Its name.
    pub name: String,
    /// The columns that refer.
    pub columns: Vec<String>,
    /// The table referred to.
    pub references: ObjectName,
    /// The columns referred to, as many as `columns`.
    pub referenced_columns: Vec<String>,
    /// What happens when the row referred to is deleted.
    pub on_delete: ReferentialAction,
    /// What happens when its key changes.
    pub on_update: ReferentialAction,
    /// When it is checked (PostgreSQL, SQLite).
    pub deferrable: Deferrable,
}

/// What a foreign key does when the row referred to goes away or changes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReferentialAction {
    /// Refuse, at the end of the statement. The default of SQL.
    #[default]
    NoAction,
    /// Refuse at once.
    Restrict,
    /// Do the same to the rows that refer.
    Cascade,
    /// Set their columns to NULL.
    SetNull,
    /// Set their columns to the default.
    SetDefault,
}

impl ReferentialAction {
    /// The SQL keywords.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull => "SET NULL",
            Self::SetDefault => "SET DEFAULT",
        }
    }
}

/// When a constraint is checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Deferrable {
    /// At the end of each statement, always.
    #[default]
    No,
    /// At the end of the statement unless the transaction asks for later.
    InitiallyImmediate,
    /// At the end of the transaction.
    InitiallyDeferred,
}

/// A check constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckDef {
    /// Its name.
    pub name: String,
    /// The SQL expression, without parentheses around it.
    pub expression: String,
}
