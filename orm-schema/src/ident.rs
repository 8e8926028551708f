//! The one module that quotes identifiers and string literals, and that derives names for constraints and indexes.

use crate::Dialect;

/// The longest identifier that every database accepts, in bytes.
///
/// PostgreSQL cuts after 63 bytes (`NAMEDATALEN - 1`), MySQL refuses more than 64 characters; SQLite has no limit.
pub const MAX_IDENT_BYTES: usize = 63;

/// Appends `name` to `out` as a quoted identifier.
///
/// Doubles the quotes in it: `"a""b"` on PostgreSQL and SQLite, backticks on MySQL.
pub fn push_quoted(out: &mut String, dialect: Dialect, name: &str) {
    match dialect {
        Dialect::Postgres | Dialect::Sqlite => push_between(out, name, "\""),
        Dialect::Mysql => push_between(out, name, "`"),
    }
}

/// Statements are mostly names, and hardly any has a quote in it: inlined, a quote is one byte that is known.
#[inline]
fn push_between(out: &mut String, name: &str, quote: &'static str) {
    out.reserve(name.len() + 2);
    out.push_str(quote);
    if name.as_bytes().contains(&quote.as_bytes()[0]) {
        for (position, part) in name.split(quote).enumerate() {
            if position > 0 {
                out.push_str(quote);
                out.push_str(quote);
            }
            out.push_str(part);
        }
    } else {
        out.push_str(name);
    }
    out.push_str(quote);
}

/// `name` as a quoted identifier.
pub fn quoted(dialect: Dialect, name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 2);
    push_quoted(&mut out, dialect, name);
    out
}

/// Appends `text` to `out` as a string literal.
///
/// Quotes are doubled everywhere. Backslashes are doubled on MySQL (`NO_BACKSLASH_ESCAPES` is off by default) and are
/// plain characters on PostgreSQL (`standard_conforming_strings` is on since 9.1) and SQLite.
pub fn push_string_literal(out: &mut String, dialect: Dialect, text: &str) {
    out.push('\'');
    for c in text.chars() {
        match (c, dialect) {
            ('\'', _) => out.push_str("''"),
            ('\\', Dialect::Mysql) => out.push_str("\\\\"),
            _ => out.push(c),
        }
    }
    out.push('\'');
}

/// `text` as a string literal.
pub fn string_literal(dialect: Dialect, text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    push_string_literal(&mut out, dialect, text);
    out
}

/// The name of the primary key of `table`: `users_pkey`.
pub fn primary_key_name(table: &str) -> String {
    derived(&[table], "pkey")
}

/// The name of a unique constraint: `users_email_key`.
pub fn unique_name(table: &str, columns: &[&str]) -> String {
    derived_with_columns(table, columns, "key")
}

/// The name of a foreign key: `chats_project_id_fkey`.
pub fn foreign_key_name(table: &str, columns: &[&str]) -> String {
    derived_with_columns(table, columns, "fkey")
}

/// The name of an index: `projects_owner_id_created_at_idx`.
pub fn index_name(table: &str, columns: &[&str]) -> String {
    derived_with_columns(table, columns, "idx")
}

/// The name of a check: `projects_age_check`.
pub fn check_name(table: &str, column: &str) -> String {
    derived(&[table, column], "check")
}

/// The name of the check of a domain: `email_check`.
pub fn domain_check_name(domain: &str) -> String {
    derived(&[domain], "check")
}

/// The name of an exclusion constraint: `bookings_room_during_excl`.
pub fn exclusion_name(table: &str, columns: &[&str]) -> String {
    derived_with_columns(table, columns, "excl")
}

fn derived_with_columns(table: &str, columns: &[&str], suffix: &str) -> String {
    let mut parts = vec![table];
    parts.extend_from_slice(columns);
    derived(&parts, suffix)
}

/// Joins `parts` and `suffix` with underscores; a name over the limit is cut and made unique by a hash of the whole.
fn derived(parts: &[&str], suffix: &str) -> String {
    let full = format!("{}_{suffix}", parts.join("_"));
    shortened(&full, suffix)
}

fn shortened(full: &str, suffix: &str) -> String {
    if full.len() <= MAX_IDENT_BYTES {
        return full.to_owned();
    }
    let hash = fnv1a(full.as_bytes());
    let tail = format!("_{:08x}_{suffix}", hash & 0xffff_ffff);
    let mut end = MAX_IDENT_BYTES - tail.len();
    while !full.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}{tail}", &full[..end])
}

/// FNV-1a, 64 bits: stable across versions and machines, which `std`'s hasher does not promise.
const fn fnv1a(bytes: &[u8]) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    let mut i = 0;
    while i < bytes.len() {
        hash = (hash ^ bytes[i] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        i += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_are_doubled() {
        assert_eq!(quoted(Dialect::Postgres, r#"we"ird"#), r#""we""ird""#);
        assert_eq!(quoted(Dialect::Mysql, "we`ird"), "`we``ird`");
        assert_eq!(quoted(Dialect::Mysql, r#"we"ird"#), "`we\"ird`");
    }

    #[test]
    fn backslashes_are_plain_outside_mysql() {
        assert_eq!(string_literal(Dialect::Postgres, r"it's \"), r"'it''s \'");
        assert_eq!(string_literal(Dialect::Mysql, r"it's \"), r"'it''s \\'");
    }

    #[test]
    fn long_names_are_cut_to_the_limit_and_stay_apart() {
        let one = index_name(&"t".repeat(40), &[&"a".repeat(40)]);
        let two = index_name(&"t".repeat(40), &[&"a".repeat(41)]);
        assert_eq!(one.len(), MAX_IDENT_BYTES);
        assert_ne!(one, two);
    }
}
