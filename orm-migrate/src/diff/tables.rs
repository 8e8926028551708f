//! Tables that come, go and change.

use std::collections::{HashMap, HashSet};

use orm_schema::model::{ColumnDef, EnumDef, IdentityKind, IndexKey, ObjectName, RowSecurity, TableDef};
use orm_schema::{Pair, SchemaDef};

use super::columns::{self, ColumnChanges, ColumnContext, enum_of};
use super::constraints::{self, Surroundings, Touched};
use super::expression::unqualified;
use super::names::Names;
use super::renames;
use super::rules::DiffRules;
use super::{Obstacle, RenameHints, Step, TableChange, dropped, exchanges, moves, partitions};

/// What the comparison of tables works with.
pub(super) struct TableContext<'a> {
    pub(super) schemas: Pair<&'a SchemaDef>,
    pub(super) rules: &'a dyn DiffRules,
    pub(super) names: &'a Names<'a>,
    pub(super) hints: &'a RenameHints,
    /// Enum types that are made anew, by new name.
    pub(super) rebuilt_enums: &'a HashSet<String>,
    /// The previous enums under their new names.
    pub(super) carried_enums: &'a SchemaDef,
    /// Labels that go by another text, by the new name of their enum.
    pub(super) labels: &'a HashMap<String, Vec<Pair<String>>>,
}

/// A table that stays and may change.
struct Kept<'a> {
    /// In the new names, as the database keeps it.
    previous: TableDef,
    next: TableDef,
    previous_name: &'a ObjectName,
    /// Columns that go by another name.
    renamed: Vec<Pair<String>>,
    columns: ColumnChanges,
    /// All of them but those of foreign keys.
    changes: Vec<TableChange>,
}

/// What foreign keys have to let go of. Where they are part of their table, nothing.
fn touched(ctx: &TableContext<'_>, kept: &[Kept<'_>]) -> Touched {
    let mut touched = Touched::default();
    if ctx.rules.adds_foreign_keys() {
        for table in kept {
            let name = &table.next.name;
            touched.retyped.extend(table.columns.retyped.iter().map(|column| (name.clone(), column.clone())));
            touched.note_lost_keys(name, &table.changes);
        }
    }
    touched
}

/// Lists the changes of all tables.
pub(super) fn push(steps: &mut Vec<Step>, ctx: &TableContext<'_>, obstacles: &mut Vec<Obstacle>) {
    dropped::push(steps, ctx);
    let changed_enums = changed_enums(ctx);
    let mut kept = Vec::new();
    let mut same = Vec::new();
    for (i, next) in ctx.schemas.next.tables.iter().enumerate() {
        let Some(previous) = ctx.names.tables.matches[i].map(|index| &ctx.schemas.previous.tables[index])
        else {
            push_created(steps, ctx, next, obstacles);
            continue;
        };
        let has_changed_enum = !changed_enums.is_empty()
            && next
                .columns
                .iter()
                .any(|column| enum_of(&column.ty).is_some_and(|name| changed_enums.contains(&name)));
        if previous == next && !ctx.names.touch(previous) && !has_changed_enum {
            same.push(next);
        } else {
            kept.push(keep(ctx, i, Pair { previous, next }, obstacles));
        }
    }
    let touched = touched(ctx, &kept);
    if !touched.is_empty() {
        let is_touched = |table: &&TableDef| table.foreign_keys.iter().any(|fk| touched.by(&table.name, fk));
        kept.extend(same.into_iter().filter(is_touched).map(|table| Kept {
            previous: stored(ctx, table.clone()),
            next: stored(ctx, table.clone()),
            previous_name: &table.name,
            renamed: Vec::new(),
            columns: ColumnChanges::default(),
            changes: Vec::new(),
        }));
    }
    let names = kept.iter().map(|table| Pair { previous: table.previous_name, next: &table.next.name });
    obstacles.extend(moves::in_the_way(ctx.schemas.previous, ctx.rules, names));
    push_table_renames(steps, &kept);
    for table in kept {
        push_kept(steps, ctx, table, &touched);
    }
    exchanges::cut(steps);
}

