//! The names under which sqlx looks up enums.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::{LazyLock, Mutex, PoisonError};

use orm_schema::SqlType;

/// An enum, as PostgreSQL's parser of types reads it.
#[derive(Clone, Copy)]
pub(super) struct EnumName {
    /// `"app"."status"`
    pub(super) element: &'static str,
    /// `"app"."status"[]`
    pub(super) array: &'static str,
}

/// The names of the enum `enum(app.status)`; `None` for other types.
///
/// sqlx wants names that live as long as the program. They are made once for each enum, of which a program has a few.
pub(super) fn enum_name(ty: &'static str) -> Option<EnumName> {
    static NAMES: LazyLock<Mutex<HashMap<&'static str, EnumName>>> = LazyLock::new(Mutex::default);
    if !ty.starts_with("enum(") {
        return None;
    }
    let mut names = NAMES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(name) = names.get(ty) {
        return Some(*name);
    }
    let Ok(SqlType::Enum(object)) = ty.parse() else { return None };
    let mut element = String::new();
    if let Some(schema) = &object.schema {
        push_part(&mut element, schema);
        element.push('.');
    }
    push_part(&mut element, &object.name);
    let array = String::leak(format!("{element}[]"));
    let name = EnumName { element: element.leak(), array };
    names.insert(ty, name);
    Some(name)
}

/// Appends a quoted identifier in ASCII: sqlx writes other characters in a form that PostgreSQL does not read.
/// <https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS>
fn push_part(name: &mut String, part: &str) {
    name.push_str(if part.is_ascii() { "\"" } else { "U&\"" });
    for character in part.chars() {
        match character {
            '"' => name.push_str("\"\""),
            '\\' if !part.is_ascii() => name.push_str("\\\\"),
            character if character.is_ascii() => name.push(character),
            character => {
                write!(name, "\\+{:06x}", u32::from(character)).expect("writing into a String never fails");
            }
        }
    }
    name.push('"');
}
