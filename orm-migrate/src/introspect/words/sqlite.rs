//! What SQLite would print: it keeps what was written, and `ALTER TABLE` puts names in quotes. So space, quotes around names
//! and the case of words are taken away.

use super::Inquiry;
use super::question::{Probe, ProbeKind};
use crate::introspect::literal::bare;
use crate::introspect::sqlite::lexer::tokens;

pub(super) fn printed(inquiries: &[Inquiry<'_>]) -> Vec<Vec<Option<String>>> {
    let of = |inquiry: &Inquiry<'_>| {
        let is_strict = inquiry.table.options.strict;
        inquiry.probes.iter().map(|probe| Some(plain(probe, is_strict))).collect()
    };
    inquiries.iter().map(of).collect()
}

fn plain(probe: &Probe, is_strict: bool) -> String {
    match &probe.kind {
        ProbeKind::Type if is_strict => probe.sql.to_ascii_uppercase(),
        ProbeKind::Type => affinity(&probe.sql).to_owned(),
        ProbeKind::Default(_) | ProbeKind::Generated(..) | ProbeKind::Condition | ProbeKind::Policy => {
            words(bare(&probe.sql))
        }
    }
}

/// The words of a text.
pub(super) fn words(sql: &str) -> String {
    let words = tokens(sql).into_iter().map(|token| match token.literal() {
        Some(text) => format!("'{text}'"),
        // They are the numbers by another name.
        None if token.is_word("TRUE") => "1".to_owned(),
        None if token.is_word("FALSE") => "0".to_owned(),
        None => token.name().to_lowercase(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// How values of a declared type are kept. <https://sqlite.org/datatype3.html#determination_of_column_affinity>
fn affinity(ty: &str) -> &'static str {
    let ty = ty.to_ascii_uppercase();
    let holds = |words: &[&str]| words.iter().any(|word| ty.contains(word));
    if holds(&["INT"]) {
        "INTEGER"
    } else if holds(&["CHAR", "CLOB", "TEXT"]) {
        "TEXT"
    } else if ty.is_empty() || holds(&["BLOB"]) {
        "BLOB"
    } else if holds(&["REAL", "FLOA", "DOUB"]) {
        "REAL"
    } else {
        "NUMERIC"
    }
}