/// Enums, by new name, whose labels are not what they were.
fn changed_enums(ctx: &TableContext<'_>) -> HashSet<String> {
    let Pair { previous, next } = ctx.schemas;
    let is_changed = |(def, matched): &(&EnumDef, &Option<usize>)| {
        matched.is_none_or(|index| {
            let labels = previous.enums[index].labels.iter().map(|label| &label.label);
            !labels.eq(def.labels.iter().map(|label| &label.label))
        })
    };
    let enums = next.enums.iter().zip(&ctx.names.enums.matches);
    enums.filter(is_changed).map(|(def, _)| def.name.to_string()).collect()
}

/// The table as the database keeps it.
fn stored(ctx: &TableContext<'_>, table: TableDef) -> TableDef {
    unqualified_texts(ctx.rules.stored(table))
}

/// The table with texts that do not name it.
fn unqualified_texts(mut table: TableDef) -> TableDef {
    let name = table.name.clone();
    let unqualify = |sql: &mut String| *sql = unqualified(sql, &name);
    table.columns.iter_mut().filter_map(|column| column.generated.as_mut()).for_each(|generated| {
        unqualify(&mut generated.expression);
    });
    table.checks.iter_mut().for_each(|check| unqualify(&mut check.expression));
    table.indexes.iter_mut().filter_map(|index| index.predicate.as_mut()).for_each(unqualify);
    table.exclusions.iter_mut().filter_map(|exclusion| exclusion.predicate.as_mut()).for_each(unqualify);
    let parts_of_exclusions = table.exclusions.iter_mut().flat_map(|exclusion| &mut exclusion.parts);
    let parts = table.indexes.iter_mut().flat_map(|index| &mut index.parts);
    for part in parts.chain(parts_of_exclusions.map(|compared| &mut compared.part)) {
        if let IndexKey::Expression(sql) = &mut part.key {
            unqualify(sql);
        }
    }
    table
}

fn push_created(
    steps: &mut Vec<Step>,
    ctx: &TableContext<'_>,
    table: &TableDef,
    obstacles: &mut Vec<Obstacle>,
) {
    let table = stored(ctx, table.clone());
    obstacles.extend(ctx.rules.obstacles(&table));
    let alter = |change| Step::AlterTable { table: table.name.clone(), change: Box::new(change) };
    steps.push(Step::CreateTable(Box::new(table.clone())));
    if !ctx.rules.creates_indexes_inline() {
        steps.extend(table.indexes.iter().map(|index| alter(TableChange::CreateIndex(index.clone()))));
    }
    if ctx.rules.adds_foreign_keys() {
        steps.extend(table.foreign_keys.iter().map(|fk| alter(TableChange::AddForeignKey(fk.clone()))));
    }
    if table.row_security != RowSecurity::Off {
        let security = Pair { previous: RowSecurity::Off, next: table.row_security };
        steps.push(alter(TableChange::SetRowSecurity(security)));
    }
    steps.extend(table.policies.iter().map(|policy| alter(TableChange::CreatePolicy(policy.clone()))));
}

