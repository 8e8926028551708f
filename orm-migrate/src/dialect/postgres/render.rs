//! Steps as statements of PostgreSQL.

use std::collections::{BTreeMap, HashMap, HashSet};

use orm_schema::model::{Deferrable, ObjectName, TableDef, TableOptions};

use super::rights::{self, Remade};
use super::{
    Rules, column, constraint, enums, object, objects, partitions, quoted, row_security, text, view,
};
use crate::dialect::statement::Statement;
use crate::dialect::{options, write};
use crate::diff::{self, Step, TableChange};
use crate::hazard::{self, Hazard, Hazards};
use orm_schema::{Dialect, Pair, SchemaDef};

/// The statements of all steps.
pub(in crate::dialect) fn statements(schemas: Pair<&SchemaDef>, steps: &[Step]) -> Vec<Statement> {
    let hazards = Hazards::new(Dialect::Postgres, schemas.next, steps);
    let mut cuts = cut(steps);
    let remade = Remade::of(steps);
    let moves = Moves::of(schemas.previous, steps);
    let mut out = Vec::with_capacity(steps.len());
    for (at, step) in steps.iter().enumerate() {
        let mut statements = step_statements(step, &hazards, &remade);
        if let Step::RenameTable(names) = step {
            if moves.is_taken_there(names) {
                statements = enums::rename_first("TABLE", names);
            }
            statements.extend(partitions::moved_along(moves.moved(names), names).map(Statement::new));
        }
        if let Some(first) = statements.first_mut() {
            first.hazards = hazards.of(step);
            first.hazards.extend(cuts.remove(&at));
        }
        out.append(&mut statements);
    }
    if waits_for_commit(schemas.previous) || waits_for_commit(schemas.next) {
        checked_at_once(out)
    } else {
        out
    }
}

/// What others find gone for a while, by the steps that drop it.
fn cut(steps: &[Step]) -> BTreeMap<usize, Hazard> {
    let alone = diff::alone(steps, &Rules);
    if !alone.contains(&true) {
        return BTreeMap::new();
    }
    hazard::cuts(steps, &|from, to| alone[from..=to].contains(&true))
}

/// What there was before tables and views moved.
struct Moves<'a> {
    tables: HashMap<&'a ObjectName, &'a TableDef>,
    views: HashSet<&'a ObjectName>,
    /// What a table was called before it got a name.
    were: HashMap<&'a ObjectName, &'a ObjectName>,
}

impl<'a> Moves<'a> {
    fn of(previous: &'a SchemaDef, steps: &'a [Step]) -> Self {
        let renamed = steps.iter().filter_map(|step| match step {
            Step::RenameTable(names) => Some((&names.next, &names.previous)),
            _ => None,
        });
        let were: HashMap<_, _> = renamed.collect();
        let is_anything_moved = !were.is_empty();
        Self {
            tables: if is_anything_moved { previous.tables_by_name() } else { HashMap::new() },
            views: previous.views.iter().filter(|_| is_anything_moved).map(|view| &view.name).collect(),
            were,
        }
    }

    /// Is there another table of the previous name in the schema that a table moves into, or on a detour?
    fn is_taken_there(&self, names: &Pair<ObjectName>) -> bool {
        let there = ObjectName { schema: names.next.schema.clone(), name: names.previous.name.clone() };
        let is_on_detour = diff::is_temporary(&names.next.name);
        there != names.previous
            && (is_on_detour || self.tables.contains_key(&there) || self.views.contains(&there))
    }

    /// A table that moves into another schema. On the way of an exchange of names it has another name for a while.
    fn moved(&self, names: &Pair<ObjectName>) -> Option<&'a TableDef> {
        let before = self.were.get(&names.previous).copied().unwrap_or(&names.previous);
        self.tables.get(before).filter(|_| names.previous.schema != names.next.schema).copied()
    }
}

/// Does a constraint of the schema wait for the end of a transaction?
fn waits_for_commit(schema: &SchemaDef) -> bool {
    let waits = |deferrable| deferrable == Deferrable::InitiallyDeferred;
    schema.tables.iter().any(|table| {
        table.foreign_keys.iter().any(|fk| waits(fk.deferrable))
            || table.uniques.iter().any(|unique| waits(unique.deferrable))
            || table.exclusions.iter().any(|exclusion| waits(exclusion.deferrable))
    })
}

/// PostgreSQL alters no table while constraints have yet to look at rows that the same transaction wrote.
fn checked_at_once(statements: Vec<Statement>) -> Vec<Statement> {
    let mut out = Vec::with_capacity(statements.len() + 1);
    for statement in statements {
        let writes = statement.sql.starts_with("UPDATE ");
        out.push(statement);
        if writes {
            out.push(Statement::new("SET CONSTRAINTS ALL IMMEDIATE"));
        }
    }
    out
}

