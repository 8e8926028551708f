//! Anything that can go wrong with a request, as the answer to it.

use std::fmt;
use std::hash::{BuildHasher, Hasher, RandomState};

use serde::Serialize;
use serde::ser::Serializer;

use super::document::Document;
use super::{Issue, Report};
use crate::error::{Error, ErrorKind, Violation};

/// What is answered to a request that failed: a problem document (RFC 9457, `application/problem+json`), made of a
/// [`Report`] or of an [`Error`] of the database. With the feature `axum` it is the error of a handler.
///
/// It holds nothing internal: no SQL, no value, no name but those of the request.
///
/// | error | status | `code` |
/// |---|---|---|
/// | a request that is no JSON | 400 | `malformed_request` |
/// | a request that does not fit its model | 422 | `validation_failed` |
/// | `NotFound` | 404 | `not_found` |
/// | `UniqueViolation`, at the columns of the key | 409 | `unique` |
/// | `Stale` | 409 | `stale` |
/// | `ForeignKeyViolation` at a column of the row written | 422 | `foreign_key` |
/// | `ForeignKeyViolation` otherwise: rows that refer to this one | 409 | `foreign_key` |
/// | `CheckViolation`, `NotNullViolation`, `InvalidValue` | 422 | `check`, `required`, `invalid` |
/// | `Cursor` | 400 | `cursor` |
/// | `Serialization`, after the retries | 503, `Retry-After: 1` | `busy` |
/// | anything else | 500 with an `id`, under which the log has the error | `internal` |
#[derive(Debug, Clone, PartialEq)]
pub struct Problem {
    status: u16,
    title: &'static str,
    code: &'static str,
    issues: Vec<Issue>,
    id: Option<String>,
    retry_after: Option<u32>,
}

impl Problem {
    /// A problem of your own: an HTTP status, a title for people and a code for programs.
    ///
    /// ```
    /// use orm_core::models::Problem;
    ///
    /// let problem = Problem::new(402, "The plan is used up", "plan");
    /// assert_eq!(serde_json::to_value(&problem).unwrap()["code"], "plan");
    /// ```
    pub const fn new(status: u16, title: &'static str, code: &'static str) -> Self {
        Self { status, title, code, issues: Vec::new(), id: None, retry_after: None }
    }

    /// Its HTTP status.
    pub const fn status(&self) -> u16 {
        self.status
    }

    /// In how many seconds the same request can succeed, if that is all that is wrong.
    pub const fn retry_after(&self) -> Option<u32> {
        self.retry_after
    }

    /// What is wrong, field by field.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// With the messages that [`set_messages`](super::set_messages) knows in a language.
    #[must_use]
    pub fn in_locale(mut self, locale: &str) -> Self {
        self.issues.iter_mut().for_each(|issue| issue.translate(locale));
        self
    }

    /// With something wrong with the request as a whole.
    pub(crate) fn saying(mut self, message: impl Into<String>) -> Self {
        self.issues.push(Issue::new(None, self.code, message));
        self
    }

    /// With the same message at each column of a rule, or at the request as a whole if they are not known.
    fn at(mut self, violation: &Violation, message: &str) -> Self {
        if violation.fields.is_empty() {
            return self.saying(message);
        }
        let fields = violation.fields.iter().cloned();
        self.issues = fields.map(|field| Issue::new(Some(field), self.code, message)).collect();
        self
    }

    /// Something that the client cannot help, with an id in the log.
    fn internal(error: &Error) -> Self {
        // Each `RandomState` has keys of its own.
        let id = format!("{:016x}", RandomState::new().build_hasher().finish());
        tracing::error!(target: "orm_core::problem", id, %error, "a request failed");
        Self { id: Some(id), ..Self::new(500, "Internal error", "internal") }
    }
}

impl From<Report> for Problem {
    fn from(report: Report) -> Self {
        let status = report.status();
        let (title, code) = report.name();
        Self { issues: report.into_issues(), ..Self::new(status, title, code) }
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        match error.kind() {
            ErrorKind::NotFound => Self::new(404, "Not found", "not_found"),
            ErrorKind::Stale => Self::new(409, "Changed meanwhile", "stale")
                .saying("was changed or removed since it was read"),
            ErrorKind::Cursor => {
                Self::new(400, "Malformed request", "cursor").saying("has a cursor that is none of this list")
            }
            ErrorKind::UniqueViolation(violation) => {
                Self::new(409, "Already exists", "unique").at(violation, "is taken")
            }
            ErrorKind::ForeignKeyViolation(violation) if violation.fields.is_empty() => {
                Self::new(409, "In use", "foreign_key")
                    .saying("refers to something that does not exist, or is referred to")
            }
            ErrorKind::ForeignKeyViolation(violation) => Self::new(422, "Validation failed", "foreign_key")
                .at(violation, "refers to something that does not exist"),
            ErrorKind::CheckViolation(violation) => {
                Self::new(422, "Validation failed", "check").at(violation, "is not allowed")
            }
            ErrorKind::NotNullViolation(violation) => {
                Self::new(422, "Validation failed", "required").at(violation, "is required")
            }
            ErrorKind::InvalidValue { field, .. } => {
                let mut problem = Self::new(422, "Validation failed", "invalid");
                let message = match field {
                    Some(_) => "is too long, out of range, or not of the required form",
                    None => "has a value that is too long, out of range, or not of the required form",
                };
                problem.issues.push(Issue::new(field.clone(), "invalid", message));
                problem
            }
            ErrorKind::Serialization => Self { retry_after: Some(1), ..Self::new(503, "Busy", "busy") },
            ErrorKind::Timeout
            | ErrorKind::Pool
            | ErrorKind::Connection
            | ErrorKind::Access
            | ErrorKind::Decode { .. }
            | ErrorKind::Encode
            | ErrorKind::Transaction
            | ErrorKind::ReadOnly
            | ErrorKind::Ungrouped { .. }
            | ErrorKind::Unsupported { .. }
            | ErrorKind::Sql { .. } => Self::internal(&error),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.title, self.status)
    }
}

impl std::error::Error for Problem {}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { title, status, code, issues, id, .. } = self;
        Document { title, status: *status, code, issues, id: id.as_deref() }.serialize(serializer)
    }
}
