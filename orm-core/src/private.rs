//! What generated code names. Outside semver: only the derives of the same version use it.

pub use crate::schema::{
    Changeset, Col, ColumnMeta, ConstraintKind, ConstraintMeta, FromRow, InsertRow, Insertable, OnUpdate,
    PatchSet, Source, Table, TableMeta, Tbl, column, constraint,
};
pub use crate::types::{Cell, Cells, ColumnType, DecodeError, Field, NotNull, Null, Nullness, Value};

/// Are the two names of SQL types the same? Called in the compile-time check that the type inferred from the source text
/// is the one the compiler knows.
pub const fn same(known: &str, inferred: &str) -> bool {
    let (known, inferred) = (known.as_bytes(), inferred.as_bytes());
    if known.len() != inferred.len() {
        return false;
    }
    let mut i = 0;
    while i < known.len() {
        if known[i] != inferred[i] {
            return false;
        }
        i += 1;
    }
    true
}
