//! A table written anew with its rows: what SQLite needs wherever `ALTER TABLE` does not reach.
//!
//! The order is that of <https://sqlite.org/lang_altertable.html#otheralter>: the new table is made under another name and
//! takes the old one's place after that is gone. The other way round, references to the old table would follow its rename.
//! Foreign keys, triggers and views are the business of the runner, which the directive tells.

use std::fmt::Write as _;

use orm_schema::model::{ColumnDef, ObjectName, TableDef};
use orm_schema::{Pair, SchemaDef, SqlType};

use super::column::is_sole_key;
use super::render::create_table;
use super::{constraint, quoted, text};
use crate::dialect::statement::{Directive, Statement};
use crate::diff::TableChange;

/// The statements of a rebuild.
pub(super) fn statements(
    schema: &SchemaDef,
    tables: &Pair<TableDef>,
    changes: &[TableChange],
) -> Vec<Statement> {
    let Pair { previous, next } = tables;
    let (old, new) = (&next.name.name, format!("__new_{}", next.name.name));
    let directive = Some(Directive::Rebuild(next.name.clone()));
    // The runner puts back every index that stands on the table when the rebuild begins, and that is not made anew.
    let mut statements: Vec<Statement> = previous
        .indexes
        .iter()
        .filter(|index| next.indexes.iter().all(|kept| kept.name != index.name))
        .map(|index| Statement::new(format!("DROP INDEX {}", quoted(&index.name))))
        .collect();
    statements.push(Statement { directive, ..Statement::new(create_table(schema, next, &new)) });
    statements.extend(copy(Pair { previous, next }, changes, &new));
    if keeps_counter(Pair { previous, next }) {
        statements.push(Statement::new(format!("DELETE FROM sqlite_sequence WHERE name = {}", text(&new))));
        statements.push(Statement::new(format!(
            "INSERT INTO sqlite_sequence (name, seq) SELECT {}, seq FROM sqlite_sequence WHERE name = {}",
            text(&new),
            text(old)
        )));
    }
    statements.push(Statement::new(format!("DROP TABLE {}", quoted(old))));
    statements.push(Statement::new(format!("ALTER TABLE {} RENAME TO {}", quoted(&new), quoted(old))));
    let name = ObjectName::new(old);
    statements
        .extend(next.indexes.iter().map(|index| Statement::new(constraint::create_index(&name, index))));
    statements
}

/// `INSERT … SELECT`; columns that are new take their default, generated ones compute themselves.
fn copy(tables: Pair<&TableDef>, changes: &[TableChange], new: &str) -> Option<Statement> {
    let mut targets = Vec::new();
    let mut sources = Vec::new();
    if keeps_rowid(tables) {
        targets.push("rowid".to_owned());
        sources.push("rowid".to_owned());
    }
    for column in tables.next.columns.iter().filter(|column| column.generated.is_none()) {
        if let Some(source) = source(tables.previous, column, changes) {
            targets.push(quoted(&column.name));
            sources.push(source);
        }
    }
    (!targets.is_empty()).then(|| {
        Statement::new(format!(
            "INSERT INTO {} ({}) SELECT {} FROM {}",
            quoted(new),
            targets.join(", "),
            sources.join(", "),
            quoted(&tables.next.name.name)
        ))
    })
}

/// What a row that is there puts into `column`; nothing leaves it to the default.
fn source(previous: &TableDef, column: &ColumnDef, changes: &[TableChange]) -> Option<String> {
    let name = quoted(&column.name);
    let change = changes.iter().find_map(|change| match change {
        TableChange::AddColumn { column: added, backfill, .. } if added.name == column.name => {
            Some(backfill.clone().map(|sql| format!("({sql})")))
        }
        TableChange::AlterColumn(change) if change.columns.next.name == column.name => {
            let cases = change.labels.iter().fold(String::new(), |mut cases, label| {
                let _ = write!(cases, " WHEN {} THEN {}", text(&label.previous), text(&label.next));
                cases
            });
            let value =
                if cases.is_empty() { name.clone() } else { format!("CASE {name}{cases} ELSE {name} END") };
            Some(Some(match &change.backfill {
                Some(backfill) => format!("coalesce({value}, {backfill})"),
                None => value,
            }))
        }
        _ => None,
    });
    match change {
        Some(source) => source,
        None => previous.column(&column.name).map(|_| name),
    }
}

/// Does AUTOINCREMENT count on where it was? The counter knows of rows that are deleted already.
fn keeps_counter(tables: Pair<&TableDef>) -> bool {
    let counts = |table: &TableDef| {
        table.columns.iter().any(|column| column.auto_increment && is_sole_key(table, column))
    };
    counts(tables.previous) && counts(tables.next)
}

/// Is there a hidden rowid that something outside (full-text search, an application) may refer to?
fn keeps_rowid(tables: Pair<&TableDef>) -> bool {
    let is_hidden = |table: &TableDef| {
        let is_alias = |column: &ColumnDef| {
            is_sole_key(table, column) && (column.ty.is_integer() || column.ty == SqlType::Bool)
        };
        !table.options.without_rowid
            && !table
                .columns
                .iter()
                .any(|column| is_alias(column) || column.name.eq_ignore_ascii_case("rowid"))
    };
    is_hidden(tables.previous) && is_hidden(tables.next)
}
