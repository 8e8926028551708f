//! Steps as statements of SQLite.

use orm_schema::model::{ForeignKeyDef, ObjectName, TableDef};
use orm_schema::{Dialect, Pair, SchemaDef};

use super::{column, columns, constraint, objects, quoted, rebuild};
use crate::dialect::statement::Statement;
use crate::dialect::write;
use crate::diff::{Step, TableChange};
use crate::hazard::Hazards;

/// The statements of all steps.
pub(in crate::dialect) fn statements(schemas: Pair<&SchemaDef>, steps: &[Step]) -> Vec<Statement> {
    let hazards = Hazards::new(Dialect::Sqlite, schemas.next, steps);
    let mut out = Vec::with_capacity(steps.len());
    for step in steps {
        let mut statements = step_statements(schemas, step);
        if let Some(first) = statements.first_mut() {
            first.hazards = hazards.of(step);
        }
        out.append(&mut statements);
    }
    out
}

fn step_statements(schemas: Pair<&SchemaDef>, step: &Step) -> Vec<Statement> {
    let one = |sql: String| vec![Statement::new(sql)];
    let schema = schemas.next;
    match step {
        Step::CreateTable(table) => one(create_table(schema, table, &table.name.name)),
        Step::DropTable(table) => one(format!("DROP TABLE {}", quoted(&table.name.name))),
        Step::RenameTable(names) => one(format!(
            "ALTER TABLE {} RENAME TO {}",
            quoted(&names.previous.name),
            quoted(&names.next.name)
        )),
        Step::AlterTable { table, change } if let TableChange::DropForeignKey(fk) = &**change => {
            release(schemas.previous, table, fk)
        }
        Step::AlterTable { table, change } => alter_table(schema, table, change),
        Step::CreateView { view, .. } => {
            one(format!("CREATE VIEW {} AS\n{}", quoted(&view.name.name), view.query))
        }
        Step::DropView { view, .. } => one(format!("DROP VIEW {}", quoted(&view.name.name))),
        Step::RebuildTable { tables, changes } => rebuild::statements(schema, tables, changes),
        Step::Object(change) => objects::statement(change).into_iter().map(Statement::new).collect(),
        // There are no schemas, an enum is part of its columns, and a view has no comment and is always made again.
        Step::ReplaceView(_)
        | Step::RenameView { .. }
        | Step::CommentOnView(_)
        | Step::CreateSchema(_)
        | Step::DropSchema(_)
        | Step::CreateEnum(_)
        | Step::DropEnum(_)
        | Step::RenameEnum(_)
        | Step::RenameEnumLabel { .. }
        | Step::AddEnumLabel { .. }
        | Step::RebuildEnum { .. } => Vec::new(),
    }
}

/// `CREATE TABLE`, under a name that need not be the table's own.
pub(super) fn create_table(schema: &SchemaDef, table: &TableDef, name: &str) -> String {
    let mut lines: Vec<String> =
        table.columns.iter().map(|column| column::definition(schema, table, column)).collect();
    let pk = table.primary_key.iter().filter(|pk| pk.columns.len() > 1);
    lines.extend(pk.map(|pk| format!("PRIMARY KEY ({})", columns(&pk.columns))));
    lines.extend(table.uniques.iter().map(|unique| format!("UNIQUE ({})", columns(&unique.columns))));
    lines.extend(table.foreign_keys.iter().map(constraint::foreign_key));
    lines.extend(table.checks.iter().map(constraint::check));
    let mut options = Vec::new();
    options.extend(table.options.strict.then_some("STRICT"));
    options.extend(table.options.without_rowid.then_some("WITHOUT ROWID"));
    options.extend(table.options.raw.as_deref());
    let options = if options.is_empty() { String::new() } else { format!(" {}", options.join(", ")) };
    format!("CREATE TABLE {} {}{options}", quoted(name), write::indented(&lines))
}

/// Of tables that refer to each other and go, one has to let go of the other: `DROP TABLE` deletes the rows first, which those
/// that refer to them refuse. A row whose column may not be NULL is there only if its foreign key waits for the commit.
fn release(schema: &SchemaDef, table: &ObjectName, fk: &ForeignKeyDef) -> Vec<Statement> {
    let columns = schema.table(table).map(|table| table.columns.as_slice()).unwrap_or_default();
    let nullable = columns.iter().find(|column| column.is_nullable && fk.columns.contains(&column.name));
    let sql =
        nullable.map(|column| format!("UPDATE {} SET {} = NULL", quoted(&table.name), quoted(&column.name)));
    sql.into_iter().map(Statement::new).collect()
}

fn alter_table(schema: &SchemaDef, table: &ObjectName, change: &TableChange) -> Vec<Statement> {
    let name = quoted(&table.name);
    let sql = match change {
        TableChange::RenameColumn(names) => {
            format!("ALTER TABLE {name} RENAME COLUMN {} TO {}", quoted(&names.previous), quoted(&names.next))
        }
        TableChange::AddColumn { column, references, backfill: _ } => {
            let references = references.as_ref().map(|fk| format!(" {}", constraint::references(fk)));
            let definition = column::definition(schema, &TableDef::default(), column);
            format!("ALTER TABLE {name} ADD COLUMN {definition}{}", references.unwrap_or_default())
        }
        TableChange::DropColumn(column) => format!("ALTER TABLE {name} DROP COLUMN {}", quoted(&column.name)),
        TableChange::CreateIndex(index) => constraint::create_index(table, index),
        TableChange::DropIndex(index) => format!("DROP INDEX {}", quoted(&index.name)),
        // Everything else is a rebuild.
        TableChange::AlterColumn(_)
        | TableChange::AddPrimaryKey(_)
        | TableChange::DropPrimaryKey(_)
        | TableChange::AddUnique(_)
        | TableChange::DropUnique(_)
        | TableChange::AddForeignKey(_)
        | TableChange::DropForeignKey(_)
        | TableChange::AddCheck(_)
        | TableChange::DropCheck(_)
        | TableChange::RenameConstraint(_)
        | TableChange::RenameIndex(_)
        | TableChange::RenameCounter(_)
        | TableChange::SetComment(_)
        | TableChange::AddExclusion(_)
        | TableChange::DropExclusion(_)
        | TableChange::SetRowSecurity(_)
        | TableChange::CreatePolicy(_)
        | TableChange::AlterPolicy(_)
        | TableChange::DropPolicy(_)
        | TableChange::RenamePolicy(_)
        | TableChange::AddPartition(_)
        | TableChange::DropPartition(_)
        | TableChange::RenamePartition(_)
        | TableChange::SetBounds(_)
        | TableChange::SetPartitioning(_)
        | TableChange::SetOptions(_) => return Vec::new(),
    };
    vec![Statement::new(sql)]
}
