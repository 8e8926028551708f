//! Enums.

use super::ObjectName;

/// An enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumDef {
    /// Its name (a type on PostgreSQL; the others know only its labels).
    pub name: ObjectName,
    /// Labels in declared order, which is also their sort order on PostgreSQL and MySQL.
    pub labels: Vec<EnumLabelDef>,
    /// The name this enum had before: a request to the differ (never stored in a snapshot).
    pub renamed_from: Option<ObjectName>,
}

/// A label of an enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnumLabelDef {
    /// The text stored.
    pub label: String,
    /// The text stored before: a request to the differ (never stored in a snapshot).
    pub renamed_from: Option<String>,
}
