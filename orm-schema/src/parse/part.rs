//! What a column is to each of the generated models: the matrix of `docs/models.md`, for the derive and the exporter.

use super::item::Field;
use crate::model::{ColumnDef, IdentityKind};

/// The place of a column in the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// In the insert model.
    pub insert: InsertPart,
    /// May a request for a new row give it?
    pub is_in_body: bool,
    /// Is it in the patch model? What the server sets is a field there that no request sets.
    pub is_in_patch: bool,
}

/// What the insert model asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InsertPart {
    /// Nothing: the database computes the value.
    Absent,
    /// The value.
    Required,
    /// The value or NULL; absent is NULL.
    Nullable,
    /// The value, if the database's default is not wanted.
    Defaulted,
    /// The value, if the default computed in Rust is not wanted.
    Computed,
}

impl Part {
    /// Of a field and its column.
    pub fn of(field: &Field<'_>, def: &ColumnDef, is_key: bool) -> Self {
        let insert = InsertPart::of(field, def);
        let is_generated = insert == InsertPart::Absent;
        let is_counted = def.auto_increment || def.identity.is_some();
        let is_stamped =
            def.on_update.is_some() && matches!(insert, InsertPart::Defaulted | InsertPart::Computed);
        Self {
            insert,
            is_in_body: !is_generated && !field.is_server && (field.is_input || !is_counted) && !is_stamped,
            is_in_patch: !is_generated && (field.is_patch || !(is_key || is_counted)),
        }
    }
}

impl InsertPart {
    fn of(field: &Field<'_>, def: &ColumnDef) -> Self {
        if def.generated.is_some()
            || def.identity.as_ref().is_some_and(|identity| identity.kind == IdentityKind::Always)
        {
            Self::Absent
        } else if field.rust_default.is_some() {
            Self::Computed
        } else if def.default.is_some() || def.auto_increment || def.identity.is_some() {
            Self::Defaulted
        } else if field.is_nullable {
            Self::Nullable
        } else {
            Self::Required
        }
    }
}
