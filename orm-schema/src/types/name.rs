//! The spelling of a [`SqlType`](super::SqlType) in snapshots and in `ColumnType::SQL_NAME`.

/// A name that is no type of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTypeName(pub String);
