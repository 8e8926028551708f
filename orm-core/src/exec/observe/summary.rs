//! What a statement does and to which tables, read out of its text: `SELECT projects chats`.
//!
//! Reading the text serves the statements of the builders, prepared ones and raw SQL alike, and costs nothing while nobody
//! asks. It is a guess at names for people and dashboards: nothing is decided by it.

/// The longest summary, in bytes. <https://opentelemetry.io/docs/specs/semconv/database/database-spans/>
const LONGEST: usize = 255;

/// What a statement does, and to which tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Summary {
    pub(super) operation: String,
    /// The table, when there is one alone.
    pub(super) table: Option<String>,
    pub(super) text: String,
}

impl Summary {
    pub(super) fn of(sql: &str) -> Self {
        let mut reader = Reader::default();
        for token in Tokens(sql) {
            reader.read(token);
        }
        let operation = reader.operation.unwrap_or(reader.first).to_ascii_uppercase();
        let mut text = operation.clone();
        for table in &reader.tables {
            if text.len() + 1 + table.len() > LONGEST {
                break;
            }
            text.push(' ');
            text.push_str(table);
        }
        let table = match &mut reader.tables[..] {
            [table] => Some(std::mem::take(table)),
            _ => None,
        };
        Self { operation, table, text }
    }
}

/// A piece of SQL that matters here.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Token<'s> {
    Word(&'s str),
    /// A name in quotes, without them.
    Quoted(&'s str),
    /// A punctuation mark.
    Mark(char),
}

struct Tokens<'s>(&'s str);

impl<'s> Iterator for Tokens<'s> {
    type Item = Token<'s>;

    fn next(&mut self) -> Option<Token<'s>> {
        loop {
            self.0 = self.0.trim_start();
            let first = self.0.chars().next()?;
            if self.0.starts_with("--") {
                self.skip(self.0.find('\n').unwrap_or(self.0.len()));
            } else if self.0.starts_with("/*") {
                self.skip(self.0.find("*/").map_or(self.0.len(), |end| end + 2));
            } else if first == '\'' {
                self.quoted('\'');
            } else if matches!(first, '"' | '`') {
                return Some(Token::Quoted(self.quoted(first)));
            } else if first.is_alphanumeric() || first == '_' || first == '$' {
                let end = self.0.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')));
                return Some(Token::Word(self.skip(end.unwrap_or(self.0.len()))));
            } else {
                self.skip(first.len_utf8());
                return Some(Token::Mark(first));
            }
        }
    }
}

impl<'s> Tokens<'s> {
    fn skip(&mut self, length: usize) -> &'s str {
        let (skipped, rest) = self.0.split_at(length);
        self.0 = rest;
        skipped
    }

    /// Skips what is quoted and hands it back. A quote in it is doubled.
    fn quoted(&mut self, quote: char) -> &'s str {
        let mut end = 1;
        while let Some(found) = self.0[end..].find(quote) {
            end += found + 1;
            if !self.0[end..].starts_with(quote) {
                return &self.skip(end)[1..end - 1];
            }
            end += 1;
        }
        &self.skip(self.0.len())[1..]
    }
}

/// What was read so far.
#[derive(Default)]
struct Reader<'s> {
    first: &'s str,
    operation: Option<&'s str>,
    tables: Vec<String>,
    /// Names that a WITH gave to queries.
    named: Vec<&'s str>,
    last: Last<'s>,
    /// Of each open parenthesis: does a function stand before it whose arguments have a FROM of their own?
    open: Vec<bool>,
    /// Is a list of tables being read, in which a comma goes on?
    is_list: bool,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Last<'s> {
    #[default]
    Nothing,
    Word(&'s str),
    /// A table may follow.
    Table,
    /// A table was read; a dot goes on.
    Name,
    /// A dot within the name of a table.
    Dot,
}

impl<'s> Reader<'s> {
    fn read(&mut self, token: Token<'s>) {
        let in_head = self.operation.is_none() && self.first.eq_ignore_ascii_case("with");
        self.last = match (token, self.last) {
            (Token::Quoted(name), Last::Table) => self.table(name),
            (Token::Word(name), Last::Table) if !is_keyword(name) => self.table(name),
            (Token::Quoted(name) | Token::Word(name), Last::Dot) => self.table_goes_on(name),
            (Token::Mark('.'), Last::Name) => Last::Dot,
            (Token::Mark(','), _) if self.is_list => Last::Table,
            (Token::Mark('('), last) => {
                self.open.push(matches!(last, Last::Word(word) if has_from(word)));
                Last::Nothing
            }
            (Token::Mark(')'), _) => {
                self.open.pop();
                Last::Nothing
            }
            (Token::Quoted(name), _) => {
                if in_head && self.open.is_empty() {
                    self.named.push(name);
                }
                Last::Nothing
            }
            (Token::Word(word), last) => self.word(word, last, in_head),
            (Token::Mark(_), _) => Last::Nothing,
        };
    }

