//! Partitioned tables, as declared text.

/// How a table is partitioned (PostgreSQL, MySQL).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartitioningDef {
    /// What stands behind `PARTITION BY`: `range (created_at)`.
    pub by: String,
    /// The partitions.
    pub partitions: Vec<PartitionDef>,
}

/// A partition.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PartitionDef {
    /// Its name; on PostgreSQL that of a table in the schema of its parent.
    pub name: String,
    /// Which rows it takes: `for values from (..) to (..)`, `values less than (..)`.
    pub bounds: String,
}

impl PartitionDef {
    /// Does it take the rows that have no other place?
    pub fn is_default(&self) -> bool {
        self.bounds.trim().eq_ignore_ascii_case("default")
    }
}
