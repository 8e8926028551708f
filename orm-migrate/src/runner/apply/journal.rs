//! A migration statement by statement (MySQL, and files with `-- no-transaction`), or by the transactions that the file says: every
//! step is recorded before it begins and after it is done, so that the next run continues where this one ended, however it ended.

use std::time::Instant;

use orm_schema::Dialect;

use super::{Failure, Prepared, Run, atomic, chain, link, recovery};
use crate::runner::error::MigrateError;
use crate::runner::history::{HistoryRow, State};
use crate::runner::lock;
use crate::runner::report::Event;
use crate::runner::session;
use crate::runner::split::Statement;

/// Applies the statements that `recorded` does not list as done.
pub(super) async fn apply(
    run: &mut Run<'_>,
    prepared: &Prepared<'_>,
    recorded: Option<&HistoryRow>,
    started: Instant,
) -> Result<(), MigrateError> {
    let statements = &prepared.script.statements;
    let done = recorded.map_or(0, HistoryRow::done);
    let mut row = prepared.row();
    if prepared.back.is_some() && recorded.is_none() {
        run.history.write(run.session, &row).await?;
    }
    let mut links = chain(&statements[..done]);
    let mut index = done;
    while let Some((first, behind)) = statements.get(index..).and_then(<[_]>::split_first) {
        // What MySQL does to tables, it commits by itself.
        let has_transactions = run.session.dialect() != Dialect::Mysql;
        let joined = behind.iter().take_while(|next| has_transactions && next.is_joined).count();
        row.statements_done = count(index);
        row.statements_started = count(index + 1 + joined);
        row.statement_chain = links.to_string();
        links = behind[..joined].iter().fold(link(links, first), link);
        let is_retried = index == done && recorded.is_some();
        let is_in_doubt = index == done && recorded.is_some_and(HistoryRow::is_in_doubt);
        let step = Step { prepared, first, joined: &behind[..joined], index, is_retried, is_in_doubt };
        step.run(run, &row, links.to_string()).await?;
        index += 1 + joined;
    }
    prepared.finish(run, row, links, started.elapsed()).await
}

fn count(statements: usize) -> i64 {
    i64::try_from(statements).unwrap_or(i64::MAX)
}

/// What the journal goes on by: a statement, or several that share a transaction.
struct Step<'s> {
    prepared: &'s Prepared<'s>,
    first: &'s Statement<'s>,
    joined: &'s [Statement<'s>],
    /// The place of the first.
    index: usize,
    /// An earlier run came to this statement.
    is_retried: bool,
    /// An earlier run sent this statement and did not live to record the answer.
    is_in_doubt: bool,
}

/// A statement that the database refused.
struct Refused {
    /// Its place.
    index: usize,
    error: sqlx::Error,
}

