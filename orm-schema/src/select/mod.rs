//! The query of a view, as far as its text alone tells: which columns it yields, and what it reads.
//!
//! No parser of SQL: what is not plain is left open. A column list with a `*` or with an expression that the database would
//! have to name is unknown, not guessed.

mod sources;

pub use sources::{Source, reads_unnamed_columns, sources};

use std::borrow::Cow;

use crate::tokens::{Token, tokens};

/// A column that a query yields.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Output<'a> {
    /// Its name.
    pub name: String,
    /// What it is computed from, without its name.
    pub expression: &'a str,
}

/// A query in its parts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Select<'a> {
    /// What stands before the columns: `with … select distinct`.
    pub head: &'a str,
    /// The columns, in order.
    pub columns: Vec<Output<'a>>,
    /// The list of sources, without `from`; empty if there is none.
    pub from: &'a str,
    /// What stands behind the sources: `where …`, `group by …`.
    pub rest: &'a str,
    /// Is it several queries put together?
    pub is_compound: bool,
}

/// Words that end the part of a query before them.
const CLAUSES: [&str; 14] = [
    "from",
    "where",
    "group",
    "having",
    "order",
    "limit",
    "offset",
    "fetch",
    "union",
    "intersect",
    "except",
    "window",
    "for",
    "into",
];

/// Words that join a source to those before it.
const JOINS: [&str; 9] =
    ["inner", "left", "right", "full", "outer", "cross", "natural", "join", "straight_join"];

/// Words at the end of an expression that are no name for it.
const NO_NAMES: [&str; 8] = ["end", "null", "true", "false", "unknown", "over", "filter", "within"];

/// Reads `query`; nothing if its text does not tell what the columns are called.
pub fn read(query: &str) -> Option<Select<'_>> {
    let all = tokens(query);
    let depths = depths(&all);
    let outside = |at: &usize| depths[*at] == 0;
    let select = (0..all.len()).filter(outside).find(|&at| all[at].is_word("select"))?;
    let mut first = select + 1;
    if all.get(first).is_some_and(|token| token.is_word("distinct") || token.is_word("all")) {
        first += 1;
        if all.get(first).is_some_and(|token| token.is_word("on")) {
            first = (first + 1..all.len()).filter(outside).find(|&at| all[at].is_symbol(")"))? + 1;
        }
    }
    let clause = |from: usize| {
        let ends = |at: &usize| CLAUSES.iter().any(|word| all[*at].is_word(word)) || all[*at].is_symbol(";");
        (from..all.len()).filter(outside).find(ends).unwrap_or(all.len())
    };
    let is_separate = |at: usize| at > 0 && all[at].is_word("from") && all[at - 1].is_word("distinct");
    let mut end = clause(first);
    while end < all.len() && is_separate(end) {
        end = clause(end + 1);
    }
    let columns = split(&all, &depths, first..end).map(|item| output(query, item)).collect::<Option<_>>()?;
    let text = |from: usize, to: usize| {
        let start = all.get(from).map_or(query.len(), |token| token.start);
        let last = to.checked_sub(1).filter(|last| *last >= from).map(|last| all[last]);
        last.map_or("", |last| &query[start..last.start + last.text.len()])
    };
    let (from, rest) = match all.get(end) {
        Some(token) if token.is_word("from") => {
            let behind = clause(end + 1);
            (text(end + 1, behind), text(behind, all.len()))
        }
        _ => ("", text(end, all.len())),
    };
    let joins = |at: usize| ["union", "intersect", "except"].iter().any(|word| all[at].is_word(word));
    let is_compound = (end..all.len()).filter(outside).any(joins);
    Some(Select { head: text(0, first), columns, from, rest, is_compound })
}