    fn word(&mut self, word: &'s str, last: Last<'s>, in_head: bool) -> Last<'s> {
        if self.first.is_empty() {
            self.first = word;
        }
        let before = match last {
            Last::Word(before) => before,
            _ => "",
        };
        let is = |one: &str| word.eq_ignore_ascii_case(one);
        let follows = |one: &str| before.eq_ignore_ascii_case(one);
        let is_operation = ["select", "insert", "update", "delete", "replace", "merge"].into_iter().any(is);
        if self.open.is_empty() && self.operation.is_none() && is_operation {
            self.operation = Some(word);
        } else if in_head && self.open.is_empty() && !is_keyword(word) {
            self.named.push(word);
        }
        let is_argument = self.open.last().copied().unwrap_or(false);
        let names_table = is("into")
            || is("join")
            || is("from") && !is_argument && !follows("distinct")
            || is("using")
                && self.operation.is_some_and(|operation| operation.eq_ignore_ascii_case("delete"))
            || is("update") && !follows("for") && !follows("do") && !follows("key");
        if names_table {
            self.is_list = is("from") || is("using");
            return Last::Table;
        }
        // A table may have a second name before the comma.
        if is_keyword(word) && !is("as") {
            self.is_list = false;
        }
        Last::Word(word)
    }

    fn table(&mut self, name: &'s str) -> Last<'s> {
        if !self.named.contains(&name) && !self.tables.iter().any(|table| table == name) {
            self.tables.push(name.to_owned());
        }
        Last::Name
    }

    /// The name so far was that of a namespace.
    fn table_goes_on(&mut self, name: &str) -> Last<'s> {
        if let Some(table) = self.tables.pop() {
            let whole = format!("{table}.{name}");
            if !self.tables.contains(&whole) {
                self.tables.push(whole);
            }
        }
        Last::Name
    }
}

/// A function that is called with a FROM between its arguments.
fn has_from(word: &str) -> bool {
    ["extract", "trim", "substring", "overlay"].iter().any(|name| word.eq_ignore_ascii_case(name))
}

/// A word that ends a list of tables, or stands before a table.
fn is_keyword(word: &str) -> bool {
    const KEYWORDS: [&str; 23] = [
        "with",
        "recursive",
        "as",
        "materialized",
        "not",
        "select",
        "where",
        "on",
        "set",
        "group",
        "order",
        "limit",
        "join",
        "left",
        "right",
        "inner",
        "cross",
        "full",
        "lateral",
        "only",
        "values",
        "returning",
        "union",
    ];
    KEYWORDS.iter().any(|keyword| word.eq_ignore_ascii_case(keyword))
}

#[cfg(test)]
mod tests {
    use super::Summary;

    #[track_caller]
    fn check(sql: &str, operation: &str, table: Option<&str>, summary: &str) {
        let told = Summary::of(sql);
        assert_eq!(told.text, summary);
        assert_eq!((told.operation.as_str(), told.table.as_deref()), (operation, table));
    }

    #[test]
    fn statements_of_every_kind() {
        check(
            r#"select "users"."id" from "users" where "users"."id" = $1"#,
            "SELECT",
            Some("users"),
            "SELECT users",
        );
        check(
            "select * from `users` left join `app`.`posts` as `p` on `p`.`id` = 1, comments",
            "SELECT",
            None,
            "SELECT users app.posts",
        );
        check("select a.x from a, b as c, d where a.x in (1, 2)", "SELECT", None, "SELECT a b d");
        check(
            r#"insert into "users" ("name") values ($1) on conflict ("name") do update set "name" = $2"#,
            "INSERT",
            Some("users"),
            "INSERT users",
        );
        check(
            "insert into `t` (`a`) values (?) on duplicate key update `a` = ?",
            "INSERT",
            Some("t"),
            "INSERT t",
        );
        check(r#"update "users" set "age" = ? where "id" = ?"#, "UPDATE", Some("users"), "UPDATE users");
        check(r#"delete from "posts" using "users" where true"#, "DELETE", None, "DELETE posts users");
        check("insert into a (x) select x from b", "INSERT", None, "INSERT a b");
        check("create table a (x integer)", "CREATE", None, "CREATE");
        check("", "", None, "");
    }

    #[test]
    fn subqueries_and_named_queries() {
        check(
            r#"with recursive "tree" ("id") as (select "id" from "nodes" union all select n."id" from "nodes" n join "tree" on true) select * from "tree""#,
            "SELECT",
            Some("nodes"),
            "SELECT nodes",
        );
        check(
            "select (select count(*) from chats) from projects where exists (select 1 from files)",
            "SELECT",
            None,
            "SELECT chats projects files",
        );
        check(
            "with gone as (delete from a returning id) select id from gone, b",
            "SELECT",
            None,
            "SELECT a b",
        );
    }

    #[test]
    fn names_in_texts_comments_and_functions_are_no_tables() {
        check(
            "select extract(year from born), trim(both 'x' from name), 'it''s from secrets' -- from nowhere\n from a /* from b */",
            "SELECT",
            Some("a"),
            "SELECT a",
        );
        check("select x from a where x is distinct from y for update", "SELECT", Some("a"), "SELECT a");
        check(r#"select 1 from "it""s""#, "SELECT", Some(r#"it""s"#), r#"SELECT it""s"#);
        check("select 'open", "SELECT", None, "SELECT");
    }

    #[test]
    fn a_long_summary_ends_with_a_whole_name() {
        let tables: Vec<String> = (0..60).map(|number| format!("table_{number}")).collect();
        let told = Summary::of(&format!("select 1 from {}", tables.join(", ")));
        assert!(told.text.len() <= 255 && told.text.len() > 240, "{}", told.text);
        assert!(tables.iter().any(|table| told.text.ends_with(table)), "{}", told.text);
    }
}