fn keep<'a>(
    ctx: &TableContext<'a>,
    index: usize,
    tables: Pair<&'a TableDef>,
    obstacles: &mut Vec<Obstacle>,
) -> Kept<'a> {
    let pairing = &ctx.names.columns[index];
    // Which of its names are derived ones shows under its own.
    let kept = ctx.rules.stored(tables.previous.clone());
    let previous = unqualified_texts(ctx.names.carried_table(&kept, &pairing.dropped));
    let next = stored(ctx, tables.next.clone());
    if previous != next {
        obstacles.extend(ctx.rules.obstacles(&next));
    }
    let matched = pairing.matches.iter().enumerate();
    let names = matched.filter_map(|(next, previous)| {
        Some((&tables.previous.columns[(*previous)?].name, &tables.next.columns[next].name))
    });
    let renamed: Vec<Pair<String>> = names
        .filter(|(previous, next)| previous != next)
        .map(|(previous, next)| Pair { previous: previous.clone(), next: next.clone() })
        .collect();
    let gone = pairing.dropped.iter().map(|&index| tables.previous.columns[index].clone()).collect();
    let column_ctx = ColumnContext {
        rules: ctx.rules,
        enums: Pair { previous: ctx.carried_enums, next: ctx.schemas.next },
        objects: Pair { previous: &ctx.schemas.previous.objects, next: &ctx.schemas.next.objects },
        hints: ctx.hints,
        labels: ctx.labels,
        rebuilt_enums: ctx.rebuilt_enums,
    };
    let stored = Pair { previous: &previous, next: &next };
    let mut columns = columns::changes(&column_ctx, stored, gone, &renamed, obstacles);
    let mut changes = std::mem::take(&mut columns.changes);
    push_counters(&mut changes, ctx, tables, &renamed);
    constraints::push(&mut changes, &surroundings(ctx, &columns), stored);
    partitions::push(&mut changes, ctx.rules, stored, obstacles);
    Kept { previous, next, previous_name: &tables.previous.name, renamed, columns, changes }
}

/// Lists the sequences whose names follow those of `tables` and their columns.
fn push_counters(
    changes: &mut Vec<TableChange>,
    ctx: &TableContext<'_>,
    tables: Pair<&TableDef>,
    renamed: &[Pair<String>],
) {
    let counts = |column: &&ColumnDef| column.auto_increment || column.identity.is_some();
    for column in &tables.next.columns {
        let names = renamed.iter().find(|names| names.next == column.name);
        let previous_name = names.map_or(&column.name, |names| &names.previous);
        let Some(previous) = tables.previous.column(previous_name).filter(counts) else { continue };
        // The sequence of a serial column is there until it is dropped by its name.
        let is_serial =
            previous.identity.as_ref().is_some_and(|identity| identity.kind == IdentityKind::Serial);
        if !counts(&column) && !is_serial {
            continue;
        }
        let names = Pair {
            previous: ctx.rules.counter_name(&tables.previous.name.name, previous_name),
            next: ctx.rules.counter_name(&tables.next.name.name, &column.name),
        };
        if let Pair { previous: Some(previous), next: Some(next) } = names
            && previous != next
        {
            changes.push(TableChange::RenameCounter(Pair { previous, next }));
        }
    }
}

fn surroundings<'a>(ctx: &TableContext<'a>, columns: &'a ColumnChanges) -> Surroundings<'a> {
    Surroundings { rules: ctx.rules, freed: &columns.freed, replaced: &columns.replaced }
}

