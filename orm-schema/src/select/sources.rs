//! What a query reads rows of.

use std::borrow::Cow;

use super::CLAUSES;
use crate::model::ObjectName;
use crate::tokens::{Token, TokenKind, tokens};

/// Words behind a source that are no alias of it.
const BEHIND_SOURCE: [&str; 12] = [
    "on",
    "using",
    "join",
    "inner",
    "left",
    "right",
    "full",
    "cross",
    "natural",
    "tablesample",
    "use",
    "straight_join",
];

/// Something that a query reads rows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Its name, as the text writes it.
    pub name: ObjectName,
    /// The name that qualifies its columns.
    pub alias: String,
}

impl Source {
    /// May this mean `object`? A name without a schema may mean one in any.
    pub fn may_be(&self, object: &ObjectName) -> bool {
        let schemas = (&self.name.schema, &object.schema);
        let is_same_schema = match schemas {
            (Some(own), Some(other)) => own.eq_ignore_ascii_case(other),
            (None, _) | (_, None) => true,
        };
        is_same_schema && self.name.name.eq_ignore_ascii_case(&object.name)
    }
}

/// What `query` reads, subqueries included, each mention on its own; named queries are left out.
pub fn sources(query: &str) -> Vec<Source> {
    Reader::new(query).sources().into_iter().map(|(source, _)| source).collect()
}

/// May `query` depend on columns that its text does not name? On all of them, with a `*` or a row as a whole.
pub fn reads_unnamed_columns(query: &str) -> bool {
    let all = tokens(query);
    let is_list = |token: &Token<'_>| {
        [",", "."].iter().any(|symbol| token.is_symbol(symbol))
            || ["select", "distinct", "all"].iter().any(|word| token.is_word(word))
    };
    let has_star = all.windows(2).any(|pair| pair[1].is_symbol("*") && is_list(&pair[0]));
    let is_natural = all.iter().any(|token| token.is_word("natural"));
    let sources = Reader::new(query).sources();
    let is_definition = |at: usize| sources.iter().any(|(_, range)| range.contains(&at));
    let is_row = |(at, token): (usize, &Token<'_>)| {
        !is_definition(at)
            && !all.get(at + 1).is_some_and(|next| next.is_symbol(".") || next.is_symbol("("))
            && !(at > 0 && (all[at - 1].is_symbol(".") || all[at - 1].is_word("as")))
            && sources.iter().any(|(source, _)| token.is_name(&source.alias))
    };
    has_star || is_natural || all.iter().enumerate().any(is_row)
}

/// Finds the sources of a query.
struct Reader<'a> {
    all: Vec<Token<'a>>,
    /// Names given by `with`.
    named: Vec<String>,
}

/// Where the reader is inside one pair of parentheses.
#[derive(Clone, Copy, Default)]
struct Level {
    /// In a list of sources.
    is_in_from: bool,
    /// The next name is a source.
    expects_source: bool,
}

impl<'a> Reader<'a> {
    fn new(query: &'a str) -> Self {
        let all = tokens(query);
        let named = named_queries(&all);
        Self { all, named }
    }

    fn word(&self, at: usize, words: &[&str]) -> bool {
        self.all.get(at).is_some_and(|token| words.iter().any(|word| token.is_word(word)))
    }

    fn symbol(&self, at: usize, symbol: &str) -> bool {
        self.all.get(at).is_some_and(|token| token.is_symbol(symbol))
    }

    /// The sources, each with the tokens that name it.
    fn sources(&self) -> Vec<(Source, std::ops::Range<usize>)> {
        let mut found = Vec::new();
        let mut levels = vec![Level::default()];
        let mut at = 0;
        while at < self.all.len() {
            let level = levels.len() - 1;
            let Level { is_in_from, expects_source } = levels[level];
            if self.symbol(at, "(") {
                let is_query = self.word(at + 1, &["select", "with", "values"]);
                levels[level].expects_source = false;
                let inside = expects_source && !is_query;
                levels.push(Level { is_in_from: inside, expects_source: inside });
            } else if self.symbol(at, ")") {
                levels.pop();
                if levels.is_empty() {
                    levels.push(Level::default());
                }
            } else if self.word(at, &["from", "join", "straight_join"]) {
                let is_comparison = at > 0 && self.word(at - 1, &["distinct"]) && self.word(at, &["from"]);
                if !is_comparison {
                    levels[level] = Level { is_in_from: true, expects_source: true };
                }
            } else if self.symbol(at, ",") {
                levels[level].expects_source = is_in_from;
            } else if self.word(at, &CLAUSES[1..]) {
                levels[level] = Level::default();
            } else if expects_source && !self.word(at, &["only", "lateral"]) {
                levels[level].expects_source = false;
                if let Some((source, end)) = self.source(at) {
                    if source.name.schema.is_some() || !self.named.contains(&source.name.name) {
                        found.push((source, at..end));
                    }
                    at = end;
                    continue;
                }
            }
            at += 1;
        }
        found
    }

    /// A source that begins here, and the token behind it and its alias. A function is none.
    fn source(&self, at: usize) -> Option<(Source, usize)> {
        let mut path = vec![self.all[at].name()?.into_owned()];
        let mut end = at + 1;
        while self.symbol(end, ".") {
            path.push(self.all.get(end + 1)?.name()?.into_owned());
            end += 2;
        }
        if self.symbol(end, "(") {
            return None;
        }
        let name = path.pop()?;
        let name = ObjectName { schema: path.pop(), name };
        let alias_at = if self.word(end, &["as"]) { end + 1 } else { end };
        let is_alias = !self.word(alias_at, &BEHIND_SOURCE) && !self.word(alias_at, &CLAUSES);
        let alias = self.all.get(alias_at).filter(|_| is_alias).and_then(Token::name);
        match alias {
            Some(alias) => Some((Source { name, alias: alias.into_owned() }, alias_at + 1)),
            None => Some((Source { alias: name.name.clone(), name }, end)),
        }
    }
}

/// The names in `with a as (…), b (x, y) as materialized (…)`.
fn named_queries(all: &[Token<'_>]) -> Vec<String> {
    let mut names = Vec::new();
    for at in 1..all.len() {
        let is_body = |at: usize| all.get(at).is_some_and(|token| token.is_symbol("("));
        let is_hint = |at: usize| {
            all.get(at).is_some_and(|token| token.is_word("materialized") || token.is_word("not"))
        };
        if !all[at].is_word("as") || !(is_body(at + 1) || is_hint(at + 1)) {
            continue;
        }
        // A list of columns stands between the name and its `as`.
        let name_at = if all[at - 1].is_symbol(")") {
            all[..at].iter().rposition(|token| token.is_symbol("(")).and_then(|open| open.checked_sub(1))
        } else {
            Some(at - 1)
        };
        let name = name_at.map(|at| all[at]).filter(|token| token.kind != TokenKind::Text);
        names.extend(name.and_then(|token| token.name().map(Cow::into_owned)));
    }
    names
}
