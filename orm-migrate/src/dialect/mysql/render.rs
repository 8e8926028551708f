//! Steps as statements of MySQL.

use std::fmt::Write as _;

use orm_schema::model::{ObjectName, TableDef, ViewDef};
use orm_schema::{Dialect, Pair, SchemaDef};

use super::{alter, column, constraint, object, objects, partitions, quoted, text};
use crate::dialect::statement::Statement;
use crate::dialect::write;
use crate::diff::{Step, TableChange};
use crate::hazard::Hazards;

/// The statements of all steps; changes of one table that follow each other share one `ALTER TABLE`.
pub(in crate::dialect) fn statements(schemas: Pair<&SchemaDef>, steps: &[Step]) -> Vec<Statement> {
    let hazards = Hazards::new(Dialect::Mysql, schemas.next, steps);
    let tables = schemas.next.tables_by_name();
    let mut out = Vec::with_capacity(steps.len());
    let mut rest = steps;
    while let Some(step) = rest.first() {
        let length = folded(rest);
        let (group, after) = rest.split_at(length);
        rest = after;
        let sql = match step {
            Step::AlterTable { table, .. } => {
                alter_table(schemas, (table, tables.get(table).copied()), group)
            }
            other => one(schemas, other),
        };
        let mut statements: Vec<Statement> = sql.into_iter().map(Statement::new).collect();
        if let Some(first) = statements.first_mut() {
            first.hazards = group.iter().flat_map(|step| hazards.of(step)).collect();
        }
        out.append(&mut statements);
    }
    out
}

/// How many of the first steps go into one statement.
///
/// Foreign keys are dropped on their own: InnoDB takes no new one of the same name in the same statement.
fn folded(steps: &[Step]) -> usize {
    let Some(Step::AlterTable { table: first, change }) = steps.first() else {
        return 1;
    };
    let is_drop = |change: &TableChange| matches!(change, TableChange::DropForeignKey(_));
    let drops = is_drop(change);
    let same = |step: &&Step| matches!(step, Step::AlterTable { table, change } if table == first && is_drop(change) == drops);
    steps.iter().take_while(same).count()
}

fn alter_table(
    schemas: Pair<&SchemaDef>,
    table: (&ObjectName, Option<&TableDef>),
    group: &[Step],
) -> Vec<String> {
    let changes = group.iter().filter_map(|step| match step {
        Step::AlterTable { change, .. } => Some(&**change),
        _ => None,
    });
    alter::statements(schemas, table, &changes.collect::<Vec<_>>())
}

fn one(schemas: Pair<&SchemaDef>, step: &Step) -> Vec<String> {
    match step {
        Step::CreateSchema(name) => vec![format!("CREATE DATABASE IF NOT EXISTS {}", quoted(name))],
        Step::DropSchema(name) => vec![format!("DROP DATABASE {}", quoted(name))],
        Step::CreateTable(table) => vec![create_table(schemas.next, table)],
        Step::DropTable(table) => vec![format!("DROP TABLE {}", object(&table.name))],
        // For both.
        Step::RenameTable(names) | Step::RenameView { names, .. } => {
            vec![format!("RENAME TABLE {} TO {}", object(&names.previous), object(&names.next))]
        }
        Step::RebuildTable { tables, changes } => {
            let table = (&tables.next.name, Some(&tables.next));
            alter::statements(schemas, table, &changes.iter().collect::<Vec<_>>())
        }
        Step::AlterTable { table, change } => {
            alter::statements(schemas, (table, schemas.next.table(table)), &[change])
        }
        Step::Object(change) => objects::statements(change),
        Step::CreateView { view, .. } => vec![create_view("CREATE", view)],
        Step::ReplaceView(views) => vec![create_view("CREATE OR REPLACE", &views.next)],
        Step::DropView { view, .. } => vec![format!("DROP VIEW {}", object(&view.name))],
        // An enum is part of its columns here, and a view has no comment.
        Step::CommentOnView(_)
        | Step::CreateEnum(_)
        | Step::DropEnum(_)
        | Step::RenameEnum(_)
        | Step::RenameEnumLabel { .. }
        | Step::AddEnumLabel { .. }
        | Step::RebuildEnum { .. } => Vec::new(),
    }
}

fn create_view(verb: &str, view: &ViewDef) -> String {
    let security = if view.options.security_invoker { " SQL SECURITY INVOKER" } else { "" };
    let option = view.options.check_option.map(|option| format!("\nWITH {} CHECK OPTION", option.sql()));
    format!("{verb}{security} VIEW {} AS\n{}{}", object(&view.name), view.query, option.unwrap_or_default())
}

fn create_table(schema: &SchemaDef, table: &TableDef) -> String {
    let mut lines: Vec<String> =
        table.columns.iter().map(|column| column::definition(schema, column)).collect();
    lines.extend(table.primary_key.iter().map(constraint::primary_key));
    lines.extend(table.uniques.iter().map(constraint::unique));
    lines.extend(table.indexes.iter().map(constraint::index));
    lines.extend(table.checks.iter().map(constraint::check));
    let mut sql = format!("CREATE TABLE {} {}", object(&table.name), write::indented(&lines));
    let options = table.options.raw.as_deref();
    let names_charset = options.is_some_and(|raw| {
        let raw = raw.to_ascii_lowercase();
        ["charset", "character set", "collate"].iter().any(|word| raw.contains(word))
    });
    if let Some(options) = options {
        let _ = write!(sql, " {options}");
    }
    if !names_charset {
        sql += " DEFAULT CHARSET = utf8mb4";
    }
    if let Some(comment) = &table.comment {
        let _ = write!(sql, " COMMENT = {}", text(comment));
    }
    if let Some(partitioning) = &table.partitioning {
        let _ = write!(sql, " {}", partitions::clause(partitioning));
    }
    sql
}
