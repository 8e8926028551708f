//! The settings of the session under which every migration begins, whatever the one before has changed.

use std::time::Duration;

use orm_schema::Dialect;

use crate::runner::error::MigrateError;
use crate::runner::session::{self, Session};

/// Puts the session into a known state. A statement waits so long for a lock on a table.
pub(crate) async fn apply(
    session: &mut dyn Session,
    table_lock_timeout: Duration,
) -> Result<(), MigrateError> {
    let milliseconds = table_lock_timeout.as_millis().max(1);
    // The smallest unit of MySQL is a second.
    let seconds = table_lock_timeout.as_secs().max(1);
    let statements = match session.dialect() {
        Dialect::Postgres => vec![
            "RESET ALL".to_owned(),
            format!("SET lock_timeout = {milliseconds}"),
            // A migration takes as long as it takes, whatever the database or the role allows programs.
            "SET idle_in_transaction_session_timeout = 0".to_owned(),
            "SET statement_timeout = 0".to_owned(),
            // Since version 17. <https://www.postgresql.org/docs/17/runtime-config-client.html>
            "SELECT set_config('transaction_timeout', '0', false) \
             WHERE current_setting('transaction_timeout', true) IS NOT NULL"
                .to_owned(),
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
        session::run(session, "preparing the session", &sql).await?;
    }
    Ok(())
}
