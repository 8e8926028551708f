//! Tells whether a `;` ends a statement or stands in the body of a routine.

use orm_schema::Dialect;

use super::lexer::{Token, TokenKind};

/// Words of MySQL behind which a statement of a body begins.
const BEFORE_STATEMENT: [&str; 10] =
    ["BEGIN", "THEN", "ELSE", "DO", "LOOP", "REPEAT", "ROW", "DETERMINISTIC", "DATA", "INVOKER"];
/// What may stand behind `END` in MySQL.
const BEHIND_END: [&str; 6] = ["IF", "LOOP", "WHILE", "REPEAT", "FOR", "CASE"];

/// Follows one statement, token by token.
pub(super) struct Blocks {
    dialect: Dialect,
    routine: Routine,
    stack: Vec<Block>,
    parentheses: usize,
    /// The index of the last token that counted; comments do not.
    previous: Option<usize>,
    /// This token was read together with the one before it (`END IF`).
    consumed: Option<usize>,
}

/// What kind of statement it is, as far as it has been read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Routine {
    NothingRead,
    Create,
    Body,
    No,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Block {
    /// `BEGIN`, `IF`, `LOOP`, a `CASE` statement …: statements stand in it.
    Statements,
    /// A `CASE` expression.
    CaseExpression,
}

impl Blocks {
    pub(super) fn new(dialect: Dialect) -> Self {
        Self {
            dialect,
            routine: Routine::NothingRead,
            stack: Vec::new(),
            parentheses: 0,
            previous: None,
            consumed: None,
        }
    }

    /// Takes note of a token that belongs to the statement.
    pub(super) fn read(&mut self, tokens: &[Token<'_>], index: usize) {
        let token = &tokens[index];
        match self.dialect {
            Dialect::Postgres => self.read_postgres(tokens, index),
            Dialect::Mysql => self.read_mysql(tokens, index),
            Dialect::Sqlite => {}
        }
        if token.kind == TokenKind::Word || self.routine == Routine::NothingRead {
            self.routine = self.routine.after(&token.text.to_ascii_uppercase());
        }
        self.previous = Some(index);
    }

    /// Does the `;` at `index` end the statement? If not, it is part of it.
    pub(super) fn ends_at(&mut self, tokens: &[Token<'_>], index: usize) -> bool {
        let ends = match self.dialect {
            Dialect::Postgres => self.stack.is_empty() && self.parentheses == 0,
            Dialect::Mysql => self.stack.is_empty(),
            Dialect::Sqlite => self.routine != Routine::Body || self.ends_sqlite_trigger(tokens),
        };
        if !ends {
            self.previous = Some(index);
        }
        ends
    }

    /// Has a body been begun and not ended?
    pub(super) fn is_open(&self) -> bool {
        match self.dialect {
            Dialect::Postgres | Dialect::Mysql => !self.stack.is_empty() || self.parentheses > 0,
            // The last `;` may be missing; whether the trigger is whole is then the database's question.
            Dialect::Sqlite => false,
        }
    }

    /// The rule of SQLite's own `sqlite3_complete`: a trigger ends with `;` `END` `;`. <https://sqlite.org/c3ref/complete.html>
    fn ends_sqlite_trigger(&self, tokens: &[Token<'_>]) -> bool {
        let mut before = tokens[..=self.previous.unwrap_or(0)]
            .iter()
            .rev()
            .filter(|token| token.kind != TokenKind::Comment);
        before.next().is_some_and(|token| token.is_word("END"))
            && before.next().is_some_and(|token| token.text == ";")
    }

    /// Bodies are strings, except `BEGIN ATOMIC … END`; the actions of a rule stand in parentheses.
    fn read_postgres(&mut self, tokens: &[Token<'_>], index: usize) {
        let token = &tokens[index];
        if token.kind == TokenKind::Punctuation {
            match token.text {
                "(" => self.parentheses += 1,
                ")" => self.parentheses = self.parentheses.saturating_sub(1),
                _ => {}
            }
        } else if token.is_word("BEGIN")
            && next(tokens, index).is_some_and(|(_, next)| next.is_word("ATOMIC"))
        {
            self.stack.push(Block::Statements);
        } else if token.is_word("CASE") && !self.stack.is_empty() {
            self.stack.push(Block::CaseExpression);
        } else if token.is_word("END") {
            self.stack.pop();
        }
    }

    fn read_mysql(&mut self, tokens: &[Token<'_>], index: usize) {
        let token = &tokens[index];
        let starts_anonymous_block = self.routine == Routine::NothingRead
            && token.is_word("BEGIN")
            && next(tokens, index).is_some_and(|(_, next)| next.is_word("NOT"));
        let is_body = self.routine == Routine::Body || !self.stack.is_empty() || starts_anonymous_block;
        let is_member = self.previous.is_some_and(|previous| matches!(tokens[previous].text, "." | "@"));
        if token.kind != TokenKind::Word || !is_body || is_member || self.consumed == Some(index) {
            return;
        }
        match token.text.to_ascii_uppercase().as_str() {
            "BEGIN" => self.stack.push(Block::Statements),
            "CASE" if self.at_statement(tokens) => self.stack.push(Block::Statements),
            "CASE" => self.stack.push(Block::CaseExpression),
            "IF" | "LOOP" | "WHILE" | "REPEAT" | "FOR" if self.at_statement(tokens) => {
                self.stack.push(Block::Statements);
            }
            "END" => {
                self.stack.pop();
                if let Some((at, next)) = next(tokens, index)
                    && BEHIND_END.iter().any(|kind| next.is_word(kind))
                {
                    self.consumed = Some(at);
                }
            }
            _ => {}
        }
    }

    /// Can a statement of a MySQL body begin behind the token read last?
    fn at_statement(&self, tokens: &[Token<'_>]) -> bool {
        if self.stack.last() == Some(&Block::CaseExpression) {
            return false;
        }
        let Some(previous) = self.previous.map(|previous| &tokens[previous]) else {
            return false;
        };
        match previous.kind {
            TokenKind::Word => BEFORE_STATEMENT.iter().any(|word| previous.is_word(word)),
            TokenKind::Punctuation => matches!(previous.text, ";" | ":" | ")"),
            TokenKind::Quoted | TokenKind::Comment => false,
        }
    }
}

impl Routine {
    fn after(self, word: &str) -> Self {
        match (self, word) {
            (Self::NothingRead, "CREATE") => Self::Create,
            (Self::Create, "TRIGGER" | "PROCEDURE" | "FUNCTION" | "EVENT" | "PACKAGE") => Self::Body,
            (Self::NothingRead, _)
            | (
                Self::Create,
                "TABLE" | "VIEW" | "INDEX" | "DATABASE" | "SCHEMA" | "USER" | "ROLE" | "SEQUENCE",
            ) => Self::No,
            (state, _) => state,
        }
    }
}

/// The token behind `index`, comments skipped.
fn next<'t, 'a>(tokens: &'t [Token<'a>], index: usize) -> Option<(usize, &'t Token<'a>)> {
    tokens.iter().enumerate().skip(index + 1).find(|(_, token)| token.kind != TokenKind::Comment)
}
