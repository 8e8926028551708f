//! A statement as words and names, read from the front.

use orm_schema::Dialect;
use orm_schema::model::ObjectName;

use crate::runner::split::lexer::{self, Token, TokenKind};

/// What is left of a statement.
#[derive(Clone, Copy)]
pub(super) struct Words<'t, 'a> {
    tokens: &'t [Token<'a>],
}

/// The tokens of a statement without its comments; none where it cannot be cut.
pub(super) fn tokens(sql: &str, dialect: Dialect) -> Vec<Token<'_>> {
    let mut tokens = lexer::tokens(sql, dialect).unwrap_or_default();
    tokens.retain(|token| token.kind != TokenKind::Comment);
    tokens
}

impl<'t, 'a> Words<'t, 'a> {
    pub(super) fn new(tokens: &'t [Token<'a>]) -> Self {
        Self { tokens }
    }

    /// Takes `phrase` (words with a space between) from the front, if it stands there.
    pub(super) fn take(&mut self, phrase: &str) -> bool {
        let mut rest = self.tokens;
        for word in phrase.split(' ') {
            match rest.split_first() {
                Some((first, after)) if first.is_word(word) => rest = after,
                _ => return false,
            }
        }
        self.tokens = rest;
        true
    }

    /// Takes the first of `phrases` that stands at the front.
    pub(super) fn take_any(&mut self, phrases: &[&str]) -> bool {
        phrases.iter().any(|phrase| self.take(phrase))
    }

    /// Takes a name from the front: `a` or `a.b`.
    pub(super) fn name(&mut self) -> Option<ObjectName> {
        let first = self.part()?;
        if self.tokens.first().is_none_or(|token| token.text != ".") {
            return Some(ObjectName::new(first));
        }
        self.tokens = &self.tokens[1..];
        Some(ObjectName { schema: Some(first), name: self.part()? })
    }

    /// Takes a sign from the front, if it stands there.
    pub(super) fn take_sign(&mut self, sign: &str) -> bool {
        let rest = self.tokens.split_first().filter(|(first, _)| first.text == sign);
        self.tokens = rest.map_or(self.tokens, |(_, rest)| rest);
        rest.is_some()
    }

    /// Takes a point and the name behind it.
    pub(super) fn take_dot(&mut self) -> bool {
        let is_dot = self.tokens.first().is_some_and(|token| token.text == ".");
        if is_dot {
            self.tokens = self.tokens.get(2..).unwrap_or_default();
        }
        is_dot
    }

    fn part(&mut self) -> Option<String> {
        let (first, rest) = self.tokens.split_first()?;
        let name = first.name()?;
        self.tokens = rest;
        Some(name)
    }

    /// Does `phrase` stand anywhere in what is left, outside of quotes?
    pub(super) fn has(self, phrase: &str) -> bool {
        self.position(phrase).is_some()
    }

    /// Goes on behind the first `phrase`.
    pub(super) fn skip_past(&mut self, phrase: &str) -> bool {
        let Some(at) = self.position(phrase) else { return false };
        self.tokens = &self.tokens[at..];
        self.take(phrase)
    }

    /// Does `phrase` stand in what is left, outside of quotes and parentheses?
    pub(super) fn has_outside(self, phrase: &str) -> bool {
        let mut depth = 0_usize;
        (0..self.tokens.len()).any(|at| {
            match self.tokens[at].text {
                "(" => depth += 1,
                ")" => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && Self { tokens: &self.tokens[at..] }.take(phrase)
        })
    }

    /// What stands in front of the first of `phrases`.
    pub(super) fn before(self, phrases: &[&str]) -> Self {
        let end = phrases.iter().filter_map(|phrase| self.position(phrase)).min();
        Self { tokens: &self.tokens[..end.unwrap_or(self.tokens.len())] }
    }

    fn position(self, phrase: &str) -> Option<usize> {
        (0..self.tokens.len()).find(|at| Self { tokens: &self.tokens[*at..] }.take(phrase))
    }

    /// What stands between the commas that are in no parentheses.
    pub(super) fn clauses(self) -> Vec<Self> {
        let mut depth = 0_usize;
        self.tokens
            .split(|token| {
                match token.text {
                    "(" => depth += 1,
                    ")" => depth = depth.saturating_sub(1),
                    _ => {}
                }
                depth == 0 && token.text == ","
            })
            .map(|tokens| Self { tokens })
            .collect()
    }

    /// The words and punctuation in lower case, as one text: enough to look for a call in.
    pub(super) fn text(self) -> String {
        self.tokens.iter().map(|token| token.text.to_ascii_lowercase()).collect::<Vec<_>>().join(" ")
    }
}
