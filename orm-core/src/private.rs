//! What generated code names. Outside semver: only the derives of the same version use it.

pub use ::core::option::Option::{self, None, Some};
pub use ::core::result::Result::{self, Err, Ok};
pub use ::std::vec::Vec;

pub use crate::ast::Item;
#[cfg(feature = "uuid")]
pub use crate::derived::uuid_v7;
pub use crate::derived::{
    NoModel, REDACTED, check_default, check_reference, columns_of, computed, label, now, same, unknown_label,
};
pub use crate::dialect::Database;
pub use crate::expr::{In, sql};
#[cfg(feature = "json")]
pub use crate::expr::{Member, Otherwise};
pub use crate::loaded_row;
#[cfg(feature = "schemars")]
pub use crate::models::describe::json_schema;
#[cfg(feature = "descriptions")]
pub use crate::models::describe::{
    About, Described, Looks, Plain, Probe, RowMember, Unknown, What, labels, member, plain,
};
#[cfg(feature = "utoipa")]
pub use crate::models::describe::{open_api, open_api_parts};
#[cfg(feature = "ts-rs")]
pub use crate::models::describe::{typescript, typescript_docs, visit_own};
#[cfg(feature = "models")]
pub use crate::models::{
    Check, ColumnOf, ContentDeserializer, Context, Extra, Filled, FromSlots, ModelMeta, Server, Slots,
    WrittenField, boxed, check_fields, check_given, deserialize, extra, input,
    rules::{Rules, decimal},
};
pub use crate::query::{
    Loads, NamedRows, Projected, ProjectedTree, Projection, ProjectionTree, RelationQuery, Row, Selection,
    Yielded, branch, branches, field_items, read_field,
};
pub use crate::schema::{Always, Holds, Link, Many, Maybe, Owns, Refers, Related, Relation, Through, With};
pub use crate::schema::{
    Changeset, Col, ColumnMeta, ConstraintKind, ConstraintMeta, FromRow, HasColumns, InsertRow, Insertable,
    Materialized, OnUpdate, PatchSet, Record, SoftDeleted, Source, Table, TableMeta, Tbl, UniquelyIndexed,
    Versioned, View, column, constraint, foreign_key,
};
pub use crate::types::{
    ArrayElement, Cell, Cells, ColumnType, DecodeError, Field, NotNull, Null, Nullness, Value,
};
#[cfg(feature = "descriptions")]
pub use crate::{__describe as describe, __looks as looks};
#[cfg(feature = "models")]
pub use ::{serde::Deserialize, serde::Deserializer, validator::Validate, validator::ValidationErrors};
pub use ::orm_derive::sql_parts;
#[cfg(feature = "descriptions")]
pub use ::orm_wire::{Direction, Value as WireValue};
#[cfg(feature = "schemars")]
pub use ::schemars;
pub use ::serde::{Serialize, Serializer};
#[cfg(feature = "ts-rs")]
pub use ::ts_rs;
#[cfg(feature = "utoipa")]
pub use ::utoipa;
