//! Regular expressions of ECMA-262, with or without the flag `u`, for what the server accepts.
//!
//! JSON Schema counts characters, and so does the server; zod counts the units of UTF-16, of which a character outside the
//! basic plane has two. An expression counts right in both. Dates and times are those of RFC 3339; the server also reads
//! looser forms of some types, which no client needs.

use crate::TextForm;

/// One character that a database stores: anything but NUL, and a pair of surrogates as one.
const CHARACTER: &str = r"(?:[^\u0000\uD800-\uDBFF]|[\uD800-\uDBFF][\uDC00-\uDFFF])";

const DAY: &str = r"(?:(?:\d\d[2468][048]|\d\d[13579][26]|\d\d0[48]|[02468][048]00|[13579][26]00)-02-29|\d{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|1\d|2[0-8])))";
const TIME: &str = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?";
const ZONE: &str = r"(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)";
const HYPHENATED: &str = r"[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";
const IPV4: &str = r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)";
/// A label of a domain; what is not ASCII is written in Punycode before it is looked at.
const LABEL: &str = r"[0-9A-Za-z\u0080-\uFFFF](?:[0-9A-Za-z\u0080-\uFFFF-]{0,61}[0-9A-Za-z\u0080-\uFFFF])?";

/// Text of so many characters.
pub(crate) fn text(min: Option<u64>, max: Option<u64>) -> String {
    match (min.unwrap_or(0), max) {
        (0, None) => r"^[^\u0000]*$".to_owned(),
        (1, None) => r"^[^\u0000]+$".to_owned(),
        (min, None) => format!("^{CHARACTER}{{{min},}}$"),
        (min, Some(max)) => format!("^{CHARACTER}{{{min},{max}}}$"),
    }
}

/// Text of a form; nothing for a URL, which no expression describes.
pub(crate) fn form(form: TextForm) -> Option<String> {
    Some(match form {
        TextForm::Char => format!("^{CHARACTER}$"),
        TextForm::Day => format!("^{DAY}$"),
        TextForm::Time => format!("^{TIME}$"),
        TextForm::DateTime => format!("^{DAY}T{TIME}$"),
        TextForm::Instant => format!("^{DAY}T{TIME}{ZONE}$"),
        TextForm::Span => {
            format!("^P(?=.){}(?:T(?=.){})?$", span("YMWD", ""), span("HMS", r"(?:\.\d{1,6})?"))
        }
        TextForm::Uuid => {
            format!(r"^(?:(?:urn:uuid:)?{HYPHENATED}|\{{{HYPHENATED}\}}|[0-9A-Fa-f]{{32}})$")
        }
        TextForm::Ip => format!("^(?:{IPV4}|{})$", ipv6()),
        TextForm::Ipv4 => format!("^{IPV4}$"),
        TextForm::Ipv6 => format!("^{}$", ipv6()),
        TextForm::Email => format!(
            r"^[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@(?=[^@]{{1,255}}$)(?:{LABEL}(?:\.{LABEL})*|\[(?:{IPV4}|{})\])$",
            ipv6()
        ),
        TextForm::NonControl => r"^[^\u0000-\u001F\u007F-\u009F]*$".to_owned(),
        TextForm::Url => return None,
    })
}

/// Parts of a span of time, each a number with its letter; the last may have this fraction.
fn span(letters: &str, fraction: &str) -> String {
    let last = letters.len() - 1;
    let part = |(place, letter)| {
        let fraction = if place == last { fraction } else { "" };
        format!(r"(?:[+-]?\d+{fraction}{letter})?")
    };
    letters.chars().enumerate().map(part).collect()
}

/// <https://www.rfc-editor.org/rfc/rfc4291#section-2.2>
fn ipv6() -> String {
    let group = "[0-9A-Fa-f]{1,4}";
    let last = format!("(?:{group}:{group}|{IPV4})");
    let mut forms = vec![format!("(?:{group}:){{6}}{last}")];
    // `::` stands for at least one group: before it are at most so many, behind it the rest at most.
    for before in 0..=7_usize {
        let head = match before {
            0 => String::new(),
            1 => group.to_owned(),
            _ => format!("(?:{group}:){{{}}}{group}", before - 1),
        };
        let behind = 7 - before;
        let tail = match behind {
            0 => String::new(),
            1 => format!("(?:{group})?"),
            _ => {
                format!("(?:(?:{group}:){{0,{}}}{group}|(?:{group}:){{0,{}}}{IPV4})?", behind - 1, behind - 2)
            }
        };
        forms.push(format!("{head}::{tail}"));
    }
    format!("(?:{})", forms.join("|"))
}

/// A decimal number of at most so many digits before and behind the point, signed unless it must not be below zero.
pub(crate) fn decimal(digits: Option<(u16, u16)>, is_signed: bool) -> String {
    let sign = if is_signed { "[+-]?" } else { r"\+?" };
    match digits {
        None => format!(r"^{sign}(?=\.?\d)\d*(?:\.\d*)?$"),
        Some((precision, scale)) => {
            let before = precision.saturating_sub(scale);
            format!(r"^{sign}(?=\.?\d)0*\d{{0,{before}}}(?:\.\d{{0,{scale}}}0*)?$")
        }
    }
}

/// Text that contains `part`.
pub(crate) fn contains(part: &str) -> String {
    escaped(part)
}

/// Text that does not contain `part`.
pub(crate) fn lacks(part: &str) -> String {
    format!(r"^(?![\s\S]*{})", escaped(part))
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if r"\^$.|?*+()[]{}/".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
