//! A name for a migration, made of its steps.

use std::collections::BTreeSet;

use orm_schema::model::{ObjectDef, ObjectName};

use crate::diff::{ObjectChange, Step, TableChange};
use crate::folder;

/// `create_users`, `add_age_to_users`, `create_users_and_3_more`: what happens first, and how many other things change.
pub(super) fn of_steps(steps: &[Step]) -> String {
    let headline = steps.iter().min_by_key(|step| weight(step));
    let subjects: BTreeSet<String> = steps.iter().map(subject).collect();
    let words = headline.map_or_else(|| "change".to_owned(), |step| words(step, steps));
    let words = match subjects.len() {
        0 | 1 => words,
        several => format!("{words} and {} more", several - 1),
    };
    folder::slug(&words).unwrap_or_else(|| "change".to_owned())
}

/// The smaller, the more it says about the migration.
fn weight(step: &Step) -> u8 {
    match step {
        Step::CreateTable(_) => 0,
        Step::RenameTable(_) => 1,
        Step::DropTable(_) => 2,
        Step::AlterTable { change, .. } => match &**change {
            TableChange::AddColumn { .. } => 3,
            TableChange::RenameColumn(_) => 4,
            TableChange::DropColumn(_) => 5,
            _ => 7,
        },
        Step::RebuildTable { .. }
        | Step::CreateView { replaces: None, .. }
        | Step::DropView { remade_as: None, .. }
        | Step::RenameView { .. } => 6,
        Step::AddEnumLabel { .. }
        | Step::RenameEnumLabel { .. }
        | Step::RebuildEnum { .. }
        | Step::ReplaceView(_) => 8,
        Step::CreateEnum(_) | Step::DropEnum(_) | Step::RenameEnum(_) => 9,
        Step::CreateSchema(_) | Step::DropSchema(_) | Step::Object(_) => 10,
        Step::CreateView { .. } | Step::DropView { .. } | Step::CommentOnView(_) => 11,
    }
}

fn words(step: &Step, steps: &[Step]) -> String {
    match step {
        Step::CreateSchema(name) => format!("create schema {name}"),
        Step::DropSchema(name) => format!("drop schema {name}"),
        Step::CreateEnum(def) => format!("create {}", def.name.name),
        Step::DropEnum(def) => format!("drop {}", def.name.name),
        Step::RenameEnum(names) | Step::RenameTable(names) | Step::RenameView { names, .. } => {
            format!("rename {} to {}", names.previous.name, names.next.name)
        }
        Step::RenameEnumLabel { name, .. } | Step::AddEnumLabel { name, .. } => {
            format!("change {}", name.name)
        }
        Step::RebuildEnum { defs, .. } => format!("change {}", defs.next.name.name),
        Step::Object(change) => object_words(change),
        Step::CreateTable(table) => format!("create {}", table.name.name),
        Step::DropTable(table) => format!("drop {}", table.name.name),
        Step::CreateView { view, replaces: None } => format!("create {}", view.name.name),
        Step::DropView { view, remade_as: None } => format!("drop {}", view.name.name),
        Step::CreateView { view, .. } | Step::DropView { view, .. } | Step::CommentOnView(view) => {
            format!("change {}", view.name.name)
        }
        Step::ReplaceView(views) => format!("change {}", views.next.name.name),
        Step::AlterTable { table, change } => {
            let is_alone = steps.iter().filter(|step| subject(step) == table.to_string()).count() == 1;
            if is_alone { change_words(table, change) } else { format!("change {}", table.name) }
        }
        Step::RebuildTable { tables, changes } => match changes.as_slice() {
            [only] => change_words(&tables.next.name, only),
            _ => format!("change {}", tables.next.name.name),
        },
    }
}

fn object_words(change: &ObjectChange) -> String {
    let verb = match change {
        ObjectChange::Create(_) => "create",
        ObjectChange::Alter(_) => "change",
        ObjectChange::Rename(_) => "rename",
        ObjectChange::Drop(_) => "drop",
    };
    format!("{verb} {}", changed_object(change).name().name)
}

fn changed_object(change: &ObjectChange) -> &ObjectDef {
    match change {
        ObjectChange::Create(object) | ObjectChange::Drop(object) => object,
        ObjectChange::Alter(objects) | ObjectChange::Rename(objects) => &objects.next,
    }
}

fn change_words(table: &ObjectName, change: &TableChange) -> String {
    let table = &table.name;
    match change {
        TableChange::RenameColumn(names) => format!("rename {} to {} in {table}", names.previous, names.next),
        TableChange::AddColumn { column, .. } => format!("add {} to {table}", column.name),
        TableChange::DropColumn(column) => format!("drop {} from {table}", column.name),
        TableChange::CreateIndex(index) => format!("create {}", index.name),
        TableChange::DropIndex(index) => format!("drop {}", index.name),
        _ => format!("change {table}"),
    }
}

/// The thing that a step changes.
fn subject(step: &Step) -> String {
    match step {
        Step::CreateSchema(name) | Step::DropSchema(name) => name.clone(),
        Step::CreateEnum(def) | Step::DropEnum(def) => def.name.to_string(),
        Step::RenameEnum(names) | Step::RenameTable(names) | Step::RenameView { names, .. } => {
            names.next.to_string()
        }
        Step::RenameEnumLabel { name, .. } | Step::AddEnumLabel { name, .. } => name.to_string(),
        Step::RebuildEnum { defs, .. } => defs.next.name.to_string(),
        Step::Object(change) => changed_object(change).name().to_string(),
        Step::CreateTable(table) | Step::DropTable(table) => table.name.to_string(),
        Step::AlterTable { table, .. } => table.to_string(),
        Step::RebuildTable { tables, .. } => tables.next.name.to_string(),
        Step::DropView { view, remade_as } => remade_as.as_ref().unwrap_or(view).name.to_string(),
        Step::CreateView { view, .. } | Step::CommentOnView(view) => view.name.to_string(),
        Step::ReplaceView(views) => views.next.name.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use orm_schema::SqlType;
    use orm_schema::model::{ColumnDef, IndexDef, TableDef};

    use super::*;

    fn create(name: &str) -> Step {
        Step::CreateTable(Box::new(TableDef { name: ObjectName::new(name), ..TableDef::default() }))
    }

    fn alter(table: &str, change: TableChange) -> Step {
        Step::AlterTable { table: ObjectName::new(table), change: Box::new(change) }
    }

    fn add(column: &str) -> TableChange {
        TableChange::AddColumn {
            column: ColumnDef::new(column, SqlType::Int),
            backfill: None,
            references: None,
        }
    }

    #[test]
    fn the_first_thing_gives_the_name() {
        let index =
            TableChange::CreateIndex(IndexDef { name: "users_age_idx".to_owned(), ..IndexDef::default() });
        for (steps, name) in [
            (vec![create("files")], "create_files"),
            (vec![create("users"), create("b"), create("c"), create("d")], "create_users_and_3_more"),
            (vec![create("users"), alter("users", index.clone())], "create_users"),
            (vec![alter("users", add("age"))], "add_age_to_users"),
            (vec![alter("users", add("age")), alter("users", index)], "change_users"),
            (vec![alter("users", add("age")), create("files")], "create_files_and_1_more"),
        ] {
            assert_eq!(of_steps(&steps), name);
        }
    }
}
