//! Tokens of a statement that SQLite has accepted. It keeps names as they were written, in any of its four kinds of quotes.
//! <https://sqlite.org/lang_keywords.html>

/// A token and where it stands.
#[derive(Debug, Clone, Copy)]
pub(in crate::introspect) struct Token<'a> {
    kind: Kind,
    text: &'a str,
    start: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    Quoted,
    Text,
    Symbol,
}

impl<'a> Token<'a> {
    /// Is it this keyword?
    pub(in crate::introspect) fn is_word(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    pub(in crate::introspect) fn is_symbol(&self, symbol: char) -> bool {
        self.kind == Kind::Symbol && self.text.starts_with(symbol)
    }

    /// The name that it is, without quotes.
    pub(in crate::introspect) fn name(&self) -> String {
        match self.kind {
            Kind::Word | Kind::Symbol => self.text.to_owned(),
            Kind::Quoted if self.text.starts_with('[') => self.inner().to_owned(),
            Kind::Quoted | Kind::Text => {
                let quote = &self.text[..1];
                self.inner().replace(&quote.repeat(2), quote)
            }
        }
    }

    /// The text that it is, if it is a string literal.
    pub(in crate::introspect) fn literal(&self) -> Option<String> {
        (self.kind == Kind::Text).then(|| self.name())
    }

    fn inner(&self) -> &'a str {
        self.text.get(1..self.text.len() - 1).unwrap_or_default()
    }

    pub(in crate::introspect) fn start(&self) -> usize {
        self.start
    }

    pub(in crate::introspect) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// The tokens of `sql` without space and comments.
pub(in crate::introspect) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut start = 0;
    while let Some(first) = sql[start..].chars().next() {
        let rest = &sql[start..];
        let until = |end: &str| rest[1..].find(end).map_or(rest.len(), |at| 1 + at + end.len());
        let (kind, length) = match first {
            _ if first.is_whitespace() => (None, first.len_utf8()),
            '-' if rest.starts_with("--") => (None, until("\n")),
            '/' if rest.starts_with("/*") => (None, until("*/")),
            '\'' => (Some(Kind::Text), quoted_length(rest, first)),
            '"' | '`' => (Some(Kind::Quoted), quoted_length(rest, first)),
            '[' => (Some(Kind::Quoted), until("]")),
            _ if is_word(first) => (Some(Kind::Word), rest.find(|c| !is_word(c)).unwrap_or(rest.len())),
            _ => (Some(Kind::Symbol), first.len_utf8()),
        };
        if let Some(kind) = kind {
            tokens.push(Token { kind, text: &rest[..length], start });
        }
        start += length;
    }
    tokens
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || c == '$'
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

/// The place behind the parenthesis that closes the one at `open`.
pub(in crate::introspect) fn group_end(tokens: &[Token<'_>], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate().skip(open) {
        if token.is_symbol('(') {
            depth += 1;
        } else if token.is_symbol(')') {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return at + 1;
            }
        }
    }
    tokens.len()
}

/// The lists of tokens between commas that stand in no parentheses.
pub(in crate::introspect) fn split<'t, 'a>(tokens: &'t [Token<'a>]) -> Vec<&'t [Token<'a>]> {
    let mut parts = Vec::new();
    let (mut start, mut at) = (0, 0);
    while at < tokens.len() {
        if tokens[at].is_symbol('(') {
            at = group_end(tokens, at);
        } else {
            if tokens[at].is_symbol(',') {
                parts.push(&tokens[start..at]);
                start = at + 1;
            }
            at += 1;
        }
    }
    parts.push(&tokens[start..]);
    parts
}
