//! Pieces of SQL that all databases share.

use std::fmt::Write as _;

use orm_schema::model::{IndexKey, IndexPart, Literal, ObjectName};
use orm_schema::{Dialect, ident};

/// A table or type by its full name, quoted.
pub(super) fn object(dialect: Dialect, name: &ObjectName) -> String {
    let mut out = String::new();
    if let Some(schema) = &name.schema {
        ident::push_quoted(&mut out, dialect, schema);
        out.push('.');
    }
    ident::push_quoted(&mut out, dialect, &name.name);
    out
}

/// `"a", "b"`.
pub(super) fn columns(dialect: Dialect, names: &[String]) -> String {
    names.iter().map(|name| ident::quoted(dialect, name)).collect::<Vec<_>>().join(", ")
}

/// A constant.
pub(super) fn literal(dialect: Dialect, literal: &Literal) -> String {
    match (literal, dialect) {
        (Literal::Bool(value), Dialect::Postgres) => value.to_string(),
        (Literal::Bool(value), Dialect::Mysql | Dialect::Sqlite) => u8::from(*value).to_string(),
        (Literal::Int(value), _) => value.to_string(),
        (Literal::Float(text), _) => text.clone(),
        (Literal::String(text), _) => ident::string_literal(dialect, text),
        (Literal::Bytes(bytes), Dialect::Postgres) => format!("'\\x{}'", hex(bytes)),
        (Literal::Bytes(bytes), Dialect::Mysql | Dialect::Sqlite) => format!("x'{}'", hex(bytes)),
    }
}

/// Two lower-case digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}

/// Expression as the user wrote it, in one pair of parentheses.
pub(super) fn parenthesized(sql: &str) -> String {
    let sql = sql.trim();
    if is_in_parentheses(sql) { sql.to_owned() } else { format!("({sql})") }
}

/// Does the first parenthesis close at the very end?
pub(crate) fn is_in_parentheses(sql: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in sql.char_indices() {
        match (quote, c) {
            (Some(open), _) if open == c => quote = None,
            (None, '\'' | '"' | '`') => quote = Some(c),
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at > 0 && at + 1 == sql.len();
        }
    }
    false
}

/// What an index part sorts by, without its direction.
pub(super) fn index_key(dialect: Dialect, part: &IndexPart) -> String {
    match &part.key {
        IndexKey::Column(name) => ident::quoted(dialect, name),
        IndexKey::Expression(sql) => parenthesized(sql),
    }
}

/// `name (` + lines + `)`, one line each.
pub(super) fn indented(lines: &[String]) -> String {
    format!("(\n  {}\n)", lines.join(",\n  "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_are_not_doubled() {
        assert_eq!(parenthesized("a + 1"), "(a + 1)");
        assert_eq!(parenthesized("(a + 1)"), "(a + 1)");
        assert_eq!(parenthesized("(a) + (1)"), "((a) + (1))");
        assert_eq!(parenthesized("(a = ')')"), "(a = ')')");
    }
}
