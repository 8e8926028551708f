//! What generated code names. Outside semver: only the derives of the same version use it.

pub use ::core::option::Option::{self, None, Some};
pub use ::core::result::Result::{self, Err, Ok};
pub use ::std::vec::Vec;

pub use crate::derived::{
    NoModel, REDACTED, check_default, check_reference, check_stored_as, columns_of, label, same, sql_name, unknown_label,
};
#[cfg(feature = "uuid")]
pub use crate::derived::uuid_v7;
pub use crate::ast::Item;
pub use crate::dialect::Database;
pub use crate::expr::In;
pub use crate::query::{Projected, Projection, Selection, field_items, read_field};
pub use crate::schema::{
    Changeset, Col, ColumnMeta, ConstraintKind, ConstraintMeta, FromRow, InsertRow, Insertable, OnUpdate,
    PatchSet, Source, Table, TableMeta, Tbl, column, constraint,
};
#[cfg(feature = "models")]
pub use ::{serde::Deserialize, serde::Deserializer, validator::Validate, validator::ValidationErrors};
#[cfg(feature = "models")]
pub use crate::models::{
    ContentDeserializer, FromSlots, HasFields, ModelField, ModelMeta, Slots, boxed, check_given, deserialize, field, field_unread,
    field_with, rules::{Rules, decimal},
};
pub use crate::types::{ArrayElement, Cell, Cells, ColumnType, DecodeError, Field, NotNull, Null, Nullness, Value};
