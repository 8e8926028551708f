//! Splits a migration file into statements, exactly as the database would read it.
//!
//! [`lexer`] knows strings, quoted names, dollar quotes and comments of each database, [`blocks`] where a `;` belongs to the
//! body of a routine, [`header`] and [`directive`] what our own comments say, and [`refuse`] which statements a file must not
//! hold because the runner does them.

mod blocks;
mod directive;
mod error;
mod header;
pub(crate) mod lexer;
mod refuse;

use orm_schema::Dialect;

use blocks::Blocks;
use lexer::{Token, TokenKind};

pub(crate) use directive::Directive;
use directive::Segment;
pub use error::{Refusal, SplitError};
pub(crate) use header::Header;

/// A migration file, read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Script<'a> {
    /// What the comments at the top say about the whole file.
    pub header: Header,
    /// The statements in the order of the file.
    pub statements: Vec<Statement<'a>>,
}

/// One statement of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Statement<'a> {
    /// The text without the comments before it and without the `;` behind it.
    pub sql: &'a str,
    /// The line on which it begins, from 1.
    pub line: usize,
    /// What the comments above it tell the runner.
    pub directives: Vec<Directive>,
    /// Is it committed together with the one before it, in a file that does not run in one transaction?
    pub is_joined: bool,
}

/// Reads `sql` as a file of statements for `dialect`.
pub(crate) fn script(sql: &str, dialect: Dialect) -> Result<Script<'_>, SplitError> {
    let sql = sql.strip_prefix('\u{feff}').unwrap_or(sql);
    let tokens = lexer::tokens(sql, dialect)?;
    let header = Header::read(sql, &tokens);
    let statements = statements(sql, dialect, &tokens)?;
    for statement in &statements {
        refuse::check(statement, dialect)?;
        if header.no_transaction && !statement.directives.is_empty() {
            let refusal = Refusal::RebuildWithoutTransaction;
            return Err(SplitError::Refused { refusal, line: statement.line });
        }
    }
    Ok(Script { header, statements })
}

/// The words of a statement outside of quotes and comments, in upper case: `["ALTER", "TABLE"]`.
pub(crate) fn words(sql: &str, dialect: Dialect) -> Vec<String> {
    let tokens = lexer::tokens(sql, dialect).unwrap_or_default();
    tokens
        .iter()
        .filter(|token| token.kind == TokenKind::Word)
        .map(|token| token.text.to_ascii_uppercase())
        .collect()
}

/// The words and names of a statement without punctuation: words in lower case, quoted names without their quotes.
pub(crate) fn names(sql: &str, dialect: Dialect) -> Vec<String> {
    let tokens = lexer::tokens(sql, dialect).unwrap_or_default();
    tokens.iter().filter_map(Token::name).collect()
}

fn statements<'a>(
    sql: &'a str,
    dialect: Dialect,
    tokens: &[Token<'a>],
) -> Result<Vec<Statement<'a>>, SplitError> {
    let mut statements = Vec::new();
    let mut directives = Vec::new();
    let (mut segment, mut is_joined) = (Segment::Alone, false);
    let mut blocks = Blocks::new(dialect);
    let mut first: Option<&Token<'_>> = None;
    let (mut line, mut counted, mut end) = (1, 0, 0);
    for (index, token) in tokens.iter().enumerate() {
        match token.kind {
            TokenKind::Comment if first.is_none() => {
                directives.extend(Directive::read(token.text));
                if let Some(next) = Segment::read(token.text) {
                    (segment, is_joined) = (next, false);
                }
            }
            TokenKind::Comment => {}
            TokenKind::Punctuation if token.text == ";" && blocks.ends_at(tokens, index) => {
                if let Some(first) = first.take() {
                    statements.push(Statement {
                        sql: &sql[first.start..end],
                        line,
                        directives: std::mem::take(&mut directives),
                        is_joined,
                    });
                    is_joined = segment == Segment::Transaction;
                }
                blocks = Blocks::new(dialect);
            }
            _ => {
                if first.is_none() {
                    // From the last statement on: files of thousands of statements are read here.
                    line += lines_in(&sql[counted..token.start]);
                    counted = token.start;
                    refuse::check_client_command(token, dialect, line)?;
                    first = Some(token);
                }
                blocks.read(tokens, index);
                end = token.end();
            }
        }
    }
    if let Some(first) = first {
        if blocks.is_open() {
            return Err(SplitError::Unclosed { what: "the body of a routine", line });
        }
        statements.push(Statement { sql: &sql[first.start..end], line, directives, is_joined });
    }
    Ok(statements)
}

/// The line of the byte at `offset`, from 1.
fn line_of(sql: &str, offset: usize) -> usize {
    lines_in(&sql[..offset]) + 1
}

/// How many lines end in the text.
fn lines_in(sql: &str) -> usize {
    sql.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests;
