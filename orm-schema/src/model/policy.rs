//! Row level security.

/// Whether policies decide who sees and writes which rows of a table (PostgreSQL).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum RowSecurity {
    /// They do not.
    #[default]
    Off,
    /// For everybody but the owner of the table.
    On,
    /// For the owner too.
    Forced,
}

/// A policy of a table (PostgreSQL).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PolicyDef {
    /// Its name.
    pub name: String,
    /// The commands it is about.
    pub command: PolicyCommand,
    /// Must hold beside the others, rather than instead of one of them.
    pub is_restrictive: bool,
    /// The roles it is for; none is everybody.
    pub roles: Vec<String>,
    /// The rows that are there for the command, as an SQL expression.
    pub using: Option<String>,
    /// The rows that may be written, as an SQL expression.
    pub check: Option<String>,
}

/// The commands a policy is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum PolicyCommand {
    /// All of them.
    #[default]
    All,
    /// Reading.
    Select,
    /// Adding.
    Insert,
    /// Changing.
    Update,
    /// Deleting.
    Delete,
}

impl PolicyCommand {
    /// Every command.
    pub const ALL: [Self; 5] = [Self::All, Self::Select, Self::Insert, Self::Update, Self::Delete];

    /// The SQL keyword.
    pub const fn sql(self) -> &'static str {
        match self {
            Self::All => "ALL",
            Self::Select => "SELECT",
            Self::Insert => "INSERT",
            Self::Update => "UPDATE",
            Self::Delete => "DELETE",
        }
    }
}
