//! Keys and checks in format 1.

use std::borrow::Cow;

use orm_schema::model::{
    CheckDef, Deferrable, ForeignKeyDef, ObjectName, PrimaryKeyDef, ReferentialAction, UniqueDef,
};
use serde::{Deserialize, Serialize};

use super::{is_default, is_false};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PrimaryKey<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    columns: Vec<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Unique<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow)]
    columns: Vec<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_false")]
    nulls_not_distinct: bool,
    #[serde(default, skip_serializing_if = "is_default")]
    deferrable: DeferrableName,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct ForeignKey<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow)]
    columns: Vec<Cow<'a, str>>,
    #[serde(borrow)]
    references: References<'a>,
    #[serde(default, skip_serializing_if = "is_default")]
    on_delete: ActionName,
    #[serde(default, skip_serializing_if = "is_default")]
    on_update: ActionName,
    #[serde(default, skip_serializing_if = "is_default")]
    deferrable: DeferrableName,
}

/// The other end of a foreign key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct References<'a> {
    #[serde(borrow)]
    table: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    schema: Option<Cow<'a, str>>,
    #[serde(borrow)]
    columns: Vec<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Check<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow)]
    expression: Cow<'a, str>,
}

#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ActionName {
    #[default]
    NoAction,
    Restrict,
    Cascade,
    SetNull,
    SetDefault,
}

#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum DeferrableName {
    #[default]
    No,
    InitiallyImmediate,
    InitiallyDeferred,
}

/// Borrows a list of names.
pub(super) fn borrowed(names: &[String]) -> Vec<Cow<'_, str>> {
    names.iter().map(|name| Cow::Borrowed(name.as_str())).collect()
}

/// Takes a list of names.
pub(super) fn owned(names: Vec<Cow<'_, str>>) -> Vec<String> {
    names.into_iter().map(Cow::into_owned).collect()
}

impl<'a> From<&'a PrimaryKeyDef> for PrimaryKey<'a> {
    fn from(def: &'a PrimaryKeyDef) -> Self {
        Self { name: Cow::Borrowed(&def.name), columns: borrowed(&def.columns) }
    }
}

impl From<PrimaryKey<'_>> for PrimaryKeyDef {
    fn from(mirror: PrimaryKey<'_>) -> Self {
        Self { name: mirror.name.into_owned(), columns: owned(mirror.columns) }
    }
}

impl<'a> From<&'a UniqueDef> for Unique<'a> {
    fn from(def: &'a UniqueDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name),
            columns: borrowed(&def.columns),
            nulls_not_distinct: def.nulls_not_distinct,
            deferrable: def.deferrable.into(),
        }
    }
}

impl From<Unique<'_>> for UniqueDef {
    fn from(mirror: Unique<'_>) -> Self {
        Self {
            name: mirror.name.into_owned(),
            columns: owned(mirror.columns),
            nulls_not_distinct: mirror.nulls_not_distinct,
            deferrable: mirror.deferrable.into(),
        }
    }
}

impl<'a> From<&'a ForeignKeyDef> for ForeignKey<'a> {
    fn from(def: &'a ForeignKeyDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name),
            columns: borrowed(&def.columns),
            references: References {
                table: Cow::Borrowed(&def.references.name),
                schema: def.references.schema.as_deref().map(Cow::Borrowed),
                columns: borrowed(&def.referenced_columns),
            },
            on_delete: def.on_delete.into(),
            on_update: def.on_update.into(),
            deferrable: def.deferrable.into(),
        }
    }
}

impl From<ForeignKey<'_>> for ForeignKeyDef {
    fn from(mirror: ForeignKey<'_>) -> Self {
        Self {
            name: mirror.name.into_owned(),
            columns: owned(mirror.columns),
            references: ObjectName {
                schema: mirror.references.schema.map(Cow::into_owned),
                name: mirror.references.table.into_owned(),
            },
            referenced_columns: owned(mirror.references.columns),
            on_delete: mirror.on_delete.into(),
            on_update: mirror.on_update.into(),
            deferrable: mirror.deferrable.into(),
        }
    }
}

impl<'a> From<&'a CheckDef> for Check<'a> {
    fn from(def: &'a CheckDef) -> Self {
        Self { name: Cow::Borrowed(&def.name), expression: Cow::Borrowed(&def.expression) }
    }
}

impl From<Check<'_>> for CheckDef {
    fn from(mirror: Check<'_>) -> Self {
        Self { name: mirror.name.into_owned(), expression: mirror.expression.into_owned() }
    }
}

impl From<ReferentialAction> for ActionName {
    fn from(action: ReferentialAction) -> Self {
        match action {
            ReferentialAction::NoAction => Self::NoAction,
            ReferentialAction::Restrict => Self::Restrict,
            ReferentialAction::Cascade => Self::Cascade,
            ReferentialAction::SetNull => Self::SetNull,
            ReferentialAction::SetDefault => Self::SetDefault,
        }
    }
}

impl From<ActionName> for ReferentialAction {
    fn from(name: ActionName) -> Self {
        match name {
            ActionName::NoAction => Self::NoAction,
            ActionName::Restrict => Self::Restrict,
            ActionName::Cascade => Self::Cascade,
            ActionName::SetNull => Self::SetNull,
            ActionName::SetDefault => Self::SetDefault,
        }
    }
}

impl From<Deferrable> for DeferrableName {
    fn from(deferrable: Deferrable) -> Self {
        match deferrable {
            Deferrable::No => Self::No,
            Deferrable::InitiallyImmediate => Self::InitiallyImmediate,
            Deferrable::InitiallyDeferred => Self::InitiallyDeferred,
        }
    }
}

impl From<DeferrableName> for Deferrable {
    fn from(name: DeferrableName) -> Self {
        match name {
            DeferrableName::No => Self::No,
            DeferrableName::InitiallyImmediate => Self::InitiallyImmediate,
            DeferrableName::InitiallyDeferred => Self::InitiallyDeferred,
        }
    }
}
