//! Row locks.

/// What a query locks.
#[derive(Debug, Clone)]
pub struct Lock {
    /// How strongly.
    pub strength: LockStrength,
    /// The names of the sources whose rows are locked; none is all.
    pub of: Vec<&'static str>,
    /// What happens when another transaction holds a row.
    pub wait: LockWait,
}

/// How strongly a row is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockStrength {
    /// Nobody else locks or writes it.
    Update,
    /// As `Update`, but others may refer to its key (PostgreSQL).
    NoKeyUpdate,
    /// Nobody else writes it.
    Share,
    /// Nobody else removes it or changes its key (PostgreSQL).
    KeyShare,
}

/// What happens when another transaction holds a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockWait {
    /// The query waits.
    Wait,
    /// The query fails.
    Fail,
    /// The row is left out.
    Skip,
}

impl Lock {
    /// A lock on the rows of all sources that waits.
    pub fn new(strength: LockStrength) -> Self {
        Self { strength, of: Vec::new(), wait: LockWait::Wait }
    }
}
