//! Views: the statement that SQLite keeps is all it knows of one. It looks for what the query names when the view is read.

use orm_schema::model::{ObjectName, ViewDef};

use super::Tables;
use super::lexer::tokens;

/// Adds the view that `sql` makes.
pub(super) fn add(tables: &mut Tables, name: &str, sql: &str) {
    let all = tokens(sql);
    let begin = all.iter().position(|token| token.is_word("AS"));
    let query = begin.and_then(|at| all.get(at + 1)).map(|first| sql[first.start()..].trim());
    let has_list = begin.is_some_and(|at| at > 0 && all[at - 1].is_symbol(')'));
    let query = query.unwrap_or_default().trim_end_matches(';').to_owned();
    let view = ViewDef { name: ObjectName::new(name), query, ..ViewDef::default() };
    tables.add_view(name.to_owned(), view);
    if has_list {
        let reason = "that its columns are named beside the query is not part of the model";
        tables.lacks(&name.to_owned(), "view", name, reason);
    }
}
