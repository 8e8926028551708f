//! The attributes of other crates that generated models repeat: `#[serde(..)]` and `#[validate(..)]` of fields.
//!
//! `orm_schema::parse` hands them over unread, because the schema does not depend on them.

mod arguments;
mod implied;
mod rule;
mod serde;

#[cfg(feature = "models")]
pub(crate) use rule::own_rules;
pub(crate) use rule::{RuleCall, StructRule, field_rules, struct_rules};
pub(crate) use serde::{Default, FieldSerde};
