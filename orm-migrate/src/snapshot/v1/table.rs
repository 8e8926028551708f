//! Tables in format 1.

use std::borrow::Cow;

use orm_schema::model::{ObjectName, TableDef, TableOptions};
use serde::{Deserialize, Serialize};

use super::column::Column;
use super::constraint::{Check, ForeignKey, PrimaryKey, Unique};
use super::exclusion::Exclusion;
use super::index::Index;
use super::partition::Partitioning;
use super::policy::{Policy, RowSecurityName};
use super::{is_default, is_false};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Table<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) schema: Option<Cow<'a, str>>,
    #[serde(borrow)]
    pub(in crate::snapshot) columns: Vec<Column<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    primary_key: Option<PrimaryKey<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) uniques: Vec<Unique<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) foreign_keys: Vec<ForeignKey<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) indexes: Vec<Index<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) checks: Vec<Check<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) exclusions: Vec<Exclusion<'a>>,
    #[serde(default, skip_serializing_if = "is_default")]
    rls: RowSecurityName,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) policies: Vec<Policy<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) partitioning: Option<Partitioning<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) comment: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_false")]
    strict: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    without_rowid: bool,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    options: Option<Cow<'a, str>>,
}

impl<'a> From<&'a TableDef> for Table<'a> {
    fn from(def: &'a TableDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name.name),
            schema: def.name.schema.as_deref().map(Cow::Borrowed),
            columns: def.columns.iter().map(Column::from).collect(),
            primary_key: def.primary_key.as_ref().map(PrimaryKey::from),
            uniques: def.uniques.iter().map(Unique::from).collect(),
            foreign_keys: def.foreign_keys.iter().map(ForeignKey::from).collect(),
            indexes: def.indexes.iter().map(Index::from).collect(),
            checks: def.checks.iter().map(Check::from).collect(),
            exclusions: def.exclusions.iter().map(Exclusion::from).collect(),
            rls: def.row_security.into(),
            policies: def.policies.iter().map(Policy::from).collect(),
            partitioning: def.partitioning.as_ref().map(Partitioning::from),
            comment: def.comment.as_deref().map(Cow::Borrowed),
            strict: def.options.strict,
            without_rowid: def.options.without_rowid,
            options: def.options.raw.as_deref().map(Cow::Borrowed),
        }
    }
}

impl From<Table<'_>> for TableDef {
    fn from(mirror: Table<'_>) -> Self {
        Self {
            name: ObjectName { schema: mirror.schema.map(Cow::into_owned), name: mirror.name.into_owned() },
            columns: mirror.columns.into_iter().map(Into::into).collect(),
            primary_key: mirror.primary_key.map(Into::into),
            uniques: mirror.uniques.into_iter().map(Into::into).collect(),
            foreign_keys: mirror.foreign_keys.into_iter().map(Into::into).collect(),
            indexes: mirror.indexes.into_iter().map(Into::into).collect(),
            checks: mirror.checks.into_iter().map(Into::into).collect(),
            exclusions: mirror.exclusions.into_iter().map(Into::into).collect(),
            row_security: mirror.rls.into(),
            policies: mirror.policies.into_iter().map(Into::into).collect(),
            partitioning: mirror.partitioning.map(Into::into),
            comment: mirror.comment.map(Cow::into_owned),
            renamed_from: None,
            options: TableOptions {
                strict: mirror.strict,
                without_rowid: mirror.without_rowid,
                raw: mirror.options.map(Cow::into_owned),
            },
        }
    }
}
