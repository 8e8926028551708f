//! Indexes in format 1.

use std::borrow::Cow;

use orm_schema::model::{IndexDef, IndexKey, IndexPart, NullsOrder};
use serde::{Deserialize, Serialize};

use super::constraint::{borrowed, owned};
use super::is_false;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Index<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow)]
    parts: Vec<Part<'a>>,
    #[serde(default, skip_serializing_if = "is_false")]
    unique: bool,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    method: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    predicate: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    include: Vec<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    with: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_false")]
    nulls_not_distinct: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(in crate::snapshot) concurrently: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Part<'a> {
    #[serde(borrow)]
    key: Key<'a>,
    #[serde(default, skip_serializing_if = "is_false")]
    descending: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nulls: Option<NullsName>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    opclass: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    collation: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    prefix: Option<u32>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Key<'a> {
    Column(#[serde(borrow)] Cow<'a, str>),
    Expression(#[serde(borrow)] Cow<'a, str>),
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum NullsName {
    First,
    Last,
}

impl<'a> From<&'a IndexDef> for Index<'a> {
    fn from(def: &'a IndexDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name),
            parts: def.parts.iter().map(Part::from).collect(),
            unique: def.is_unique,
            method: def.method.as_deref().map(Cow::Borrowed),
            predicate: def.predicate.as_deref().map(Cow::Borrowed),
            include: borrowed(&def.include),
            with: def.with.as_deref().map(Cow::Borrowed),
            nulls_not_distinct: def.nulls_not_distinct,
            concurrently: def.concurrently,
        }
    }
}

impl From<Index<'_>> for IndexDef {
    fn from(mirror: Index<'_>) -> Self {
        Self {
            name: mirror.name.into_owned(),
            parts: mirror.parts.into_iter().map(Into::into).collect(),
            is_unique: mirror.unique,
            method: mirror.method.map(Cow::into_owned),
            predicate: mirror.predicate.map(Cow::into_owned),
            include: owned(mirror.include),
            with: mirror.with.map(Cow::into_owned),
            nulls_not_distinct: mirror.nulls_not_distinct,
            concurrently: mirror.concurrently,
        }
    }
}

impl<'a> From<&'a IndexPart> for Part<'a> {
    fn from(def: &'a IndexPart) -> Self {
        Self {
            key: match &def.key {
                IndexKey::Column(name) => Key::Column(Cow::Borrowed(name)),
                IndexKey::Expression(sql) => Key::Expression(Cow::Borrowed(sql)),
            },
            descending: def.is_descending,
            nulls: def.nulls.map(|nulls| match nulls {
                NullsOrder::First => NullsName::First,
                NullsOrder::Last => NullsName::Last,
            }),
            opclass: def.opclass.as_deref().map(Cow::Borrowed),
            collation: def.collation.as_deref().map(Cow::Borrowed),
            prefix: def.prefix,
        }
    }
}

impl From<Part<'_>> for IndexPart {
    fn from(mirror: Part<'_>) -> Self {
        Self {
            key: match mirror.key {
                Key::Column(name) => IndexKey::Column(name.into_owned()),
                Key::Expression(sql) => IndexKey::Expression(sql.into_owned()),
            },
            is_descending: mirror.descending,
            nulls: mirror.nulls.map(|nulls| match nulls {
                NullsName::First => NullsOrder::First,
                NullsName::Last => NullsOrder::Last,
            }),
            opclass: mirror.opclass.map(Cow::into_owned),
            collation: mirror.collation.map(Cow::into_owned),
            prefix: mirror.prefix,
        }
    }
}
