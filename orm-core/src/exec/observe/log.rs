//! A log of statements for tests.

use std::fmt::Write;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use super::StatementEvent;

/// The statements that ran on a handle, for tests. Made by [`Db::recording`](crate::Db::recording). Clones share the log.
///
/// ```no_run
/// use orm_core::{Db, Error, dialect::Database};
///
/// # async fn run<D: Database>(db: Db<D>) -> Result<(), Error> {
/// let (db, log) = db.recording();
/// // what is tested runs on `db`
/// log.assert_count(2);
/// log.assert_no_repeats();
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
pub struct StatementLog {
    statements: Arc<Mutex<Vec<LoggedStatement>>>,
}

/// A statement in a [`StatementLog`].
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LoggedStatement {
    /// The SQL, with placeholders.
    pub text: String,
    /// What it does: `SELECT`, `INSERT`, `UPDATE`, `DELETE`, or the first word of other statements.
    pub operation: String,
    /// The table, when it names one alone.
    pub table: Option<String>,
    /// The rows that came back or were written.
    pub rows: u64,
    /// How long it took.
    pub duration: Duration,
    /// Did it succeed?
    pub is_ok: bool,
}

impl StatementLog {
    pub(super) fn push(&self, event: &StatementEvent<'_>) {
        self.lock().push(LoggedStatement {
            text: event.text.to_owned(),
            operation: event.operation.to_owned(),
            table: event.table.map(str::to_owned),
            rows: event.rows,
            duration: event.duration,
            is_ok: event.is_ok,
        });
    }

    /// How many statements ran.
    pub fn count(&self) -> usize {
        self.lock().len()
    }

    /// The texts, in the order in which the statements ended.
    pub fn texts(&self) -> Vec<String> {
        self.lock().iter().map(|statement| statement.text.clone()).collect()
    }

    /// The statements, in the order in which they ended. The log is empty then.
    pub fn take(&self) -> Vec<LoggedStatement> {
        std::mem::take(&mut *self.lock())
    }

    /// The texts that ran more than once, and how often.
    pub fn repeated(&self) -> Vec<(String, usize)> {
        let mut counted: Vec<(String, usize)> = Vec::new();
        for statement in &*self.lock() {
            match counted.iter_mut().find(|(text, _)| *text == statement.text) {
                Some((_, count)) => *count += 1,
                None => counted.push((statement.text.clone(), 1)),
            }
        }
        counted.retain(|(_, count)| *count > 1);
        counted
    }

    /// Fails the test unless so many statements ran.
    ///
    /// # Panics
    /// With a list of the statements, if it were more or fewer.
    #[track_caller]
    pub fn assert_count(&self, count: usize) {
        let texts = self.texts();
        assert!(
            texts.len() == count,
            "expected {count} statements, but {} ran:{}",
            texts.len(),
            listed(&texts)
        );
    }

    /// Fails the test if a statement ran more than once: a query for each row of another.
    ///
    /// # Panics
    /// With a list of the statements that did.
    #[track_caller]
    pub fn assert_no_repeats(&self) {
        let repeated: Vec<String> =
            self.repeated().into_iter().map(|(text, count)| format!("{count} times: {text}")).collect();
        assert!(repeated.is_empty(), "statements ran more than once:{}", listed(&repeated));
    }

    fn lock(&self) -> MutexGuard<'_, Vec<LoggedStatement>> {
        self.statements.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn listed(lines: &[String]) -> String {
    lines.iter().fold(String::new(), |mut list, line| {
        write!(list, "\n  {line}").expect("writing into a String never fails");
        list
    })
}