impl Step<'_> {
    async fn run(&self, run: &mut Run<'_>, before: &HistoryRow, chain: String) -> Result<(), MigrateError> {
        let mut after = before.clone();
        after.statements_done = after.statements_started;
        after.statement_chain = chain;
        if !self.joined.is_empty() || atomic::is_atomic(run.session.dialect(), self.first.sql) {
            self.run_with_journal(run, before, &after).await
        } else {
            self.run_alone(run, before, &after).await
        }
    }

    /// The statements and the row of the journal in one transaction: there is no moment of doubt.
    async fn run_with_journal(
        &self,
        run: &mut Run<'_>,
        before: &HistoryRow,
        after: &HistoryRow,
    ) -> Result<(), MigrateError> {
        let mut clean = before.clone();
        clean.statements_started = clean.statements_done;
        if run.session.dialect() == Dialect::Sqlite {
            lock::sqlite::begin(run.session, run.patience).await?;
            self.refuse_second_migrator(run, before).await?;
        } else {
            run.history.write(run.session, &clean).await?;
            session::run(run.session, "beginning a transaction", "BEGIN").await?;
        }
        if let Err(refused) = self.send(run).await {
            let _already = run.session.run("ROLLBACK").await;
            return Err(self.fail(run, clean, refused).await);
        }
        run.history.write(run.session, after).await?;
        let committed = run.session.run("COMMIT").await;
        if let Err(error) = committed {
            let _already = run.session.run("ROLLBACK").await;
            return Err(self
                .fail(run, clean, Refused { index: self.index + self.joined.len(), error })
                .await);
        }
        Ok(())
    }

    async fn send(&self, run: &mut Run<'_>) -> Result<(), Refused> {
        for (statement, index) in [self.first].into_iter().chain(self.joined).zip(self.index..) {
            self.tell_started(run, index);
            run.session.run(statement.sql).await.map_err(|error| Refused { index, error })?;
            self.tell_executed(run, index);
        }
        Ok(())
    }

    /// The statement outside of any transaction, with the journal before and behind it.
    async fn run_alone(
        &self,
        run: &mut Run<'_>,
        before: &HistoryRow,
        after: &HistoryRow,
    ) -> Result<(), MigrateError> {
        run.history.write(run.session, before).await?;
        let mut found_done = None;
        if self.is_retried {
            found_done = recovery::check(run.session, self.first.sql, self.is_in_doubt).await?;
        }
        if found_done.is_none() {
            self.tell_started(run, self.index);
            if let Err(error) = run.session.run(self.first.sql).await {
                found_done = self
                    .is_in_doubt
                    .then(|| recovery::means_done(run.session, self.first.sql, &error))
                    .flatten();
                if found_done.is_none() {
                    let refused = Refused { index: self.index, error };
                    return Err(self.fail(run, before.clone(), refused).await);
                }
            }
        }
        match found_done {
            None => self.tell_executed(run, self.index),
            Some(reason) => run.tell(&Event::StatementFoundDone {
                file: self.prepared.file.clone(),
                statement: self.index + 1,
                reason,
            }),
        }
        run.history.write(run.session, after).await
    }

    /// SQLite has no lock that outlives a transaction: if the journal has moved on, somebody else moved it.
    async fn refuse_second_migrator(
        &self,
        run: &mut Run<'_>,
        before: &HistoryRow,
    ) -> Result<(), MigrateError> {
        let recorded = run.history.row(run.session, &before.version).await?;
        let is_ours = recorded.as_ref().map_or(0, |row| row.statements_done) == before.statements_done
            && recorded.is_none_or(|row| row.state != State::Applied);
        if is_ours {
            return Ok(());
        }
        session::run(run.session, "ending a transaction", "ROLLBACK").await?;
        Err(MigrateError::Locked { holder: None, waited: std::time::Duration::ZERO })
    }

    async fn fail(&self, run: &mut Run<'_>, row: HistoryRow, refused: Refused) -> MigrateError {
        let Refused { index, error } = refused;
        if error.as_database_error().is_none() {
            // The connection broke: whether the statement was executed is for the next run to find out.
            return MigrateError::Database { action: "waiting for the answer to a statement", source: error };
        }
        let applied = row.done();
        let failure = Failure::new(run.session, &error);
        // Who could not even look at the table does not know what an earlier run did to it.
        let is_still_in_doubt = self.is_in_doubt && failure.is_lock_timeout;
        let failure = self.prepared.failure(index, applied, failure);
        match &self.prepared.back {
            _ if is_still_in_doubt => {}
            Some(back) if applied == 0 && self.left_nothing(run).await => {
                // Nothing has been taken back, so that nobody has to wait for the rest of it.
                let _unrecorded = run.history.write(run.session, &back.row).await;
            }
            _ => run.record_failure(row, index + 1, &failure.to_string()).await,
        }
        failure
    }

    /// Is the database as it was before? What shares a transaction is rolled back.
    async fn left_nothing(&self, run: &mut Run<'_>) -> bool {
        !self.joined.is_empty() || recovery::left_nothing(run.session, self.first.sql).await
    }

    fn tell_started(&self, run: &Run<'_>, index: usize) {
        run.tell(&Event::StatementStarted { file: self.prepared.file.clone(), statement: index + 1 });
    }

    fn tell_executed(&self, run: &Run<'_>, index: usize) {
        run.tell(&Event::StatementExecuted { file: self.prepared.file.clone(), statement: index + 1 });
    }
}
