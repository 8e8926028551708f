//! A change of many rows, each in its own way.

use super::Item;
use crate::schema::TableMeta;
use crate::types::Value;

/// A change of many rows, each found by its key and changed in its own way.
#[derive(Debug, Clone)]
pub struct UpdateMany {
    /// The table.
    pub table: &'static TableMeta,
    /// The columns of the key.
    pub key: Vec<&'static str>,
    /// The rows: no key comes twice, and none is without changes.
    pub rows: Vec<RowChange>,
    /// Rows that are softly deleted change as well.
    pub includes_deleted: bool,
    /// What is returned of each row changed.
    pub returning: Vec<Item>,
}

/// The change of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowChange {
    /// The values of its key, in the order of the columns.
    pub key: Vec<Value>,
    /// The new values of columns by their positions, which ascend.
    pub changes: Vec<(usize, Value)>,
}
