//! The settings of the session under which every migration begins, whatever the one before has changed.

use orm_schema::Dialect;

use super::Run;
use crate::runner::error::MigrateError;
use crate::runner::session;

/// Puts the session into a known state.
pub(super) async fn apply(run: &mut Run<'_>) -> Result<(), MigrateError> {
    let milliseconds = run.table_lock_timeout.as_millis().max(1);
    // The smallest unit of MySQL is a second.
    let seconds = run.table_lock_timeout.as_secs().max(1);
    let statements = match run.session.dialect() {
        Dialect::Postgres => vec![
            "RESET ALL".to_owned(),
            format!("SET lock_timeout = {milliseconds}"),
            "SET idle_in_transaction_session_timeout = 0".to_owned(),
            "SET client_min_messages = warning".to_owned(),
        ],
        Dialect::Mysql => vec![
            // Without strict mode a value that does not fit is cut, and the statement succeeds.
            "SET SESSION sql_mode = 'STRICT_TRANS_TABLES,STRICT_ALL_TABLES,NO_ZERO_IN_DATE,NO_ZERO_DATE,\
             ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION'"
                .to_owned(),
            "SET SESSION time_zone = '+00:00', autocommit = 1, foreign_key_checks = 1, unique_checks = 1"
                .to_owned(),
            format!("SET SESSION lock_wait_timeout = {seconds}, innodb_lock_wait_timeout = {seconds}"),
        ],
        Dialect::Sqlite => Vec::new(),
    };
    for sql in statements {
        session::run(run.session, "preparing the session", &sql).await?;
    }
    Ok(())
}