/// What `query` may have been before it got more: the columns that `previous` has, over its first sources, and behind them what stands
/// there in `previous`. As far as the texts tell.
pub fn beginnings(query: &str, previous: &str) -> Vec<String> {
    let (Some(next), Some(previous)) = (read(query), read(previous)) else { return Vec::new() };
    let is_plain = |select: &Select<'_>| !select.is_compound && !select.from.is_empty();
    let count = previous.columns.len();
    if !is_plain(&next) || !is_plain(&previous) || count > next.columns.len() {
        return Vec::new();
    }
    let column =
        |column: &Output<'_>| format!("{} as \"{}\"", column.expression, column.name.replace('"', "\"\""));
    let columns: Vec<String> = next.columns[..count].iter().map(column).collect();
    // Any part may end with a comment.
    let beginning = |end: usize| {
        let (head, columns, rest) = (next.head, columns.join(", "), previous.rest);
        format!("{head} {columns}\nfrom {}\n{rest}", next.from[..end].trim_end())
    };
    ends(next.from).into_iter().map(beginning).collect()
}

/// Where a list of sources can end: in front of each that is joined to those before, and behind all.
fn ends(from: &str) -> Vec<usize> {
    let all = tokens(from);
    let depths = depths(&all);
    let joins = |token: &Token<'_>| JOINS.iter().any(|word| token.is_word(word));
    let is_end = |at: &usize| {
        let (token, before) = (&all[*at], at.checked_sub(1).map(|before| &all[before]));
        depths[*at] == 0 && (token.is_symbol(",") || joins(token) && !before.is_some_and(joins))
    };
    let inner = (0..all.len()).filter(is_end).map(|at| all[at].start);
    inner.chain([from.len()]).collect()
}

/// How many parentheses are open at each token; both parentheses count as outside.
fn depths(all: &[Token<'_>]) -> Vec<usize> {
    let mut depth = 0_usize;
    all.iter()
        .map(|token| {
            if token.is_symbol("(") || token.is_symbol("[") {
                depth += 1;
                return depth - 1;
            }
            if token.is_symbol(")") || token.is_symbol("]") {
                depth = depth.saturating_sub(1);
            }
            depth
        })
        .collect()
}

/// The items of a list.
fn split<'t, 'a>(
    all: &'t [Token<'a>],
    depths: &'t [usize],
    range: std::ops::Range<usize>,
) -> impl Iterator<Item = &'t [Token<'a>]> {
    let depths = &depths[range.clone()];
    let mut rest = &all[range];
    let mut offset = 0;
    let mut is_done = false;
    std::iter::from_fn(move || {
        if is_done {
            return None;
        }
        let comma = (0..rest.len()).find(|&at| rest[at].is_symbol(",") && depths[offset + at] == 0);
        let (item, after) = match comma {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None => (rest, &rest[rest.len()..]),
        };
        is_done = comma.is_none();
        offset += item.len() + 1;
        rest = after;
        Some(item)
    })
}

