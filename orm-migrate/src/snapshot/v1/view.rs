//! Views in format 1.

use std::borrow::Cow;

use orm_schema::model::{CheckOption, ObjectName, ViewColumnDef, ViewDef, ViewOptions};
use serde::{Deserialize, Serialize};

use super::column::TypeName;
use super::index::Index;
use super::is_false;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of its own")]
pub(in crate::snapshot) struct View<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) schema: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) columns: Vec<Column<'a>>,
    #[serde(borrow)]
    query: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) depends_on: Vec<Name<'a>>,
    #[serde(default, skip_serializing_if = "is_false")]
    materialized: bool,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) indexes: Vec<Index<'a>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    pub(in crate::snapshot) comment: Option<Cow<'a, str>>,
    #[serde(default, skip_serializing_if = "is_false")]
    security_invoker: bool,
    #[serde(default, skip_serializing_if = "is_false")]
    security_barrier: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    check_option: Option<CheckOptionName>,
    #[serde(default, skip_serializing_if = "is_false")]
    pub(in crate::snapshot) with_no_data: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Column<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(rename = "type")]
    ty: TypeName<'a>,
    #[serde(default, skip_serializing_if = "is_false")]
    nullable: bool,
}

/// A table or a view.
#[derive(Serialize, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Name<'a> {
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    schema: Option<Cow<'a, str>>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CheckOptionName {
    Local,
    Cascaded,
}

impl<'a> From<&'a ViewDef> for View<'a> {
    fn from(def: &'a ViewDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name.name),
            schema: def.name.schema.as_deref().map(Cow::Borrowed),
            columns: def.columns.iter().map(Column::from).collect(),
            query: Cow::Borrowed(&def.query),
            depends_on: def.depends_on.iter().map(Name::from).collect(),
            materialized: def.is_materialized,
            indexes: def.indexes.iter().map(Index::from).collect(),
            comment: def.comment.as_deref().map(Cow::Borrowed),
            security_invoker: def.options.security_invoker,
            security_barrier: def.options.security_barrier,
            check_option: def.options.check_option.map(|option| match option {
                CheckOption::Local => CheckOptionName::Local,
                CheckOption::Cascaded => CheckOptionName::Cascaded,
            }),
            with_no_data: def.options.with_no_data,
        }
    }
}

impl From<View<'_>> for ViewDef {
    fn from(mirror: View<'_>) -> Self {
        Self {
            name: ObjectName { schema: mirror.schema.map(Cow::into_owned), name: mirror.name.into_owned() },
            columns: mirror.columns.into_iter().map(Into::into).collect(),
            query: mirror.query.into_owned(),
            depends_on: mirror.depends_on.into_iter().map(Into::into).collect(),
            is_materialized: mirror.materialized,
            indexes: mirror.indexes.into_iter().map(Into::into).collect(),
            comment: mirror.comment.map(Cow::into_owned),
            options: ViewOptions {
                security_invoker: mirror.security_invoker,
                security_barrier: mirror.security_barrier,
                check_option: mirror.check_option.map(|option| match option {
                    CheckOptionName::Local => CheckOption::Local,
                    CheckOptionName::Cascaded => CheckOption::Cascaded,
                }),
                with_no_data: mirror.with_no_data,
            },
            renamed_from: None,
        }
    }
}

impl<'a> From<&'a ViewColumnDef> for Column<'a> {
    fn from(def: &'a ViewColumnDef) -> Self {
        let ViewColumnDef { name, ty, is_nullable } = def;
        Self { name: Cow::Borrowed(name), ty: TypeName(Cow::Borrowed(ty)), nullable: *is_nullable }
    }
}

impl From<Column<'_>> for ViewColumnDef {
    fn from(mirror: Column<'_>) -> Self {
        Self { name: mirror.name.into_owned(), ty: mirror.ty.0.into_owned(), is_nullable: mirror.nullable }
    }
}

impl<'a> From<&'a ObjectName> for Name<'a> {
    fn from(name: &'a ObjectName) -> Self {
        Self { name: Cow::Borrowed(&name.name), schema: name.schema.as_deref().map(Cow::Borrowed) }
    }
}

impl From<Name<'_>> for ObjectName {
    fn from(mirror: Name<'_>) -> Self {
        Self { schema: mirror.schema.map(Cow::into_owned), name: mirror.name.into_owned() }
    }
}
