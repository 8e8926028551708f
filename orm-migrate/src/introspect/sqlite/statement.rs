//! What `CREATE TABLE` and `CREATE INDEX` say and no pragma tells.

use orm_schema::model::{CheckDef, Deferrable};

use super::lexer::{Token, group_end, split, tokens};

/// What the statement of a table says.
#[derive(Debug, Default)]
pub(super) struct Statement {
    columns: Vec<ColumnText>,
    /// Checks of the table as a whole.
    pub(super) checks: Vec<CheckDef>,
    /// Foreign keys that are not checked at once, by their columns.
    deferrable: Vec<(Vec<String>, Deferrable)>,
    /// Why the model cannot hold all of it.
    pub(super) lacking: Vec<&'static str>,
}

/// What the statement says of a column.
#[derive(Debug, Default, Clone)]
pub(super) struct ColumnText {
    name: String,
    pub(super) collation: Option<String>,
    pub(super) generated: Option<String>,
    pub(super) is_auto_increment: bool,
    /// `INTEGER PRIMARY KEY DESC` is a key of its own beside the rowid.
    pub(super) is_descending_key: bool,
    pub(super) checks: Vec<CheckDef>,
    labels: Option<Vec<String>>,
}

impl Statement {
    /// What is said of the column `name`.
    pub(super) fn column(&self, name: &str) -> ColumnText {
        self.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name)).cloned().unwrap_or_default()
    }

    /// When the foreign key over `columns` is checked.
    pub(super) fn deferrable(&self, columns: &[String]) -> Deferrable {
        let is_same = |own: &[String]| {
            own.len() == columns.len()
                && own.iter().zip(columns).all(|(own, other)| own.eq_ignore_ascii_case(other))
        };
        self.deferrable
            .iter()
            .find(|(own, _)| is_same(own))
            .map_or(Deferrable::No, |(_, deferrable)| *deferrable)
    }
}

impl ColumnText {
    /// The labels of an enum: the list of texts that its only check allows, if that has no name.
    pub(super) fn labels(&self) -> Option<Vec<String>> {
        self.labels.clone().filter(|_| self.checks.len() == 1 && self.checks[0].name.is_empty())
    }
}

/// Reads a statement that SQLite has accepted.
pub(super) fn read(sql: &str) -> Statement {
    let all = tokens(sql);
    let mut statement = Statement::default();
    let Some(open) = all.iter().position(|token| token.is_symbol('(')) else { return statement };
    let end = group_end(&all, open).saturating_sub(1).max(open + 1);
    for part in split(&all[open + 1..end]) {
        let Some(first) = part.first() else { continue };
        let words = ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"];
        if words.iter().any(|word| first.is_word(word)) {
            statement.read_constraint(sql, part);
        } else {
            statement.read_column(sql, part);
        }
        if part.windows(2).any(|pair| pair[0].is_word("ON") && pair[1].is_word("CONFLICT")) {
            statement.lacking.push("its ON CONFLICT clause is not part of the model");
        }
    }
    statement
}

