//! Views: the statement that SQLite keeps is all it knows of one. It looks for what the query names when the view is read.

use orm_schema::model::{ObjectName, ViewColumnDef, ViewDef};

use super::lexer::tokens;
use super::{Tables, columns, rows};
use crate::introspect::row::Row;
use crate::introspect::unmodelled::Nature;
use crate::runner::MigrateError;
use crate::runner::session::{self, Session, Value};

/// `SQLITE_ERROR`: the statement is wrong. <https://sqlite.org/rescode.html#error>
const SQL_ERROR: &str = "1";

/// An expression has no type, or one that tells the values it is compared with. <https://sqlite.org/datatype3.html>
const COLUMNS: &str = "\
SELECT m.name, x.name, x.type FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) x
WHERE m.type = 'view' AND (?1 IS NULL OR m.name = ?1) ORDER BY m.name, x.cid";

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

/// The columns of one view or of all, or why SQLite does not tell them. An error of another kind, a busy or broken file, is no
/// matter of the view.
async fn columns_of(
    session: &mut dyn Session,
    view: Option<&str>,
) -> Result<Result<Vec<Row>, Unreadable>, MigrateError> {
    match rows(session, COLUMNS, &[Value::Text(view.map(str::to_owned))]).await {
        Ok(columns) => Ok(Ok(columns)),
        Err(MigrateError::Database { source, .. }) if session.code(&source).as_deref() == Some(SQL_ERROR) => {
            Ok(Err(Unreadable::of(&session::message(&source))))
        }
        Err(error) => Err(error),
    }
}

/// Why SQLite does not tell the columns of a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unreadable {
    ReadsNothing,
    NeedsExtension,
    Unknown,
}

impl Unreadable {
    /// What SQLite says of a query that it cannot make out has no code of its own.
    fn of(message: &str) -> Self {
        match message.strip_prefix("no such ") {
            Some(rest) if rest.starts_with("table") || rest.starts_with("column") => Self::ReadsNothing,
            Some(_) => Self::NeedsExtension,
            None => Self::Unknown,
        }
    }

    const fn reason(self) -> &'static str {
        match self {
            Self::ReadsNothing => "it reads what is not there",
            Self::NeedsExtension => "it needs an extension of SQLite that is not loaded here",
            Self::Unknown => "SQLite cannot make out its query, and says why to those who read the view",
        }
    }

    const fn nature(self) -> Nature {
        match self {
            Self::ReadsNothing => Nature::BrokenView,
            Self::NeedsExtension | Self::Unknown => Nature::OfTable,
        }
    }
}

/// Adds the columns of all views. A view that names what is not there has none, and makes SQLite refuse the question as a whole,
/// so that each is then asked on its own.
pub(super) async fn read_columns(session: &mut dyn Session, tables: &mut Tables) -> Result<(), MigrateError> {
    let names: Vec<String> = tables.views().map(|view| view.name.name.clone()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let mut found = Vec::new();
    match columns_of(session, None).await? {
        Ok(columns) => found = columns,
        Err(_) => {
            for name in &names {
                match columns_of(session, Some(name)).await? {
                    Ok(columns) => found.extend(columns),
                    Err(why) => tables.lacks_of(why.nature(), name, "view", name, why.reason()),
                }
            }
        }
    }
    for mut row in found {
        let (view, name, ty) = (row.text(), row.text(), row.text());
        if let Some(view) = tables.view(&view) {
            view.columns.push(ViewColumnDef { name, ty: columns::of_name(&ty), is_nullable: true });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_not_there_breaks_a_view() {
        for message in ["no such table: main.gone", "no such column: age"] {
            assert_eq!(Unreadable::of(message).nature(), Nature::BrokenView, "{message}");
        }
        for message in ["no such function: spellfix1_editdist", "no such module: fts3", "misuse of aggregate"]
        {
            assert_eq!(Unreadable::of(message).nature(), Nature::OfTable, "{message}");
        }
    }
}
