//! Row level security in format 1.

use std::borrow::Cow;

use orm_schema::model::{PolicyCommand, PolicyDef, RowSecurity};
use serde::{Deserialize, Serialize};

use super::constraint::{borrowed, owned};
use super::{is_default, is_false};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Policy<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(default, skip_serializing_if = "is_default")]
    command: CommandName,
    #[serde(default, skip_serializing_if = "is_false")]
    restrictive: bool,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) roles: Vec<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    using: Option<Cow<'a, str>>,
    #[serde(borrow, default, skip_serializing_if = "Option::is_none")]
    check: Option<Cow<'a, str>>,
}

#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CommandName {
    #[default]
    All,
    Select,
    Insert,
    Update,
    Delete,
}

#[derive(Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum RowSecurityName {
    #[default]
    Off,
    On,
    Forced,
}

impl<'a> From<&'a PolicyDef> for Policy<'a> {
    fn from(def: &'a PolicyDef) -> Self {
        Self {
            name: Cow::Borrowed(&def.name),
            command: match def.command {
                PolicyCommand::All => CommandName::All,
                PolicyCommand::Select => CommandName::Select,
                PolicyCommand::Insert => CommandName::Insert,
                PolicyCommand::Update => CommandName::Update,
                PolicyCommand::Delete => CommandName::Delete,
            },
            restrictive: def.is_restrictive,
            roles: borrowed(&def.roles),
            using: def.using.as_deref().map(Cow::Borrowed),
            check: def.check.as_deref().map(Cow::Borrowed),
        }
    }
}

impl From<Policy<'_>> for PolicyDef {
    fn from(mirror: Policy<'_>) -> Self {
        Self {
            name: mirror.name.into_owned(),
            command: match mirror.command {
                CommandName::All => PolicyCommand::All,
                CommandName::Select => PolicyCommand::Select,
                CommandName::Insert => PolicyCommand::Insert,
                CommandName::Update => PolicyCommand::Update,
                CommandName::Delete => PolicyCommand::Delete,
            },
            is_restrictive: mirror.restrictive,
            roles: owned(mirror.roles),
            using: mirror.using.map(Cow::into_owned),
            check: mirror.check.map(Cow::into_owned),
        }
    }
}

impl From<RowSecurity> for RowSecurityName {
    fn from(security: RowSecurity) -> Self {
        match security {
            RowSecurity::Off => Self::Off,
            RowSecurity::On => Self::On,
            RowSecurity::Forced => Self::Forced,
        }
    }
}

impl From<RowSecurityName> for RowSecurity {
    fn from(name: RowSecurityName) -> Self {
        match name {
            RowSecurityName::Off => Self::Off,
            RowSecurityName::On => Self::On,
            RowSecurityName::Forced => Self::Forced,
        }
    }
}
