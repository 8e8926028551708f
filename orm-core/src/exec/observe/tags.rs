//! Tags: what an application says about a statement, in a comment behind it.
//!
//! The form is that of sqlcommenter, <https://google.github.io/sqlcommenter/spec/>: keys sorted, keys and values
//! URL-encoded, values in single quotes. What could end a value, a comment or be taken for a placeholder is encoded, so no
//! value gets out of the comment.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write;

/// Keys and values.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::exec) struct Tags(BTreeMap<Cow<'static, str>, Cow<'static, str>>);

impl Tags {
    /// Sets a tag. An empty key sets none.
    pub(super) fn set(&mut self, key: Cow<'static, str>, value: Cow<'static, str>) {
        if !key.is_empty() {
            self.0.insert(key, value);
        }
    }

    /// With `others`, which win.
    pub(super) fn extend(&mut self, others: Self) {
        self.0.extend(others.0);
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The statement with the tags behind it: `select 1 /*route='%2Fprojects'*/`.
    pub(super) fn behind(&self, text: &str) -> String {
        let mut tagged = String::with_capacity(text.len() + 64);
        // A semicolon would make the comment a statement of its own.
        tagged.push_str(text.trim_end_matches(|c: char| c == ';' || c.is_whitespace()));
        // A comment up to the end of the line would hold this one.
        tagged.push_str(if text.contains("--") || text.contains('#') { "\n/*" } else { " /*" });
        for (position, (key, value)) in self.0.iter().enumerate() {
            if position > 0 {
                tagged.push(',');
            }
            push_encoded(&mut tagged, key);
            tagged.push_str("='");
            push_encoded(&mut tagged, value);
            tagged.push('\'');
        }
        tagged.push_str("*/");
        tagged
    }
}

/// Everything but letters, digits and `-_.~` becomes `%` and two digits.
fn push_encoded(text: &mut String, plain: &str) {
    for byte in plain.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            text.push(byte.into());
        } else {
            write!(text, "%{byte:02X}").expect("writing into a String never fails");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Tags;

    fn tags(tags: &[(&'static str, &'static str)]) -> Tags {
        let mut all = Tags::default();
        for &(key, value) in tags {
            all.set(key.into(), value.into());
        }
        all
    }

    #[test]
    fn keys_are_sorted_and_all_is_encoded() {
        let tags = tags(&[("x", "it's"), ("route", "/a b"), ("", "no key"), ("däy", "")]);
        assert_eq!(tags.behind("select 1; \n"), "select 1 /*d%C3%A4y='',route='%2Fa%20b',x='it%27s'*/");
    }

    #[test]
    fn the_inner_tag_wins() {
        let mut outer = tags(&[("route", "/a"), ("app", "shop")]);
        outer.extend(tags(&[("route", "/b")]));
        assert_eq!(outer.behind("select 1"), "select 1 /*app='shop',route='%2Fb'*/");
    }

    #[test]
    fn a_comment_at_the_end_of_a_line_does_not_hold_the_tags() {
        assert_eq!(tags(&[("a", "b")]).behind("select 1 -- one"), "select 1 -- one\n/*a='b'*/");
    }

    #[test]
    fn nothing_gets_out_of_the_comment() {
        // Every pair of characters that could matter, around each other.
        let marks = [
            '*', '/', '\'', '"', '`', '\\', '\0', '\n', '-', '?', '$', '%', ';', ',', '=', 'é', '!', '#',
            '@', ':',
        ];
        for a in marks {
            for b in marks {
                let hostile = format!("{a}{b}{a}*/ or 1=1 --{b}");
                let mut all = Tags::default();
                all.set(hostile.clone().into(), hostile.into());
                let text = all.behind("select 1");
                let inside = text.strip_prefix("select 1 /*").and_then(|rest| rest.strip_suffix("*/"));
                let inside = inside.expect("one comment");
                assert!(!inside.contains("*/") && !inside.contains("/*"), "{text}");
                assert_eq!(inside.matches('\'').count(), 2, "{text}");
                assert!(inside.bytes().all(|byte| byte.is_ascii_graphic()), "{text}");
                assert!(!inside.contains(['?', '$', '\\', ';', '"', '`']), "{text}");
            }
        }
    }
}