impl Statement {
    fn read_constraint(&mut self, sql: &str, part: &[Token<'_>]) {
        let (name, rest) = match part {
            [first, name, rest @ ..] if first.is_word("CONSTRAINT") => (name.name(), rest),
            rest => (String::new(), rest),
        };
        let Some(open) = rest.iter().position(|token| token.is_symbol('(')) else { return };
        let end = group_end(rest, open);
        if rest[0].is_word("CHECK") {
            self.checks.push(CheckDef { name, expression: inside(sql, &rest[open..end]) });
        } else if rest[0].is_word("FOREIGN") {
            let columns =
                rest[open..end].iter().filter(|token| !"(),".chars().any(|symbol| token.is_symbol(symbol)));
            self.push_deferrable(columns.map(Token::name).collect(), &rest[end..]);
        }
    }

    fn read_column(&mut self, sql: &str, part: &[Token<'_>]) {
        let mut column = ColumnText { name: part[0].name(), ..ColumnText::default() };
        let mut constraint_name = None;
        let mut at = 1;
        while let Some(token) = part.get(at) {
            let next = part.get(at + 1);
            if token.is_word("CONSTRAINT") {
                constraint_name = next.map(Token::name);
                at += 1;
            } else if token.is_word("COLLATE") {
                column.collation = next.map(Token::name);
                at += 1;
            } else if token.is_word("CHECK") {
                let end = group_end(part, at + 1);
                let name = constraint_name.take().unwrap_or_default();
                column.labels = labels(&column.name, &part[at + 1..end]);
                column.checks.push(CheckDef { name, expression: inside(sql, &part[at + 1..end]) });
                at = end - 1;
            } else if token.is_word("AS") {
                let end = group_end(part, at + 1);
                column.generated = Some(inside(sql, &part[at + 1..end]));
                at = end - 1;
            } else if token.is_symbol('(') {
                at = group_end(part, at) - 1;
            } else if token.is_word("AUTOINCREMENT") {
                column.is_auto_increment = true;
            } else if token.is_word("PRIMARY") {
                column.is_descending_key = part.get(at + 2).is_some_and(|token| token.is_word("DESC"));
            } else if token.is_word("REFERENCES") {
                self.push_deferrable(vec![column.name.clone()], &part[at..]);
            }
            at += 1;
        }
        self.columns.push(column);
    }

    fn push_deferrable(&mut self, columns: Vec<String>, tokens: &[Token<'_>]) {
        let Some(at) = tokens.iter().position(|token| token.is_word("DEFERRABLE")) else { return };
        let is_refused = at > 0 && tokens[at - 1].is_word("NOT");
        let is_deferred = tokens.get(at + 2).is_some_and(|token| token.is_word("DEFERRED"));
        let deferrable =
            if is_deferred { Deferrable::InitiallyDeferred } else { Deferrable::InitiallyImmediate };
        if !is_refused {
            self.deferrable.push((columns, deferrable));
        }
    }
}

/// The text between the parentheses that `group` begins and ends with.
fn inside(sql: &str, group: &[Token<'_>]) -> String {
    match group {
        [open, .., close] => sql[open.end()..close.start()].trim().to_owned(),
        _ => String::new(),
    }
}

/// The texts of `(column IN ('a', 'b'))`.
fn labels(column: &str, group: &[Token<'_>]) -> Option<Vec<String>> {
    let [open, name, word, list @ .., close] = group else { return None };
    let is_list = open.is_symbol('(')
        && name.name().eq_ignore_ascii_case(column)
        && word.is_word("IN")
        && close.is_symbol(')')
        && list.first()?.is_symbol('(')
        && list.last()?.is_symbol(')');
    let inner = list.get(1..list.len() - 1).filter(|_| is_list)?;
    inner.iter().filter(|token| !token.is_symbol(',')).map(Token::literal).collect()
}

/// What the statement of an index says.
#[derive(Debug, Default)]
pub(super) struct IndexText {
    /// Each part without its collation and direction.
    pub(super) parts: Vec<String>,
    pub(super) predicate: Option<String>,
}

/// Reads `CREATE INDEX … ON table (parts) WHERE …`; nothing from the empty text of an index behind a constraint.
pub(super) fn index(sql: &str) -> IndexText {
    let all = tokens(sql);
    let Some(open) = all.iter().position(|token| token.is_symbol('(')) else { return IndexText::default() };
    let end = group_end(&all, open);
    let parts = split(&all[open + 1..end.saturating_sub(1).max(open + 1)]);
    let is_order = |token: &Token<'_>| ["ASC", "DESC", "COLLATE"].iter().any(|word| token.is_word(word));
    let text = |part: &[Token<'_>]| {
        let mut at = 0;
        while at < part.len() && !is_order(&part[at]) {
            at = if part[at].is_symbol('(') { group_end(part, at) } else { at + 1 };
        }
        match &part[..at] {
            [first, .., last] => sql[first.start()..last.end()].to_owned(),
            [only] => sql[only.start()..only.end()].to_owned(),
            [] => String::new(),
        }
    };
    let parts =
        parts.into_iter().map(|part| crate::introspect::literal::bare(&text(part)).to_owned()).collect();
    let predicate = match &all[end..] {
        [word, first, ..] if word.is_word("WHERE") => Some(sql[first.start()..].trim().to_owned()),
        _ => None,
    };
    IndexText { parts, predicate }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_pragma_tells_is_read() {
        let statement = read(
            "CREATE TABLE [users] (id INTEGER PRIMARY KEY AUTOINCREMENT, -- the key, (really)\n \
             `name` TEXT COLLATE NOCASE CHECK (name <> 'a, b'), \"kind\" TEXT CHECK (\"kind\" IN ('a', 'it''s')), \
             n INT DEFAULT (1) AS (id + 1) STORED, boss INT REFERENCES users DEFERRABLE INITIALLY DEFERRED, \
             CONSTRAINT positive CHECK ((id > 0)), FOREIGN KEY (id, n) REFERENCES t (a, b) DEFERRABLE)",
        );
        assert!(statement.column("id").is_auto_increment);
        assert_eq!(statement.column("name").collation.as_deref(), Some("NOCASE"));
        assert_eq!(statement.column("name").checks[0].expression, "name <> 'a, b'");
        assert_eq!(statement.column("KIND").labels(), Some(vec!["a".to_owned(), "it's".to_owned()]));
        assert_eq!(statement.column("n").generated.as_deref(), Some("id + 1"));
        assert_eq!(statement.deferrable(&["boss".to_owned()]), Deferrable::InitiallyDeferred);
        assert_eq!(statement.deferrable(&["id".to_owned(), "n".to_owned()]), Deferrable::InitiallyImmediate);
        let positive = CheckDef { name: "positive".to_owned(), expression: "(id > 0)".to_owned() };
        assert_eq!(statement.checks, [positive]);
    }

    #[test]
    fn the_parts_and_the_predicate_of_an_index_are_read() {
        let text =
            index("CREATE INDEX i ON t (lower(a) COLLATE NOCASE DESC, (b + 1), c) WHERE a IS NOT NULL");
        assert_eq!(text.parts, ["lower(a)", "b + 1", "c"]);
        assert_eq!(text.predicate.as_deref(), Some("a IS NOT NULL"));
    }
}
