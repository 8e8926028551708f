//! Domains.

use super::ObjectName;
use crate::{Dialect, SqlType, ident};

/// A domain: a type with a condition (PostgreSQL).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainDef {
    /// Its name.
    pub name: ObjectName,
    /// The type below.
    pub ty: SqlType,
    /// The SQL expression that every `value` fulfils.
    pub check: Option<String>,
    /// The name it had before: a request to the differ (never stored in a snapshot).
    pub renamed_from: Option<ObjectName>,
}

impl DomainDef {
    /// The type of a column that holds values of the domain called `name`: spelled like any type that the model does not know, in
    /// quotes only where it needs them.
    pub fn column_type(name: &ObjectName) -> SqlType {
        let spelled = |name: &str| {
            let is_plain =
                name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
            if is_plain { name.to_owned() } else { ident::quoted(Dialect::Postgres, name) }
        };
        let schema = name.schema.as_ref().map(|schema| spelled(schema) + ".").unwrap_or_default();
        SqlType::Custom(schema + &spelled(&name.name))
    }

    /// The name of its check, as PostgreSQL would call it.
    pub fn check_name(&self) -> String {
        ident::domain_check_name(&self.name.name)
    }
}