fn step_statements(step: &Step, hazards: &Hazards<'_>, remade: &Remade<'_>) -> Vec<Statement> {
    let one = |sql: String| vec![Statement::new(sql)];
    match step {
        Step::CreateSchema(name) => one(format!("CREATE SCHEMA IF NOT EXISTS {}", quoted(name))),
        Step::DropSchema(name) => one(format!("DROP SCHEMA {}", quoted(name))),
        Step::CreateEnum(def) => one(enums::create(def)),
        Step::DropEnum(def) => one(format!("DROP TYPE {}", object(&def.name))),
        Step::RenameEnum(names) => enums::rename("TYPE", names),
        Step::RenameEnumLabel { name, labels } => one(format!(
            "ALTER TYPE {} RENAME VALUE {} TO {}",
            object(name),
            text(&labels.previous),
            text(&labels.next)
        )),
        Step::AddEnumLabel { name, label, position, is_used } => {
            vec![enums::add_label(name, label, position, *is_used)]
        }
        Step::RebuildEnum { defs, labels, columns } => enums::rebuild(defs, labels, columns),
        Step::CreateTable(table) => create_table(table),
        Step::DropTable(table) => one(format!("DROP TABLE {}", object(&table.name))),
        Step::RenameTable(names) => enums::rename("TABLE", names),
        Step::CreateView { view, replaces } => view::create(view, replaces.as_ref(), remade),
        Step::DropView { view, .. } => view::drop(view, remade),
        Step::ReplaceView(views) => view::replace(&views.next),
        Step::RenameView { names, is_materialized } => view::rename(names, *is_materialized),
        Step::CommentOnView(view) => vec![view::comment(view)],
        Step::AlterTable { table, change } => alter_table(table, change, hazards.is_created(table), remade),
        Step::Object(change) => objects::statements(change, remade),
        // PostgreSQL alters in place whatever it alters at all.
        Step::RebuildTable { tables, changes } => {
            changes.iter().flat_map(|change| alter_table(&tables.next.name, change, false, remade)).collect()
        }
    }
}

fn create_table(table: &TableDef) -> Vec<Statement> {
    let mut lines: Vec<String> = table.columns.iter().map(column::definition).collect();
    lines.extend(table.primary_key.iter().map(constraint::primary_key));
    lines.extend(table.uniques.iter().map(constraint::unique));
    lines.extend(table.checks.iter().map(constraint::check));
    lines.extend(table.exclusions.iter().map(constraint::exclusion));
    let partitioning = table.partitioning.as_ref();
    let by = partitioning.map(|def| format!(" PARTITION BY {}", def.by.trim())).unwrap_or_default();
    let options = table.options.raw.as_ref().map(|raw| format!(" {raw}")).unwrap_or_default();
    let name = object(&table.name);
    let mut statements =
        vec![Statement::new(format!("CREATE TABLE {name} {}{by}{options}", write::indented(&lines)))];
    let partitions = partitioning.iter().flat_map(|def| &def.partitions);
    statements.extend(partitions.map(|def| Statement::new(partitions::create(&table.name, def))));
    if table.comment.is_some() {
        statements.push(comment(&table.name, table.comment.as_deref()));
    }
    let commented = table.columns.iter().filter(|column| column.comment.is_some());
    statements.extend(commented.map(|column| column::comment(&table.name, column)));
    statements
}

fn comment(table: &ObjectName, comment: Option<&str>) -> Statement {
    let comment = comment.map_or_else(|| "NULL".to_owned(), text);
    Statement::new(format!("COMMENT ON TABLE {} IS {comment}", object(table)))
}

