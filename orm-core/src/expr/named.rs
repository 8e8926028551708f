//! Named placeholders in SQL of the user.

use crate::ast::RawPart;
use crate::types::Value;

/// The parts with `value` in the places of `:name`.
pub(super) fn bound(parts: Vec<RawPart>, name: &str, value: &Value) -> Vec<RawPart> {
    let mut bound = Vec::with_capacity(parts.len() + 2);
    let mut is_found = false;
    for part in parts {
        let RawPart::Sql(mut text) = part else {
            bound.push(part);
            continue;
        };
        while let Some((before, after)) = split(text, name) {
            bound.push(RawPart::Sql(before));
            bound.push(RawPart::Bind(value.clone()));
            is_found = true;
            text = after;
        }
        bound.push(RawPart::Sql(text));
    }
    if !is_found {
        bound.push(RawPart::NoPlaceholder(name.to_owned()));
    }
    bound
}

/// The text before and after the first `:name` outside of quotes and comments.
fn split(text: &'static str, name: &str) -> Option<(&'static str, &'static str)> {
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let passed = if rest.starts_with("--") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if rest.starts_with("::") {
            2
        } else if let Some(quote) = rest.chars().next().filter(|first| matches!(first, '\'' | '"' | '`')) {
            rest[1..].find(quote).map_or(rest.len(), |end| end + 2)
        } else if let Some(after) = rest.strip_prefix(':').and_then(|rest| rest.strip_prefix(name)) {
            if !after.starts_with(|next: char| next.is_alphanumeric() || next == '_') {
                return Some((&text[..at], after));
            }
            1
        } else {
            rest.chars().next().map_or(1, char::len_utf8)
        };
        at += passed;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_ends_where_another_begins() {
        assert_eq!(split("a = :id2 and b = :id", "id"), Some(("a = :id2 and b = ", "")));
        assert_eq!(split("a::int = :int", "int"), Some(("a::int = ", "")));
    }

    #[test]
    fn quotes_and_comments_hold_no_names() {
        assert_eq!(
            split("':a' \":a\" `:a` -- :a\n /* :a */ é :a!", "a"),
            Some(("':a' \":a\" `:a` -- :a\n /* :a */ é ", "!"))
        );
        assert_eq!(split("'it''s :a", "a"), None);
        assert_eq!(split("-- :a", "a"), None);
    }
}
