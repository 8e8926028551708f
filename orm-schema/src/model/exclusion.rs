//! Exclusion constraints.

use super::{Deferrable, IndexPart};

/// An exclusion constraint (PostgreSQL): no two rows for which all comparisons hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExclusionDef {
    /// Its name.
    pub name: String,
    /// The access method of its index; `None` is the default of the database, `btree`.
    pub method: Option<String>,
    /// What two rows are compared by.
    pub parts: Vec<ExclusionPart>,
    /// Holds only among the rows for which this SQL expression holds.
    pub predicate: Option<String>,
    /// When it is checked.
    pub deferrable: Deferrable,
}

/// One comparison of an exclusion constraint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExclusionPart {
    /// What is compared, as a part of the index behind the constraint.
    pub part: IndexPart,
    /// The operator between two rows: `=`, `&&`.
    pub operator: String,
}
