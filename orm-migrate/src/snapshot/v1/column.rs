//! Columns in format 1.

use std::borrow::Cow;

use orm_schema::SqlType;
use orm_schema::model::{
    ColumnDef, GeneratedDef, GeneratedKind, IdentityDef, IdentityKind, SequenceOptions, UpdateDef,
};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::default::Default;
use super::is_false;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Column<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(rename = "type")]
    ty: TypeName<'a>,
    #[serde(default, skip_serializing_if = "is_false")]
    nullable: bool,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    default: Option<Default<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) on_update: Option<Update<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    generated: Option<Generated<'a>>,
    #[serde(default, skip_serializing_if = "is_false")]
    auto_increment: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    identity: Option<Identity>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    collation: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) comment: Option<Cow<'a, str>>,
}

/// A type by its name: `varchar(255)`.
pub(super) struct TypeName<'a>(pub(super) Cow<'a, SqlType>);

impl<'a> From<&'a SqlType> for TypeName<'a> {
    fn from(ty: &'a SqlType) -> Self {
        Self(Cow::Borrowed(ty))
    }
}

impl TypeName<'_> {
    /// The type.
    pub(super) fn into_owned(self) -> SqlType {
        self.0.into_owned()
    }
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::snapshot) enum Update<'a> {
    Now,
    Sql(#[serde(borrow)] Cow<'a, str>),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Generated<'a> {
    #[serde(borrow)]
    expression: Cow<'a, str>,
    kind: GeneratedName,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum GeneratedName {
    Stored,
    Virtual,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Identity {
    #[serde(default, skip_serializing_if = "is_false")]
    always: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    serial: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    start: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    increment: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    max: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cache: Option<i64>,
    #[serde(default, skip_serializing_if = "is_false")]
    cycle: bool,
}

impl Serialize for TypeName<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&*self.0)
    }
}

impl<'de> Deserialize<'de> for TypeName<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = Cow::<'de, str>::deserialize(deserializer)?;
        name.parse().map(|ty| Self(Cow::Owned(ty))).map_err(D::Error::custom)
    }
}

impl<'a> From<&'a ColumnDef> for Column<'a> {
    fn from(def: &'a ColumnDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name),
            ty: TypeName(Cow::Borrowed(&def.ty)),
            nullable: def.is_nullable,
            default: def.default.as_ref().map(Default::from),
            on_update: def.on_update.as_ref().map(Update::from),
            generated: def.generated.as_ref().map(Generated::from),
            auto_increment: def.auto_increment,
            identity: def.identity.as_ref().map(Identity::from),
            collation: def.collation.as_deref().map(Cow::Borrowed),
            comment: def.comment.as_deref().map(Cow::Borrowed),
        }
    }
}

impl From<Column<'_>> for ColumnDef {
    fn from(mirror: Column<'_>) -> Self {
        Self {
            name: mirror.name.into_owned(),
            ty: mirror.ty.0.into_owned(),
            is_nullable: mirror.nullable,
            default: mirror.default.map(Into::into),
            on_update: mirror.on_update.map(Into::into),
            generated: mirror.generated.map(Into::into),
            auto_increment: mirror.auto_increment,
            identity: mirror.identity.map(Into::into),
            collation: mirror.collation.map(Cow::into_owned),
            comment: mirror.comment.map(Cow::into_owned),
            renamed_from: None,
        }
    }
}

impl<'a> From<&'a UpdateDef> for Update<'a> {
    fn from(def: &'a UpdateDef) -> Self {
        match def {
            UpdateDef::Now => Self::Now,
            UpdateDef::Sql(sql) => Self::Sql(Cow::Borrowed(sql)),
        }
    }
}

impl From<Update<'_>> for UpdateDef {
    fn from(mirror: Update<'_>) -> Self {
        match mirror {
            Update::Now => Self::Now,
            Update::Sql(sql) => Self::Sql(sql.into_owned()),
        }
    }
}

impl<'a> From<&'a GeneratedDef> for Generated<'a> {
    fn from(def: &'a GeneratedDef) -> Self {
        Self {
            expression: Cow::Borrowed(&def.expression),
            kind: match def.kind {
                GeneratedKind::Stored => GeneratedName::Stored,
                GeneratedKind::Virtual => GeneratedName::Virtual,
            },
        }
    }
}

impl From<Generated<'_>> for GeneratedDef {
    fn from(mirror: Generated<'_>) -> Self {
        Self {
            expression: mirror.expression.into_owned(),
            kind: match mirror.kind {
                GeneratedName::Stored => GeneratedKind::Stored,
                GeneratedName::Virtual => GeneratedKind::Virtual,
            },
        }
    }
}

impl From<&IdentityDef> for Identity {
    fn from(def: &IdentityDef) -> Self {
        let IdentityDef { kind, options } = *def;
        let SequenceOptions { start, increment, min, max, cache, cycle } = options;
        let (always, serial) = match kind {
            IdentityKind::ByDefault => (false, false),
            IdentityKind::Always => (true, false),
            IdentityKind::Serial => (false, true),
        };
        Self { always, serial, start, increment, min, max, cache, cycle }
    }
}

impl From<Identity> for IdentityDef {
    fn from(mirror: Identity) -> Self {
        let Identity { always, serial, start, increment, min, max, cache, cycle } = mirror;
        let kind = match (always, serial) {
            (true, _) => IdentityKind::Always,
            (false, true) => IdentityKind::Serial,
            (false, false) => IdentityKind::ByDefault,
        };
        Self { kind, options: SequenceOptions { start, increment, min, max, cache, cycle } }
    }
}