fn push_table_renames(steps: &mut Vec<Step>, kept: &[Kept<'_>]) {
    let renamed: Vec<Pair<ObjectName>> = kept
        .iter()
        .filter(|table| *table.previous_name != table.next.name)
        .map(|table| Pair { previous: table.previous_name.clone(), next: table.next.name.clone() })
        .collect();
    let hops = renames::hops(renamed, |name| ObjectName {
        schema: name.schema.clone(),
        name: renames::temporary_for(&name.name),
    });
    steps.extend(hops.into_iter().map(Step::RenameTable));
}

fn push_kept(steps: &mut Vec<Step>, ctx: &TableContext<'_>, table: Kept<'_>, touched: &Touched) {
    let Kept { previous, next, previous_name, renamed, columns, mut changes } = table;
    let tables = Pair { previous: &previous, next: &next };
    constraints::push_foreign_keys(&mut changes, &surroundings(ctx, &columns), touched, tables);
    if !ctx.rules.adds_foreign_keys() {
        join_foreign_keys(&mut changes);
    }
    let alter = |change| Step::AlterTable {
        table: if matches!(change, TableChange::DropForeignKey(_)) { previous_name } else { &next.name }
            .clone(),
        change: Box::new(change),
    };
    changes.sort_by_key(phase);
    let is_rebuilt = !changes.iter().all(|change| ctx.rules.alters_in_place(tables, change));
    let renamed = renames_in_order(ctx, renamed, &changes, is_rebuilt);
    steps.extend(renamed.into_iter().map(|names| alter(TableChange::RenameColumn(names))));
    if is_rebuilt {
        steps.push(Step::RebuildTable { tables: Box::new(Pair { previous, next }), changes });
    } else {
        steps.extend(changes.into_iter().map(alter));
    }
}

fn renames_in_order(
    ctx: &TableContext<'_>,
    renamed: Vec<Pair<String>>,
    changes: &[TableChange],
    is_rebuilt: bool,
) -> Vec<Pair<String>> {
    if ctx.rules.renames_columns_at_once() {
        return renamed;
    }
    // A rebuild drops columns last, so one whose name is wanted makes room first.
    let dropped = changes.iter().filter_map(|change| match change {
        TableChange::DropColumn(column) if is_rebuilt => Some(&column.name),
        _ => None,
    });
    let in_the_way = dropped.filter(|name| renamed.iter().any(|names| names.next == **name));
    let away: Vec<Pair<String>> =
        in_the_way.map(|name| Pair { previous: name.clone(), next: renames::temporary_for(name) }).collect();
    let hops = renames::hops(renamed, |name| renames::temporary_for(name));
    away.into_iter().chain(hops).collect()
}

/// What has to go makes room for what comes.
fn phase(change: &TableChange) -> u8 {
    match change {
        change if change.ends_computing() => 3,
        TableChange::DropForeignKey(_) => 0,
        TableChange::DropPolicy(_)
        | TableChange::DropPrimaryKey(_)
        | TableChange::DropUnique(_)
        | TableChange::DropCheck(_)
        | TableChange::DropExclusion(_)
        | TableChange::DropIndex(_)
        | TableChange::DropPartition(_) => 1,
        TableChange::RenameColumn(_)
        | TableChange::RenameConstraint(_)
        | TableChange::RenameIndex(_)
        | TableChange::RenameCounter(_)
        | TableChange::RenamePolicy(_)
        | TableChange::RenamePartition(_) => 2,
        TableChange::DropColumn(_) => 3,
        TableChange::AddColumn { .. } | TableChange::AlterColumn(_) => 4,
        TableChange::AddPrimaryKey(_)
        | TableChange::AddUnique(_)
        | TableChange::AddCheck(_)
        | TableChange::AddExclusion(_) => 5,
        TableChange::CreateIndex(_) => 6,
        TableChange::SetComment(_) | TableChange::SetOptions(_) | TableChange::SetRowSecurity(_) => 7,
        TableChange::SetPartitioning(_) | TableChange::SetBounds(_) | TableChange::AddPartition(_) => 8,
        TableChange::AddForeignKey(_) => 9,
        TableChange::AlterPolicy(_) | TableChange::CreatePolicy(_) => 10,
    }
}

/// Moves a foreign key into the new column it belongs to, where that spares the table from being written anew.
fn join_foreign_keys(changes: &mut Vec<TableChange>) {
    let keys: Vec<_> = changes
        .iter()
        .filter_map(|change| match change {
            TableChange::AddForeignKey(fk) if fk.columns.len() == 1 => Some(fk.clone()),
            _ => None,
        })
        .collect();
    for fk in keys {
        let added = changes.iter_mut().find_map(|change| match change {
            TableChange::AddColumn { column, references: references @ None, .. }
                if column.name == fk.columns[0] =>
            {
                Some(references)
            }
            _ => None,
        });
        if let Some(references) = added {
            *references = Some(fk.clone());
            changes.retain(|change| *change != TableChange::AddForeignKey(fk.clone()));
        }
    }
}
