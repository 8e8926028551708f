//! SQL as tokens: as far as a schema reads what users wrote.

use std::borrow::Cow;

/// A token of SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: TokenKind,
    /// Its text, quotes included.
    pub text: &'a str,
    /// Where it begins.
    pub start: usize,
}

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A keyword, a number or a name without quotes.
    Word,
    /// A name in quotes.
    Quoted,
    /// A string literal.
    Text,
    /// A run of operator characters, or one other character.
    Symbol,
}

impl Token<'_> {
    /// The same, where the case of words does not count?
    pub fn is_same(&self, other: &Token<'_>) -> bool {
        self.kind == other.kind
            && match self.kind {
                TokenKind::Word => self.text.eq_ignore_ascii_case(other.text),
                TokenKind::Quoted | TokenKind::Text | TokenKind::Symbol => self.text == other.text,
            }
    }

    /// Is it this symbol?
    pub fn is_symbol(&self, symbol: &str) -> bool {
        self.kind == TokenKind::Symbol && self.text == symbol
    }

    /// The name this token stands for, if it can be one.
    pub fn name(&self) -> Option<Cow<'_, str>> {
        match self.kind {
            TokenKind::Word => Some(Cow::Borrowed(self.text)),
            TokenKind::Quoted => {
                let quote = &self.text[..1];
                let inner = self.text[1..].strip_suffix(quote)?;
                Some(Cow::Owned(inner.replace(&quote.repeat(2), quote)))
            }
            TokenKind::Text | TokenKind::Symbol => None,
        }
    }

    /// Is it this keyword, in any case?
    pub fn is_word(&self, word: &str) -> bool {
        self.kind == TokenKind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Does it name this?
    pub fn is_name(&self, name: &str) -> bool {
        match self.kind {
            TokenKind::Word => self.text.eq_ignore_ascii_case(name),
            TokenKind::Quoted => self.name().is_some_and(|own| own == name),
            TokenKind::Text | TokenKind::Symbol => false,
        }
    }
}

/// The tokens of `sql`; space and comments are left out.
pub fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = sql[start..].chars().next() {
        let rest = &sql[start..];
        let (kind, length) = if first.is_whitespace() {
            (None, first.len_utf8())
        } else if rest.starts_with("--") {
            (None, rest.find('\n').unwrap_or(rest.len()))
        } else if rest.starts_with("/*") {
            (None, rest.find("*/").map_or(rest.len(), |end| end + 2))
        } else if first == '\'' {
            (Some(TokenKind::Text), quoted_length(rest, '\''))
        } else if first == '"' || first == '`' {
            (Some(TokenKind::Quoted), quoted_length(rest, first))
        } else if is_letter(first) {
            (Some(TokenKind::Word), rest.find(|c| !is_letter(c)).unwrap_or(rest.len()))
        } else if is_operator(first) {
            (Some(TokenKind::Symbol), rest.find(|c| !is_operator(c)).unwrap_or(rest.len()))
        } else {
            (Some(TokenKind::Symbol), first.len_utf8())
        };
        if let Some(kind) = kind {
            tokens.push(Token { kind, text: &rest[..length], start });
        }
        start += length;
    }
    tokens
}

fn quoted_length(text: &str, quote: char) -> usize {
    let mut chars = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        if c == quote && chars.next_if(|(_, next)| *next == quote).is_none() {
            return at + quote.len_utf8();
        }
    }
    text.len()
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
}

fn is_operator(c: char) -> bool {
    "+-*/<>=~!@#%^&|?:".contains(c)
}