fn output<'a>(query: &'a str, item: &[Token<'a>]) -> Option<Output<'a>> {
    let (last, before) = item.split_last()?;
    let (name, expression) = match before.split_last() {
        None => (named(last)?, item),
        Some((word, expression)) if word.is_word("as") => (named(last)?, expression),
        Some((dot, _)) if dot.is_symbol(".") => {
            let is_path = item.iter().skip(1).step_by(2).all(|token| token.is_symbol("."));
            is_path.then(|| named(last)).flatten().map(|name| (name, item))?
        }
        Some((paren, _)) if paren.is_symbol(")") => (named(last)?, before),
        Some(_) => return None,
    };
    let first = expression.first()?;
    let end = expression.last().map(|token| token.start + token.text.len())?;
    Some(Output { name, expression: &query[first.start..end] })
}

/// The name that a token gives to a column. One without quotes is folded, as columns are compared.
fn named(token: &Token<'_>) -> Option<String> {
    let is_number = token.text.starts_with(|first: char| first.is_ascii_digit());
    if is_number || NO_NAMES.iter().any(|word| token.is_word(word)) {
        return None;
    }
    token.name().map(Cow::into_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(query: &str) -> Option<Vec<String>> {
        read(query).map(|select| select.columns.into_iter().map(|column| column.name).collect())
    }

    fn names(query: &str) -> String {
        let names: Vec<String> = sources(query).iter().map(|source| source.name.to_string()).collect();
        names.join(" ")
    }

    #[test]
    fn columns_are_named_by_themselves_or_by_as() {
        let query =
            r#"select p.id, name, count(*) as chats, coalesce(a, b) "Total" from projects p group by 1"#;
        assert_eq!(columns(query).unwrap_or_default(), ["id", "name", "chats", "Total"]);
        let query = "with t as (select a, b from x) select distinct on (a, b) a from t";
        assert_eq!(columns(query).unwrap_or_default(), ["a"]);
        assert_eq!(columns("select a is distinct from b as c from t").unwrap_or_default(), ["c"]);
    }

    #[test]
    fn a_column_that_the_database_names_leaves_all_open() {
        assert_eq!(columns("select * from projects"), None);
        assert_eq!(columns("select id, p.* from projects p"), None);
        assert_eq!(columns("select id, count(*) from projects"), None);
        assert_eq!(columns("select case when a then 1 end from projects"), None);
        assert_eq!(columns("(select id from projects)"), None);
    }

    #[test]
    fn the_parts_of_a_query_are_told_apart() {
        let select = read("select a + b as c from t join u on t.x = u.x where a > 1").expect("it is plain");
        assert_eq!((select.head, select.columns[0].expression), ("select", "a + b"));
        assert_eq!((select.from, select.rest), ("t join u on t.x = u.x", "where a > 1"));
        assert!(!select.is_compound);
        assert!(read("select a from t union select a from u").expect("it is plain").is_compound);
        assert_eq!(read("select 1 as one").expect("it is plain").from, "");
    }

    #[test]
    fn what_a_query_was_before_has_fewer_columns_and_sources() {
        let next = "select t.a, b as c from t left outer join u on u.x = t.x, v where a > 1";
        assert_eq!(
            beginnings(next, "SELECT t.a FROM t WHERE a > 2"),
            [
                "select t.a as \"a\"\nfrom t\nWHERE a > 2",
                "select t.a as \"a\"\nfrom t left outer join u on u.x = t.x\nWHERE a > 2",
                "select t.a as \"a\"\nfrom t left outer join u on u.x = t.x, v\nWHERE a > 2",
            ]
        );
        assert_eq!(beginnings("select a from t", "select a, b from t"), [""; 0]);
        assert_eq!(beginnings("select a from t", "select a from t union select a from u"), [""; 0]);
    }

    #[test]
    fn sources_are_names_behind_from_and_join() {
        assert_eq!(
            names("select a, b.c from t, app.u as b left join (v join w on 1 = 1) on true"),
            "t app.u v w"
        );
        assert_eq!(
            names("select (select max(x) from t) from generate_series(1, 2) g where a in (select b from u)"),
            "t u"
        );
        assert_eq!(names(r#"select a is not distinct from c, d from "My ""t""" where e, f"#), r#"My "t""#);
        assert_eq!(names("select 'from x' from t -- from y"), "t");
    }

    #[test]
    fn named_queries_are_no_sources() {
        assert_eq!(
            names(
                "with recursive a (x) as (select x from t), b as (select 1) select * from a join b on true"
            ),
            "t"
        );
    }

    #[test]
    fn columns_without_a_name_are_read_by_stars_and_rows() {
        for query in [
            "select * from t",
            "select t.*, 1 as one from t",
            "select to_jsonb(t) as row from t",
            "select a from t natural join u",
        ] {
            assert!(reads_unnamed_columns(query), "{query}");
        }
        for query in
            ["select count(*) as n, a * b as c, x.t as t from t as x", "select t.a as t from t where t.b > 1"]
        {
            assert!(!reads_unnamed_columns(query), "{query}");
        }
    }
}
