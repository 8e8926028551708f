//! Exclusion constraints in format 1.

use std::borrow::Cow;

use orm_schema::model::{ExclusionDef, ExclusionPart};
use serde::{Deserialize, Serialize};

use super::constraint::DeferrableName;
use super::index::Part;
use super::is_default;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Exclusion<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    method: Option<Cow<'a, str>>,
    #[serde(borrow)]
    parts: Vec<Compared<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    predicate: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_default")]
    deferrable: DeferrableName,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Compared<'a> {
    #[serde(borrow)]
    part: Part<'a>,
    #[serde(borrow)]
    operator: Cow<'a, str>,
}

impl<'a> From<&'a ExclusionDef> for Exclusion<'a> {
    fn from(def: &'a ExclusionDef) -> Self {
        let compared = |compared: &'a ExclusionPart| Compared {
            part: Part::from(&compared.part),
            operator: Cow::Borrowed(&compared.operator),
        };
        Self {
            name: Cow::Borrowed(&def.name),
            method: def.method.as_deref().map(Cow::Borrowed),
            parts: def.parts.iter().map(compared).collect(),
            predicate: def.predicate.as_deref().map(Cow::Borrowed),
            deferrable: def.deferrable.into(),
        }
    }
}

impl From<Exclusion<'_>> for ExclusionDef {
    fn from(mirror: Exclusion<'_>) -> Self {
        let compared = |compared: Compared<'_>| ExclusionPart {
            part: compared.part.into(),
            operator: compared.operator.into_owned(),
        };
        Self {
            name: mirror.name.into_owned(),
            method: mirror.method.map(Cow::into_owned),
            parts: mirror.parts.into_iter().map(compared).collect(),
            predicate: mirror.predicate.map(Cow::into_owned),
            deferrable: mirror.deferrable.into(),
        }
    }
}
