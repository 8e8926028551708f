//! What may go wrong when a migration meets rows and other sessions.

mod columns;
mod computed;
mod cuts;
mod objects;
mod rules;
mod views;

#[cfg(feature = "runner")]
pub(crate) use computed::{is_checked_domain, is_volatile};
pub(crate) use cuts::cuts;
pub(crate) use rules::Hazards;

use std::fmt;

use orm_schema::model::ObjectName;
use serde::Serialize;

/// How bad a hazard is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// May fail, or keep others waiting.
    Warning,
    /// Loses data, or fails as soon as there are rows.
    Error,
}

impl Severity {
    /// The word in front of the message.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Hazards by which values are lost.
const LOSSY: [&str; 7] = ["OM101", "OM102", "OM103", "OM104", "OM106", "OM109", "OM205"];
/// Hazards by which a row that is there makes a statement fail.
const FAILING: [&str; 12] = [
    "OM107", "OM204", "OM205", "OM301", "OM302", "OM303", "OM304", "OM305", "OM306", "OM307", "OM409",
    "OM426",
];

/// Are values lost by what the hazard of this code says?
pub fn loses_values(code: &str) -> bool {
    LOSSY.contains(&code)
}

/// May a row that is there make the statement fail, as the hazard of this code says? A change of type as such is only a warning.
pub fn may_fail_on_rows(code: &str, severity: Severity) -> bool {
    FAILING.contains(&code) && (code != "OM204" || severity == Severity::Error)
}

/// What a hazard is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// The table, or the enum.
    pub table: ObjectName,
    /// The column, when it is about one.
    pub column: Option<String>,
}

/// Something that a statement may do to rows or to other sessions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hazard {
    /// The stable code, `OM102`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// What may happen, with the path of the thing.
    pub message: String,
    /// The way out.
    pub hint: Option<String>,
    /// What it is about.
    pub subject: Subject,
}

/// `OM102 error: drops column `users.note` and its data`, the form of a comment in a migration file.
impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.code, self.severity.name(), self.message)
    }
}
