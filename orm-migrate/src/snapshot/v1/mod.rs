//! Format 1, as types. Changing anything in here changes files that people have: new fields have a default that is left
//! out, and everything else is a new format.

mod column;
mod constraint;
mod default;
mod enums;
mod exclusion;
mod index;
mod object;
mod partition;
mod policy;
mod table;
mod view;

pub(super) use column::Column;
pub(super) use index::Index;
pub(super) use table::Table;
pub(super) use view::View;

use orm_schema::{Dialect, SchemaDef};
use serde::{Deserialize, Serialize};

use self::enums::Enum;
use self::object::Object;
use super::SchemaHash;

/// What every format has in common: enough to tell which one it is.
#[derive(Deserialize)]
pub(super) struct Head {
    pub(super) format: u32,
}

/// A snapshot file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File<'a> {
    pub(super) format: u32,
    pub(super) dialect: DialectName,
    pub(super) hash: SchemaHash,
    #[serde(borrow)]
    pub(super) schema: Schema<'a>,
}

/// A schema.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Schema<'a> {
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) enums: Vec<Enum<'a>>,
    #[serde(borrow, default)]
    pub(super) tables: Vec<Table<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) views: Vec<View<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(super) objects: Vec<Object<'a>>,
}

impl<'a> From<&'a SchemaDef> for Schema<'a> {
    fn from(schema: &'a SchemaDef) -> Self {
        Self {
            enums: schema.enums.iter().map(Enum::from).collect(),
            tables: schema.tables.iter().map(Table::from).collect(),
            views: schema.views.iter().map(View::from).collect(),
            objects: schema.objects.iter().map(Object::from).collect(),
        }
    }
}

impl From<Schema<'_>> for SchemaDef {
    fn from(schema: Schema<'_>) -> Self {
        Self {
            enums: schema.enums.into_iter().map(Into::into).collect(),
            tables: schema.tables.into_iter().map(Into::into).collect(),
            views: schema.views.into_iter().map(Into::into).collect(),
            objects: schema.objects.into_iter().map(Into::into).collect(),
        }
    }
}

/// A dialect by its name in `orm.toml`.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DialectName {
    Postgres,
    Mysql,
    Sqlite,
}

impl From<Dialect> for DialectName {
    fn from(dialect: Dialect) -> Self {
        match dialect {
            Dialect::Postgres => Self::Postgres,
            Dialect::Mysql => Self::Mysql,
            Dialect::Sqlite => Self::Sqlite,
        }
    }
}

impl From<DialectName> for Dialect {
    fn from(name: DialectName) -> Self {
        match name {
            DialectName::Postgres => Self::Postgres,
            DialectName::Mysql => Self::Mysql,
            DialectName::Sqlite => Self::Sqlite,
        }
    }
}

/// For `skip_serializing_if`: a `false` is left out.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the signature is serde's")]
fn is_false(value: &bool) -> bool {
    !value
}

/// For `skip_serializing_if`: a value that is the default one is left out.
fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
