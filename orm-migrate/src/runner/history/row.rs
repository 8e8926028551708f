//! A row of the history table.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, Utc};

use crate::checksum::Checksum;
use crate::runner::migrations::Migration;
use crate::runner::session::Value;
use crate::runner::split::Script;

/// How far a migration came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// At work, or interrupted.
    Running,
    /// All statements are applied.
    Applied,
    /// A statement failed.
    Failed,
    /// It is being taken back, or that was interrupted. The counts are those of the statements that take it back.
    Reverting,
}

/// What the history table knows about one migration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct HistoryRow {
    pub version: String,
    pub name: String,
    /// Of the file, when it was last run.
    pub checksum: String,
    pub state: State,
    pub statements_total: i64,
    /// The statement that was last sent. If it is greater than `statements_done` in an interrupted migration, that one
    /// statement may or may not have been executed.
    pub statements_started: i64,
    pub statements_done: i64,
    /// The chain of checksums over the statements that are done.
    pub statement_chain: String,
    pub model_from: Option<String>,
    pub model_to: Option<String>,
    pub started_at: String,
    pub finished_at: Option<String>,
    pub duration_ms: Option<i64>,
    pub error: Option<String>,
    /// The number of the statement that failed.
    pub error_statement: Option<i64>,
    pub tool_version: String,
}

impl HistoryRow {
    pub(super) const COLUMNS: &str = "version, name, checksum, state, statements_total, statements_started, \
        statements_done, statement_chain, model_from, model_to, started_at, finished_at, duration_ms, error, \
        error_statement, tool_version";
    pub(super) const PLACEHOLDERS: &str = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";
    /// All columns but the version, which comes last in the condition.
    pub(super) const ASSIGNMENTS: &str = "name = ?, checksum = ?, state = ?, statements_total = ?, \
        statements_started = ?, statements_done = ?, statement_chain = ?, model_from = ?, model_to = ?, started_at = ?, \
        finished_at = ?, duration_ms = ?, error = ?, error_statement = ?, tool_version = ?";

    /// A migration of which nothing has been done.
    pub(crate) fn new(migration: &Migration, script: &Script<'_>) -> Self {
        Self {
            version: migration.version.to_string(),
            name: migration.name.to_string(),
            checksum: migration.checksum.to_string(),
            state: State::Running,
            statements_total: i64::try_from(script.statements.len()).unwrap_or(i64::MAX),
            statements_started: 0,
            statements_done: 0,
            statement_chain: Checksum::ZERO.to_string(),
            model_from: script.header.model_from.clone(),
            model_to: script.header.model_to.clone(),
            started_at: timestamp(Utc::now()),
            finished_at: None,
            duration_ms: None,
            error: None,
            error_statement: None,
            tool_version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// The number of statements that are done.
    pub(crate) fn done(&self) -> usize {
        usize::try_from(self.statements_done).unwrap_or(0)
    }

    /// The row while the migration is taken back by `statements` statements, of which none is done.
    pub(crate) fn reverting(mut self, statements: usize) -> Self {
        self.state = State::Reverting;
        self.statements_total = i64::try_from(statements).unwrap_or(i64::MAX);
        self.statements_started = 0;
        self.statements_done = 0;
        self.statement_chain = Checksum::ZERO.to_string();
        self
    }

    /// Was the runner interrupted while it waited for the answer to a statement?
    pub(crate) fn is_in_doubt(&self) -> bool {
        matches!(self.state, State::Running | State::Reverting)
            && self.statements_started > self.statements_done
    }

    /// The row after the last statement.
    pub(crate) fn finished(mut self, chain: Checksum, duration: Duration) -> Self {
        self.finished_at = Some(timestamp(Utc::now()));
        self.duration_ms = Some(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX));
        let total = self.statements_total;
        self.applied(total, chain)
    }

    /// The row of a migration of which nothing has been taken back: all statements of `script` are applied as before.
    pub(crate) fn kept(self, script: &Script<'_>, chain: Checksum) -> Self {
        self.applied(i64::try_from(script.statements.len()).unwrap_or(i64::MAX), chain)
    }

    fn applied(mut self, statements: i64, chain: Checksum) -> Self {
        self.state = State::Applied;
        self.statements_total = statements;
        self.statements_started = statements;
        self.statements_done = statements;
        self.statement_chain = chain.to_string();
        self.error = None;
        self.error_statement = None;
        self
    }

    /// The row after a statement failed.
    pub(crate) fn failed(mut self, error: String, statement: usize) -> Self {
        if self.state != State::Reverting {
            self.state = State::Failed;
        }
        self.statements_started = self.statements_done;
        self.finished_at = Some(timestamp(Utc::now()));
        self.error = Some(error);
        self.error_statement = i64::try_from(statement).ok();
        self
    }

    pub(super) fn values(&self) -> Vec<Value> {
        let text = |text: &str| Value::text(text);
        let state = match self.state {
            State::Running => "running",
            State::Applied => "applied",
            State::Failed => "failed",
            State::Reverting => "reverting",
        };
        vec![
            text(&self.version),
            text(&self.name),
            text(&self.checksum),
            text(state),
            Value::int(self.statements_total),
            Value::int(self.statements_started),
            Value::int(self.statements_done),
            text(&self.statement_chain),
            Value::Text(self.model_from.clone()),
            Value::Text(self.model_to.clone()),
            text(&self.started_at),
            Value::Text(self.finished_at.clone()),
            Value::Int(self.duration_ms),
            Value::Text(self.error.clone()),
            Value::Int(self.error_statement),
            text(&self.tool_version),
        ]
    }

    /// Reads the columns in the order of [`COLUMNS`](Self::COLUMNS). What a person has put there by hand reads as empty.
    pub(super) fn from_values(values: Vec<Value>) -> Self {
        let mut values = values.into_iter();
        let mut next = || values.next().unwrap_or(Value::Text(None));
        Self {
            version: next().into_text().unwrap_or_default(),
            name: next().into_text().unwrap_or_default(),
            checksum: next().into_text().unwrap_or_default().trim_end().to_owned(),
            state: match next().into_text().as_deref() {
                Some("applied") => State::Applied,
                Some("failed") => State::Failed,
                Some("reverting") => State::Reverting,
                _ => State::Running,
            },
            statements_total: next().as_int().unwrap_or_default(),
            statements_started: next().as_int().unwrap_or_default(),
            statements_done: next().as_int().unwrap_or_default(),
            statement_chain: next().into_text().unwrap_or_default().trim_end().to_owned(),
            model_from: next().into_text(),
            model_to: next().into_text(),
            started_at: next().into_text().unwrap_or_default(),
            finished_at: next().into_text(),
            duration_ms: next().as_int(),
            error: next().into_text(),
            error_statement: next().as_int(),
            tool_version: next().into_text().unwrap_or_default(),
        }
    }
}

/// `2026-11-20T10:30:00.123Z`: text, because no two databases agree on a type for it.
fn timestamp(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(SecondsFormat::Millis, true)
}
