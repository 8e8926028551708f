//! Who hears of each statement.

use std::sync::Arc;
use std::time::Duration;

use super::Done;
use crate::error::Error;

/// A statement that has run. Holds no values.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct StatementEvent<'a> {
    /// The SQL, with placeholders.
    pub text: &'a str,
    /// The rows that came back, or that the statement wrote or removed when none came back.
    pub rows: u64,
    /// From sending the statement until its last row was read.
    pub duration: Duration,
    /// Did it succeed?
    pub is_ok: bool,
    /// In which run of its transaction it ran: more than 1 when [`crate::Db::transaction_retrying`] ran it again.
    pub attempt: u32,
}

/// What is called after each statement, on the task that ran it.
pub type Listener = Arc<dyn Fn(&StatementEvent<'_>) + Send + Sync>;

/// Will anybody hear of the next statement?
pub(super) fn is_heard(listener: Option<&Listener>) -> bool {
    listener.is_some() || tracing::enabled!(target: "orm_core::statement", tracing::Level::DEBUG)
}

/// Tells the listener and the log.
pub(super) fn report(
    listener: Option<&Listener>,
    text: &str,
    attempt: u32,
    duration: Duration,
    result: &Result<Done, Error>,
) {
    let rows = result.as_ref().map_or(0, Done::rows);
    let is_ok = result.is_ok();
    let microseconds = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
    tracing::debug!(target: "orm_core::statement", { db.query.text = text, rows, is_ok, microseconds, attempt }, "statement");
    if let Some(listener) = listener {
        listener(&StatementEvent { text, rows, duration, is_ok, attempt });
    }
}
