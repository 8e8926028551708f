//! What stands beside the tables in format 1.

use std::borrow::Cow;

use orm_schema::SqlType;
use orm_schema::model::{
    DomainDef, ExtensionDef, FunctionDef, ObjectDef, ObjectKind, ObjectName, RoleDef, SequenceDef,
    SequenceOptions, TriggerDef,
};
use serde::{Deserialize, Serialize};

use super::column::TypeName;
use super::is_false;

/// An object of any kind. Each kind has some of the keys.
#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(in crate::snapshot) struct Object<'a> {
    pub(in crate::snapshot) kind: KindName,
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) schema: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) table: Option<Named<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    version: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_false")]
    login: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    noinherit: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    createdb: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    createrole: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    bypassrls: bool,
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
    #[serde(default, rename = "type", skip_serializing_if = "Option::is_none")]
    ty: Option<TypeName<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    check: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    arguments: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    event: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    body: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) depends_on: Vec<Named<'a>>,
}

/// The kind of an object.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::snapshot) enum KindName {
    #[default]
    Schema,
    Extension,
    Role,
    Sequence,
    Domain,
    Function,
    Trigger,
}

/// A name in a schema.
#[derive(PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Named<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    schema: Option<Cow<'a, str>>,
}

impl<'a> From<&'a ObjectName> for Named<'a> {
    fn from(name: &'a ObjectName) -> Self {
        Self { name: Cow::Borrowed(&name.name), schema: name.schema.as_deref().map(Cow::Borrowed) }
    }
}

impl From<Named<'_>> for ObjectName {
    fn from(mirror: Named<'_>) -> Self {
        Self { name: mirror.name.into_owned(), schema: mirror.schema.map(Cow::into_owned) }
    }
}

impl From<ObjectKind> for KindName {
    fn from(kind: ObjectKind) -> Self {
        match kind {
            ObjectKind::Namespace => Self::Schema,
            ObjectKind::Extension => Self::Extension,
            ObjectKind::Role => Self::Role,
            ObjectKind::Sequence => Self::Sequence,
            ObjectKind::Domain => Self::Domain,
            ObjectKind::Function => Self::Function,
            ObjectKind::Trigger => Self::Trigger,
        }
    }
}

/// An object with its name and nothing else.
fn named(kind: ObjectKind, name: &ObjectName) -> Object<'_> {
    Object {
        kind: kind.into(),
        name: Cow::Borrowed(&name.name),
        schema: name.schema.as_deref().map(Cow::Borrowed),
        ..Object::default()
    }
}

fn plain(kind: ObjectKind, name: &str) -> Object<'_> {
    Object { kind: kind.into(), name: Cow::Borrowed(name), ..Object::default() }
}

impl<'a> From<&'a ObjectDef> for Object<'a> {
    fn from(object: &'a ObjectDef) -> Self {
        let kind = object.kind();
        match object {
            ObjectDef::Namespace(name) => plain(kind, name),
            ObjectDef::Extension(ExtensionDef { name, schema, version }) => Self {
                schema: schema.as_deref().map(Cow::Borrowed),
                version: version.as_deref().map(Cow::Borrowed),
                ..plain(kind, name)
            },
            ObjectDef::Role(def) => {
                let RoleDef {
                    name,
                    can_login,
                    is_noinherit,
                    creates_databases,
                    creates_roles,
                    bypasses_policies,
                } = def;
                Self {
                    login: *can_login,
                    noinherit: *is_noinherit,
                    createdb: *creates_databases,
                    createrole: *creates_roles,
                    bypassrls: *bypasses_policies,
                    ..plain(kind, name)
                }
            }
            ObjectDef::Sequence(def) => {
                let SequenceDef { name, options, renamed_from: _ } = def;
                let SequenceOptions { start, increment, min, max, cache, cycle } = *options;
                Self { start, increment, min, max, cache, cycle, ..named(kind, name) }
            }
            ObjectDef::Domain(DomainDef { name, ty, check, renamed_from: _ }) => Self {
                ty: Some(TypeName::from(ty)),
                check: check.as_deref().map(Cow::Borrowed),
                ..named(kind, name)
            },
            ObjectDef::Function(FunctionDef { name, arguments, body, depends_on }) => Self {
                arguments: Some(Cow::Borrowed(arguments)),
                body: Some(Cow::Borrowed(body)),
                depends_on: depends_on.iter().map(Named::from).collect(),
                ..named(kind, name)
            },
            ObjectDef::Trigger(TriggerDef { name, table, event, body, depends_on }) => Self {
                table: Some(Named::from(table)),
                event: Some(Cow::Borrowed(event)),
                body: Some(Cow::Borrowed(body)),
                depends_on: depends_on.iter().map(Named::from).collect(),
                ..plain(kind, name)
            },
        }
    }
}

impl From<Object<'_>> for ObjectDef {
    fn from(mirror: Object<'_>) -> Self {
        let owned = |text: Option<Cow<'_, str>>| text.map(Cow::into_owned);
        let name = mirror.name.into_owned();
        let schema = owned(mirror.schema);
        let in_schema = ObjectName { schema: schema.clone(), name: name.clone() };
        let depends_on = mirror.depends_on.into_iter().map(Into::into).collect();
        let (arguments, body) =
            (owned(mirror.arguments).unwrap_or_default(), owned(mirror.body).unwrap_or_default());
        match mirror.kind {
            KindName::Schema => Self::Namespace(name),
            KindName::Extension => {
                Self::Extension(ExtensionDef { name, schema, version: owned(mirror.version) })
            }
            KindName::Role => Self::Role(RoleDef {
                name,
                can_login: mirror.login,
                is_noinherit: mirror.noinherit,
                creates_databases: mirror.createdb,
                creates_roles: mirror.createrole,
                bypasses_policies: mirror.bypassrls,
            }),
            KindName::Sequence => Self::Sequence(SequenceDef {
                name: in_schema,
                options: SequenceOptions {
                    start: mirror.start,
                    increment: mirror.increment,
                    min: mirror.min,
                    max: mirror.max,
                    cache: mirror.cache,
                    cycle: mirror.cycle,
                },
                renamed_from: None,
            }),
            KindName::Domain => Self::Domain(DomainDef {
                name: in_schema,
                ty: mirror.ty.map_or(SqlType::Text, TypeName::into_owned),
                check: owned(mirror.check),
                renamed_from: None,
            }),
            KindName::Function => {
                Self::Function(FunctionDef { name: in_schema, arguments, body, depends_on })
            }
            KindName::Trigger => Self::Trigger(TriggerDef {
                name,
                table: mirror.table.map(Into::into).unwrap_or_default(),
                event: owned(mirror.event).unwrap_or_default(),
                body,
                depends_on,
            }),
        }
    }
}
