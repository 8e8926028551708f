//! Cuts SQL into words, quoted text, comments and punctuation. What is inside quotes and comments is never looked at again.

use orm_schema::Dialect;

use super::SplitError;

/// A piece of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    pub kind: TokenKind,
    pub text: &'a str,
    /// The byte at which it begins.
    pub start: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// A keyword, a name without quotes, or a number.
    Word,
    /// A string, a quoted name, or a comment that MySQL executes (`/*!40101 … */`).
    Quoted,
    /// Text that the database skips.
    Comment,
    /// One character of anything else.
    Punctuation,
}

impl Token<'_> {
    pub(crate) fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(crate) fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// A word in lower case, or a quoted name without its quotes.
    pub(crate) fn name(&self) -> Option<String> {
        match self.kind {
            TokenKind::Word => Some(self.text.to_ascii_lowercase()),
            TokenKind::Quoted => unquoted(self.text),
            TokenKind::Comment | TokenKind::Punctuation => None,
        }
    }
}

/// A name in double quotes, backticks or brackets without them; strings in single quotes are no names.
pub(crate) fn unquoted(text: &str) -> Option<String> {
    let open = text.chars().next()?;
    let close = match open {
        '"' | '`' => open,
        '[' => ']',
        _ => return None,
    };
    let inner = text.get(1..text.len().checked_sub(1)?)?;
    Some(inner.replace(&format!("{close}{close}"), &close.to_string()))
}

/// All tokens of `sql`, without white space.
pub(crate) fn tokens(sql: &str, dialect: Dialect) -> Result<Vec<Token<'_>>, SplitError> {
    let mut lexer = Lexer { sql, dialect, position: 0 };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'a> {
    sql: &'a str,
    dialect: Dialect,
    position: usize,
}

impl<'a> Lexer<'a> {
    fn next(&mut self) -> Result<Option<Token<'a>>, SplitError> {
        let rest = &self.sql[self.position..];
        self.position = self.sql.len() - rest.trim_start().len();
        let start = self.position;
        let Some(first) = self.rest().chars().next() else {
            return Ok(None);
        };
        let kind = match first {
            '-' if self.at_line_comment() => self.line_comment(),
            '#' if self.dialect == Dialect::Mysql => self.line_comment(),
            '/' if self.rest().starts_with("/*") => self.block_comment()?,
            '\'' => self.quoted(1, '\'', self.dialect == Dialect::Mysql, "a string")?,
            '"' if self.dialect == Dialect::Mysql => self.quoted(1, '"', true, "a string")?,
            '"' => self.quoted(1, '"', false, "a quoted name")?,
            '`' if self.dialect != Dialect::Postgres => self.quoted(1, '`', false, "a quoted name")?,
            '[' if self.dialect == Dialect::Sqlite => self.quoted(1, ']', false, "a quoted name")?,
            '$' if self.dialect == Dialect::Postgres => self.dollar()?,
            'e' | 'E' if self.dialect == Dialect::Postgres && self.rest()[1..].starts_with('\'') => {
                self.quoted(2, '\'', true, "a string")?
            }
            _ if is_word_start(first) => self.word(),
            _ => self.punctuation(first),
        };
        Ok(Some(Token { kind, text: &self.sql[start..self.position], start }))
    }

    fn rest(&self) -> &'a str {
        &self.sql[self.position..]
    }

    /// MySQL wants a blank behind `--`: `5--1` is arithmetic there.
    fn at_line_comment(&self) -> bool {
        let Some(behind) = self.rest().strip_prefix("--") else {
            return false;
        };
        match self.dialect {
            Dialect::Postgres | Dialect::Sqlite => true,
            Dialect::Mysql => behind.chars().next().is_none_or(|c| c.is_whitespace() || c.is_control()),
        }
    }

    fn line_comment(&mut self) -> TokenKind {
        self.position += self.rest().find('\n').unwrap_or(self.rest().len());
        TokenKind::Comment
    }

    /// Comments nest on PostgreSQL only. MySQL and MariaDB execute what stands in `/*! … */` and `/*M! … */`.
    fn block_comment(&mut self) -> Result<TokenKind, SplitError> {
        let start = self.position;
        let executed = self.dialect == Dialect::Mysql
            && (self.rest().starts_with("/*!") || self.rest().starts_with("/*M!"));
        let mut depth = 0_usize;
        loop {
            let rest = self.rest();
            if rest.starts_with("/*") && (depth == 0 || self.dialect == Dialect::Postgres) {
                depth += 1;
                self.position += 2;
            } else if rest.starts_with("*/") {
                depth -= 1;
                self.position += 2;
                if depth == 0 {
                    return Ok(if executed { TokenKind::Quoted } else { TokenKind::Comment });
                }
            } else if let Some(c) = rest.chars().next() {
                self.position += c.len_utf8();
            } else {
                return Err(self.unclosed("a comment", start));
            }
        }
    }

    /// Text up to `close`, which stands for itself when doubled, or behind a backslash where those escape.
    fn quoted(
        &mut self,
        prefix: usize,
        close: char,
        backslash_escapes: bool,
        what: &'static str,
    ) -> Result<TokenKind, SplitError> {
        let start = self.position;
        self.position += prefix;
        let mut chars = self.rest().char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            if c == '\\' && backslash_escapes {
                chars.next();
            } else if c == close && chars.next_if(|(_, next)| *next == close).is_none() {
                self.position += at + c.len_utf8();
                return Ok(TokenKind::Quoted);
            }
        }
        Err(self.unclosed(what, start))
    }

    /// `$$ … $$` and `$tag$ … $tag$`; any other `$` (`$1`) is punctuation.
    fn dollar(&mut self) -> Result<TokenKind, SplitError> {
        let start = self.position;
        let tag_length = self.rest()[1..].find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(0);
        let behind = &self.rest()[1 + tag_length..];
        let starts_with_digit = self.rest()[1..].starts_with(|c: char| c.is_ascii_digit());
        if !behind.starts_with('$') || starts_with_digit {
            return Ok(self.punctuation('$'));
        }
        let tag = &self.rest()[..tag_length + 2];
        self.position += tag.len();
        let Some(end) = self.rest().find(tag) else {
            return Err(self.unclosed("a dollar-quoted string", start));
        };
        self.position += end + tag.len();
        Ok(TokenKind::Quoted)
    }

    fn word(&mut self) -> TokenKind {
        let rest = self.rest();
        self.position += rest.find(|c: char| !(is_word_start(c) || c == '$')).unwrap_or(rest.len());
        TokenKind::Word
    }

    fn punctuation(&mut self, c: char) -> TokenKind {
        self.position += c.len_utf8();
        TokenKind::Punctuation
    }

    fn unclosed(&self, what: &'static str, start: usize) -> SplitError {
        SplitError::Unclosed { what, line: super::line_of(self.sql, start) }
    }
}

/// Letters, digits, the underscore, and everything beyond ASCII that is no white space.
fn is_word_start(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_' || (!c.is_ascii() && !c.is_whitespace())
}
