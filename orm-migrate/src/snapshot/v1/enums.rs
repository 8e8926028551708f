//! Enums in format 1.

use std::borrow::Cow;

use orm_schema::model::{EnumDef, EnumLabelDef, ObjectName};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Enum<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) schema: Option<Cow<'a, str>>,
    #[serde(borrow)]
    labels: Vec<Cow<'a, str>>,
}

impl<'a> From<&'a EnumDef> for Enum<'a> {
    fn from(def: &'a EnumDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name.name),
            schema: def.name.schema.as_deref().map(Cow::Borrowed),
            labels: def.labels.iter().map(|label| Cow::Borrowed(label.label.as_str())).collect(),
        }
    }
}

impl From<Enum<'_>> for EnumDef {
    fn from(mirror: Enum<'_>) -> Self {
        Self {
            name: ObjectName { schema: mirror.schema.map(Cow::into_owned), name: mirror.name.into_owned() },
            labels: mirror
                .labels
                .into_iter()
                .map(|label| EnumLabelDef { label: label.into_owned(), renamed_from: None })
                .collect(),
            renamed_from: None,
        }
    }
}
