//! Raw SQL expressions, as far as a differ reads them: tokens, names, and what a rename makes of them.

use std::collections::HashMap;

use orm_schema::Pair;
use orm_schema::model::ObjectName;
use orm_schema::tokens::{Token, TokenKind, tokens};

/// Names that change inside an expression over one table.
pub(super) struct NameChanges<'a> {
    /// The table before and after.
    pub(super) table: (&'a str, &'a str),
    /// Columns before and after.
    pub(super) columns: &'a HashMap<&'a str, &'a str>,
}

/// Do two expressions consist of the same tokens? Space, comments and the case of words do not count.
pub(crate) fn is_same_expression(one: &str, other: &str) -> bool {
    if one == other {
        return true;
    }
    let (one, other) = (tokens(one), tokens(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| one.is_same(other))
}

/// Does the expression name this column?
pub(crate) fn mentions_column(sql: &str, column: &str) -> bool {
    tokens(sql).iter().any(|token| token.is_name(column))
}

/// Does the expression hold this text as a string literal?
pub(crate) fn mentions_text(sql: &str, text: &str) -> bool {
    let literal = format!("'{}'", text.replace('\'', "''"));
    tokens(sql).iter().any(|token| token.kind == TokenKind::Text && token.text == literal)
}

/// The expression under the new names.
pub(super) fn renamed(sql: &str, changes: &NameChanges<'_>) -> String {
    let tokens = tokens(sql);
    let mut out = String::with_capacity(sql.len());
    let mut copied = 0;
    for (i, token) in tokens.iter().enumerate() {
        let follows = tokens.get(i + 1);
        let is_qualifier = follows.is_some_and(|token| token.is_symbol("."));
        let is_call = follows.is_some_and(|token| token.is_symbol("("));
        let qualifier = (i >= 2 && tokens[i - 1].is_symbol(".")).then(|| tokens[i - 2]);
        let is_elsewhere = qualifier.is_some_and(|qualifier| !qualifier.is_name(changes.table.0));
        let new_name = if is_qualifier && qualifier.is_none() && token.is_name(changes.table.0) {
            Some(changes.table.1)
        } else if is_call || is_qualifier || is_elsewhere {
            None
        } else {
            token.name().and_then(|name| renamed_column(changes.columns, token.kind, &name))
        };
        if let Some(new_name) = new_name {
            out.push_str(&sql[copied..token.start]);
            push_name(&mut out, *token, new_name);
            copied = token.start + token.text.len();
        }
    }
    out.push_str(&sql[copied..]);
    out
}

/// The expression without its own table's name in front of columns. SQLite would look for the name while the table is made
/// anew under another one, and nothing else can be meant.
pub(crate) fn unqualified(sql: &str, table: &ObjectName) -> String {
    let tokens = tokens(sql);
    let mut out = String::with_capacity(sql.len());
    let mut copied = 0;
    let mut i = 0;
    while i < tokens.len() {
        let is_inside = i > 0 && tokens[i - 1].is_symbol(".");
        let qualifier = if is_inside { None } else { qualifier(&tokens[i..], table) };
        let Some(length) = qualifier else {
            i += 1;
            continue;
        };
        out.push_str(&sql[copied..tokens[i].start]);
        i += length;
        copied = tokens[i].start;
    }
    out.push_str(&sql[copied..]);
    out
}

/// How many of the first tokens are `table.` or `schema.table.` in front of another one.
fn qualifier(tokens: &[Token<'_>], table: &ObjectName) -> Option<usize> {
    let is_part = |at: usize, name: &str| {
        tokens.get(at).is_some_and(|token| token.is_name(name))
            && tokens.get(at + 1).is_some_and(|token| token.is_symbol("."))
    };
    let schema = if table.schema.as_deref().is_some_and(|schema| is_part(0, schema)) { 2 } else { 0 };
    let length = schema + 2;
    (is_part(schema, &table.name) && tokens.len() > length).then_some(length)
}

/// What stands behind the arguments of a function, outside of its body, with other names of types.
pub(crate) fn retyped_body(sql: &str, types: &[Pair<&ObjectName>]) -> String {
    retyped(sql, types, |_| false)
}

/// The arguments of a function with other names of types. The name of an argument may be that of a type.
pub(crate) fn retyped_arguments(sql: &str, types: &[Pair<&ObjectName>]) -> String {
    retyped(sql, types, |behind| {
        behind.name().is_some() && !behind.is_word("default") && !behind.is_word("array")
    })
}

fn retyped(sql: &str, types: &[Pair<&ObjectName>], is_behind_a_name: impl Fn(&Token<'_>) -> bool) -> String {
    let tokens = tokens(sql);
    let body = tokens.iter().position(|token| token.text.starts_with('$')).unwrap_or(tokens.len());
    let tokens = &tokens[..body];
    let mut out = String::with_capacity(sql.len());
    let (mut copied, mut at) = (0, 0);
    while at < tokens.len() {
        let is_inside = at > 0 && tokens[at - 1].is_symbol(".");
        let mut names = types.iter().filter(|_| !is_inside);
        let found = names.find_map(|names| Some((name_length(&tokens[at..], names.previous)?, names.next)));
        let found = found.filter(|(length, _)| !tokens.get(at + length).is_some_and(&is_behind_a_name));
        let Some((length, next)) = found else {
            at += 1;
            continue;
        };
        let last = tokens[at + length - 1];
        out.push_str(&sql[copied..tokens[at].start]);
        if let Some(schema) = &next.schema {
            push_name(&mut out, last, schema);
            out.push('.');
        }
        push_name(&mut out, last, &next.name);
        copied = last.start + last.text.len();
        at += length;
    }
    out.push_str(&sql[copied..]);
    out
}

/// How many of the first tokens are this name, with its schema if it has one.
fn name_length(tokens: &[Token<'_>], name: &ObjectName) -> Option<usize> {
    let is_name = |at: usize, name: &str| tokens.get(at).is_some_and(|token| token.is_name(name));
    let is_point = |at: usize| tokens.get(at).is_some_and(|token| token.is_symbol("."));
    match &name.schema {
        None => (is_name(0, &name.name) && !is_point(1)).then_some(1),
        Some(schema) => (is_name(0, schema) && is_point(1) && is_name(2, &name.name)).then_some(3),
    }
}

fn renamed_column<'a>(columns: &HashMap<&'a str, &'a str>, kind: TokenKind, name: &str) -> Option<&'a str> {
    if let Some(new_name) = columns.get(name) {
        return Some(new_name);
    }
    if kind != TokenKind::Word {
        return None;
    }
    columns.get(name.to_ascii_lowercase().as_str()).copied()
}

/// Writes `name` in place of `old`, in quotes if that was in quotes or if it needs them.
fn push_name(out: &mut String, old: Token<'_>, name: &str) {
    let is_plain = name
        .bytes()
        .enumerate()
        .all(|(i, byte)| byte.is_ascii_lowercase() || byte == b'_' || (i > 0 && byte.is_ascii_digit()));
    let quote = match old.kind {
        TokenKind::Quoted => &old.text[..1],
        TokenKind::Word | TokenKind::Text | TokenKind::Symbol if is_plain => "",
        TokenKind::Word | TokenKind::Text | TokenKind::Symbol => "\"",
    };
    out.push_str(quote);
    out.push_str(&name.replace(quote, &quote.repeat(if quote.is_empty() { 0 } else { 2 })));
    out.push_str(quote);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rename(sql: &str) -> String {
        let columns = HashMap::from([("age", "years"), ("name", "Full Name")]);
        renamed(sql, &NameChanges { table: ("users", "people"), columns: &columns })
    }

    #[test]
    fn space_and_the_case_of_words_do_not_count() {
        assert!(is_same_expression("age>0 AND  name <> 'X'", "AGE > 0 and name<>'X' -- why"));
        assert!(!is_same_expression("name <> 'X'", "name <> 'x'"));
        assert!(!is_same_expression("a < = b", "a <= b"));
    }

    #[test]
    fn a_column_is_renamed_where_it_is_a_column() {
        assert_eq!(rename("age > 0 AND age(born) > 1"), "years > 0 AND age(born) > 1");
        assert_eq!(rename(r#"users.age > "age" + pets.age"#), r#"people.years > "years" + pets.age"#);
        assert_eq!(rename("name <> 'age'"), r#""Full Name" <> 'age'"#);
    }

    #[test]
    fn the_own_table_needs_no_name() {
        let users = ObjectName::in_schema("app", "users");
        assert_eq!(unqualified(r#"users.age > 0 AND "users"."age" < 9"#, &users), r#"age > 0 AND "age" < 9"#);
        assert_eq!(unqualified("app.users.age > pets.users.age", &users), "age > pets.users.age");
        assert_eq!(unqualified("users > 'users.age'", &users), "users > 'users.age'");
    }

    #[test]
    fn a_type_is_renamed_outside_of_the_body() {
        let [mood, feeling] = [ObjectName::new("mood"), ObjectName::in_schema("app", "The Feeling")];
        let types = [Pair { previous: &mood, next: &feeling }];
        let there = "returns mood[] language sql as $$ select 'mood'::mood $$";
        let back = r#"returns app."The Feeling"[] language sql as $$ select 'mood'::mood $$"#;
        assert_eq!(retyped_body(there, &types), back);
        let there = there.replace("returns mood", "returns \"mood\"");
        assert_eq!(retyped_body(back, &[Pair { previous: &feeling, next: &mood }]), there);
    }

    #[test]
    fn an_argument_keeps_its_name_when_its_type_gets_another() {
        let [mood, feeling] = [ObjectName::new("mood"), ObjectName::new("feeling")];
        let of = |sql| retyped_arguments(sql, &[Pair { previous: &mood, next: &feeling }]);
        assert_eq!(
            of("mood MOOD default 'mood', app.mood, in mood int"),
            "mood feeling default 'mood', app.mood, in mood int"
        );
        assert_eq!(of("a mood[] = null, mood"), "a feeling[] = null, feeling");
    }

    #[test]
    fn text_is_found_with_its_quotes() {
        assert!(mentions_text("status <> 'it''s'", "it's"));
        assert!(!mentions_text("status <> 'other'", "it's"));
    }
}
