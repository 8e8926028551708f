//! Enum types: labels that come, go, move and change their text (PostgreSQL).

use std::collections::HashSet;

use orm_schema::model::{ColumnDef, DefaultDef, EnumDef, Literal, ObjectName};
use orm_schema::{Pair, SchemaDef, SqlType};

use super::columns::enum_of;
use super::expression::mentions_text;
use super::names::Names;
use super::{EnumColumn, LabelPosition, Step, TableChange};

/// Lists the changes of enum types, and returns the (new) names of those that are made anew.
pub(super) fn push(steps: &mut Vec<Step>, schemas: Pair<&SchemaDef>, names: &Names<'_>) -> HashSet<String> {
    let mut rebuilt = HashSet::new();
    for (next, matched) in schemas.next.enums.iter().zip(&names.enums.matches) {
        let Some(previous) = matched.map(|index| &schemas.previous.enums[index]) else {
            steps.push(Step::CreateEnum(next.clone()));
            continue;
        };
        if previous.name != next.name {
            steps.push(Step::RenameEnum(Pair { previous: previous.name.clone(), next: next.name.clone() }));
        }
        if previous.labels.iter().map(|label| &label.label).eq(next.labels.iter().map(|label| &label.label)) {
            continue;
        }
        if !push_labels(steps, Pair { previous, next }, &names.changed_labels(previous)) {
            rebuilt.insert(next.name.to_string());
            steps.push(Step::RebuildEnum {
                defs: Box::new(Pair { previous: names.carried_enum(previous), next: next.clone() }),
                labels: names.changed_labels(previous),
                columns: columns_of(schemas, names, &next.name),
            });
        }
    }
    steps.extend(
        names.enums.dropped.iter().map(|&index| Step::DropEnum(schemas.previous.enums[index].clone())),
    );
    rebuilt
}

/// Lists renames and additions, if these are all there is.
fn push_labels(steps: &mut Vec<Step>, defs: Pair<&EnumDef>, renamed: &[Pair<String>]) -> bool {
    let is_taken = |text: &String| defs.previous.labels.iter().any(|label| label.label == *text);
    if renamed.iter().any(|labels| is_taken(&labels.next)) {
        return false;
    }
    let current_text = |label: &String| {
        renamed
            .iter()
            .find(|labels| labels.previous == *label)
            .map_or_else(|| label.clone(), |labels| labels.next.clone())
    };
    let kept: Vec<String> = defs.previous.labels.iter().map(|label| current_text(&label.label)).collect();
    let next: Vec<&String> = defs.next.labels.iter().map(|label| &label.label).collect();
    let kept_in_next = next.iter().filter(|label| kept.contains(label));
    if !kept_in_next.copied().eq(kept.iter()) {
        return false;
    }
    let name = &defs.next.name;
    steps.extend(
        renamed.iter().map(|labels| Step::RenameEnumLabel { name: name.clone(), labels: labels.clone() }),
    );
    for (i, label) in next.iter().enumerate().filter(|(_, label)| !kept.contains(label)) {
        let follower = next[i + 1..].iter().find(|label| kept.contains(label));
        steps.push(Step::AddEnumLabel {
            name: name.clone(),
            label: (*label).clone(),
            position: follower.map_or(LabelPosition::Last, |label| LabelPosition::Before((*label).clone())),
            is_used: false,
        });
    }
    true
}

/// The columns that have this enum before and after.
fn columns_of(schemas: Pair<&SchemaDef>, names: &Names<'_>, name: &ObjectName) -> Vec<EnumColumn> {
    let wanted = name.to_string();
    let has_enum = |ty: &SqlType| enum_of(ty).is_some_and(|own| own == wanted);
    let mut columns = Vec::new();
    for (i, table) in schemas.next.tables.iter().enumerate() {
        let Some(previous) = names.tables.matches[i].map(|index| &schemas.previous.tables[index]) else {
            continue;
        };
        if !table.columns.iter().any(|column| has_enum(&column.ty)) {
            continue;
        }
        let carried = names.carried_table(previous, &names.columns[i].dropped);
        let kept = carried.columns.into_iter().filter(|column| {
            has_enum(&column.ty) && table.column(&column.name).is_some_and(|next| has_enum(&next.ty))
        });
        columns.extend(kept.map(|column| EnumColumn { table: table.name.clone(), column }));
    }
    columns
}

/// Says of each added label whether another step needs it: PostgreSQL lets nobody use a label before it is committed.
pub(super) fn mark_used_labels(steps: &mut [Step]) {
    let used: Vec<bool> = steps
        .iter()
        .map(|step| match step {
            Step::AddEnumLabel { name, label, .. } => steps.iter().any(|other| step_uses(other, name, label)),
            _ => false,
        })
        .collect();
    for (step, used) in steps.iter_mut().zip(used) {
        if let Step::AddEnumLabel { is_used, .. } = step {
            *is_used = used;
        }
    }
}

fn step_uses(step: &Step, name: &ObjectName, label: &str) -> bool {
    let column = |column: &ColumnDef| column_uses(column, name, label);
    let text = |sql: &String| mentions_text(sql, label);
    match step {
        Step::CreateTable(table) => {
            table.columns.iter().any(column) || table.checks.iter().any(|check| text(&check.expression))
        }
        Step::AlterTable { change, .. } => match &**change {
            TableChange::AddColumn { column: added, backfill, .. } => {
                column(added) || backfill.as_ref().is_some_and(text)
            }
            TableChange::AlterColumn(change) => {
                column(&change.columns.next) || change.backfill.as_ref().is_some_and(text)
            }
            TableChange::AddCheck(check) => text(&check.expression),
            TableChange::CreateIndex(index) => index.predicate.as_ref().is_some_and(text),
            _ => false,
        },
        Step::CreateView { view, .. } => text(&view.query),
        Step::ReplaceView(views) => text(&views.next.query),
        _ => false,
    }
}

fn column_uses(column: &ColumnDef, name: &ObjectName, label: &str) -> bool {
    let is_default = match &column.default {
        Some(DefaultDef::Literal(Literal::String(text))) => {
            column.ty == SqlType::Enum(name.clone()) && text == label
        }
        Some(DefaultDef::Sql(sql)) => mentions_text(sql, label),
        _ => false,
    };
    is_default
        || column.generated.as_ref().is_some_and(|generated| mentions_text(&generated.expression, label))
}
