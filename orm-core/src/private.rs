//! What generated code names. Outside semver: only the derives of the same version use it.

use crate::const_message::fail;
pub use crate::schema::{
    Changeset, Col, ColumnMeta, ConstraintKind, ConstraintMeta, FromRow, InsertRow, Insertable, OnUpdate,
    PatchSet, Source, Table, TableMeta, Tbl, column, constraint,
};
#[cfg(feature = "models")]
pub use ::{serde::Deserialize, serde::Deserializer, validator::Validate, validator::ValidationErrors};
#[cfg(feature = "models")]
pub use crate::models::{
    ContentDeserializer, FromSlots, ModelField, ModelMeta, Slots, boxed, check_given, deserialize, field, field_unread,
    field_with, rules::Rules,
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

/// Fails to compile unless a column of type `T` is stored as `inferred`, the SQL type that its source text says.
#[track_caller]
pub const fn check_stored_as<T: Field>(field: &str, inferred: &str) {
    let known = <T::Base as ColumnType>::SQL_NAME;
    if !same(known, inferred) {
        fail(&[
            "the type of `",
            field,
            "` is stored as `",
            known,
            "`, but reads like `",
            inferred,
            "`; name the storage with #[column(type = \"",
            known,
            "\")]",
        ]);
    }
}