fn alter_table(
    table: &ObjectName,
    change: &TableChange,
    is_created: bool,
    remade: &Remade<'_>,
) -> Vec<Statement> {
    let name = object(table);
    let alter = |action: String| vec![Statement::new(format!("ALTER TABLE {name} {action}"))];
    let drop_constraint = |constraint: &str| alter(format!("DROP CONSTRAINT {}", quoted(constraint)));
    match change {
        TableChange::RenameColumn(names) => {
            alter(format!("RENAME COLUMN {} TO {}", quoted(&names.previous), quoted(&names.next)))
        }
        TableChange::AddColumn { column, backfill, references: _ } => {
            let mut statements = column::add(table, column, backfill.as_deref());
            statements.extend(column.comment.is_some().then(|| column::comment(table, column)));
            let setting = remade.column(table, &column.name);
            let give = setting.map(|setting| rights::give_column_again(table, &column.name, &setting));
            statements.extend(give.map(Statement::new));
            statements
        }
        TableChange::DropColumn(column) => {
            let setting = remade.column(table, &column.name);
            let keep = setting.map(|setting| rights::keep_of_column(table, &column.name, &setting));
            let keep = keep.map(Statement::new);
            keep.into_iter().chain(alter(format!("DROP COLUMN {}", quoted(&column.name)))).collect()
        }
        TableChange::AlterColumn(change) => column::alter(table, change),
        TableChange::AddPrimaryKey(pk) => alter(format!("ADD {}", constraint::primary_key(pk))),
        TableChange::DropPrimaryKey(pk) => drop_constraint(&pk.name),
        TableChange::AddUnique(unique) => alter(format!("ADD {}", constraint::unique(unique))),
        TableChange::DropUnique(unique) => drop_constraint(&unique.name),
        TableChange::AddForeignKey(fk) => alter(format!("ADD {}", constraint::foreign_key(fk))),
        TableChange::DropForeignKey(fk) => drop_constraint(&fk.name),
        TableChange::AddCheck(check) => alter(format!("ADD {}", constraint::check(check))),
        TableChange::DropCheck(check) => drop_constraint(&check.name),
        TableChange::RenameConstraint(names) => {
            alter(format!("RENAME CONSTRAINT {} TO {}", quoted(&names.previous), quoted(&names.next)))
        }
        TableChange::CreateIndex(index) => {
            let concurrently = index.concurrently && !is_created;
            let sql = constraint::create_index(table, index, concurrently);
            vec![if concurrently { Statement::outside_transaction(sql) } else { Statement::new(sql) }]
        }
        TableChange::DropIndex(index) => {
            let index_name = index_in(table, &index.name);
            vec![if index.concurrently {
                Statement::outside_transaction(format!("DROP INDEX CONCURRENTLY {index_name}"))
            } else {
                Statement::new(format!("DROP INDEX {index_name}"))
            }]
        }
        TableChange::RenameIndex(names) => vec![Statement::new(format!(
            "ALTER INDEX {} RENAME TO {}",
            index_in(table, &names.previous),
            quoted(&names.next)
        ))],
        // Somebody may have named it otherwise, which is theirs to keep.
        TableChange::RenameCounter(names) => vec![Statement::new(format!(
            "ALTER SEQUENCE IF EXISTS {} RENAME TO {}",
            index_in(table, &names.previous),
            quoted(&names.next)
        ))],
        TableChange::AddExclusion(exclusion) => alter(format!("ADD {}", constraint::exclusion(exclusion))),
        TableChange::DropExclusion(exclusion) => drop_constraint(&exclusion.name),
        TableChange::SetRowSecurity(security) => {
            row_security::switch(*security).into_iter().flat_map(|action| alter(action.to_owned())).collect()
        }
        TableChange::CreatePolicy(policy) => vec![Statement::new(row_security::create(table, policy))],
        TableChange::AlterPolicy(policies) => vec![Statement::new(row_security::alter(table, policies))],
        TableChange::DropPolicy(policy) => {
            vec![Statement::new(format!("DROP POLICY {} ON {name}", quoted(&policy.name)))]
        }
        TableChange::RenamePolicy(names) => vec![Statement::new(format!(
            "ALTER POLICY {} ON {name} RENAME TO {}",
            quoted(&names.previous),
            quoted(&names.next)
        ))],
        TableChange::AddPartition(partition) => vec![Statement::new(partitions::create(table, partition))],
        TableChange::DropPartition(partition) => vec![Statement::new(partitions::drop(table, partition))],
        TableChange::RenamePartition(pair) => vec![Statement::new(partitions::rename(table, pair))],
        TableChange::SetBounds(pair) => {
            partitions::set_bounds(table, &pair.next).map(Statement::new).collect()
        }
        // Never in a plan: there is no such statement, and the differ says so.
        TableChange::SetPartitioning(_) => Vec::new(),
        TableChange::SetComment(new_comment) => vec![comment(table, new_comment.as_deref())],
        TableChange::SetOptions(options) => set_options(&name, options),
    }
}

/// An index or a sequence lives in the schema of its table.
fn index_in(table: &ObjectName, index: &str) -> String {
    object(&ObjectName { schema: table.schema.clone(), name: index.to_owned() })
}

/// Storage parameters are set one by one: `WITH (fillfactor = 70)` at creation is `SET (fillfactor = 70)` later.
fn set_options(table: &str, options: &Pair<TableOptions>) -> Vec<Statement> {
    let facts = |options: &TableOptions| options::facts(Dialect::Postgres, options.raw.as_deref());
    let facts = Pair { previous: facts(&options.previous), next: facts(&options.next) };
    let (set, gone) = options::changes(&facts);
    let mut statements = Vec::new();
    if !gone.is_empty() {
        statements.push(Statement::new(format!("ALTER TABLE {table} RESET ({})", gone.join(", "))));
    }
    if !set.is_empty() {
        let set: Vec<String> = set.iter().map(|(key, value)| format!("{key} = {value}")).collect();
        statements.push(Statement::new(format!("ALTER TABLE {table} SET ({})", set.join(", "))));
    }
    statements
}
