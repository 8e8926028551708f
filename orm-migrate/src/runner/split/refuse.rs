//! Statements that a migration file must not hold, because the runner does them or because they are no SQL.

use orm_schema::Dialect;

use super::error::{Refusal, SplitError};
use super::lexer::{Token, TokenKind};
use super::{Statement, words};

/// Refuses what would take transactions, pragmas or the connection out of the runner's hands.
pub(super) fn check(statement: &Statement<'_>, dialect: Dialect) -> Result<(), SplitError> {
    let words = words(statement.sql, dialect);
    let words: Vec<&str> = words.iter().map(String::as_str).take(64).collect();
    match refusal(&words, dialect) {
        Some(refusal) => Err(SplitError::Refused { refusal, line: statement.line }),
        None => Ok(()),
    }
}

/// Refuses commands of client programs, which would swallow the statement behind them.
pub(super) fn check_client_command(
    first: &Token<'_>,
    dialect: Dialect,
    line: usize,
) -> Result<(), SplitError> {
    let refusal = match (dialect, first.kind) {
        (Dialect::Mysql, TokenKind::Word) if first.is_word("DELIMITER") => Refusal::Delimiter,
        (Dialect::Postgres, TokenKind::Punctuation) if first.text == "\\" => {
            Refusal::ClientCommand("\\".to_owned())
        }
        (Dialect::Sqlite, TokenKind::Punctuation) if first.text == "." => {
            Refusal::ClientCommand(".".to_owned())
        }
        _ => return Ok(()),
    };
    Err(SplitError::Refused { refusal, line })
}

fn refusal(words: &[&str], dialect: Dialect) -> Option<Refusal> {
    let transaction = |text: &str| Some(Refusal::Transaction(text.to_owned()));
    match (dialect, words) {
        // MariaDB: an anonymous block, not a transaction.
        (Dialect::Mysql, ["BEGIN", "NOT", "ATOMIC", ..]) => None,
        (_, [first @ ("BEGIN" | "COMMIT" | "ROLLBACK" | "SAVEPOINT" | "RELEASE"), ..])
        | (Dialect::Postgres | Dialect::Sqlite, [first @ ("END" | "ABORT"), ..]) => transaction(first),
        (_, ["START", "TRANSACTION", ..]) => transaction("START TRANSACTION"),
        (_, ["PREPARE", "TRANSACTION", ..]) => transaction("PREPARE TRANSACTION"),
        (Dialect::Mysql, ["SET", "AUTOCOMMIT", ..] | ["SET", "SESSION" | "GLOBAL", "AUTOCOMMIT", ..]) => {
            transaction("SET autocommit")
        }
        (Dialect::Mysql, ["USE", ..]) => Some(Refusal::Use),
        (Dialect::Postgres, ["COPY", rest @ ..]) if rest.windows(2).any(|pair| pair == ["FROM", "STDIN"]) => {
            Some(Refusal::CopyFromStdin)
        }
        (
            Dialect::Sqlite,
            ["PRAGMA", name @ ("FOREIGN_KEYS" | "LEGACY_ALTER_TABLE" | "DEFER_FOREIGN_KEYS"), ..],
        ) => Some(Refusal::Pragma(name.to_ascii_lowercase())),
        (Dialect::Sqlite, ["PRAGMA", _, name @ ("FOREIGN_KEYS" | "LEGACY_ALTER_TABLE"), ..]) => {
            Some(Refusal::Pragma(name.to_ascii_lowercase()))
        }
        _ => None,
    }
}
