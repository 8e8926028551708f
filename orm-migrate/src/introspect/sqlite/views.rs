//! Views: the statement that SQLite keeps is all it knows of one. It looks for what the query names when the view is read.

use orm_schema::model::{ObjectName, ViewColumnDef, ViewDef};

use super::lexer::tokens;
use super::{Tables, columns, rows};
use crate::runner::MigrateError;
use crate::runner::session::{Session, Value};

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

/// Adds the columns of all views. A view that names what is not there has none, and makes SQLite refuse the question as a whole,
/// so that each is then asked on its own.
pub(super) async fn read_columns(session: &mut dyn Session, tables: &mut Tables) -> Result<(), MigrateError> {
    let names: Vec<String> = tables.views().map(|view| view.name.name.clone()).collect();
    if names.is_empty() {
        return Ok(());
    }
    let mut found = Vec::new();
    if let Ok(columns) = rows(session, COLUMNS, &[Value::Text(None)]).await {
        found = columns;
    } else {
        for name in &names {
            match rows(session, COLUMNS, &[Value::text(name)]).await {
                Ok(columns) => found.extend(columns),
                Err(_) => tables.lacks(name, "view", name, "it reads what is not there"),
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
