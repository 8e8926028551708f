//! The clauses of `ALTER TABLE`, of all databases: no two use the same words for different things.

use orm_schema::model::ObjectName;

use super::Context;
use super::columns;
use super::words::Words;
use crate::risk::{Action, ActionKind};

/// What begins a change of options.
const OPTIONS: [&str; 9] =
    ["SET", "RESET", "ENGINE", "ROW_FORMAT", "CONVERT", "DEFAULT", "CHARACTER", "CHARSET", "COLLATE"];

/// What stands behind `ALTER TABLE`.
pub(super) fn table(ctx: Context<'_>, mut words: Words<'_, '_>, out: &mut Vec<Action>) {
    words.take("IF EXISTS");
    words.take("ONLY");
    let Some(table) = words.name() else { return };
    for words in words.clauses() {
        let mut clause = Clause { ctx, table: &table, words, out };
        clause.read();
    }
}

struct Clause<'c, 't, 'a> {
    ctx: Context<'c>,
    table: &'c ObjectName,
    words: Words<'t, 'a>,
    out: &'c mut Vec<Action>,
}

impl Clause<'_, '_, '_> {
    fn push(&mut self, kind: ActionKind) {
        self.out.push(Action { kind, table: Some(self.table.clone()) });
    }

    fn push_other(&mut self, kind: ActionKind, table: Option<ObjectName>) {
        if table.as_ref() != Some(self.table) {
            self.out.extend(table.map(|table| Action { kind, table: Some(table) }));
        }
    }

    fn read(&mut self) {
        let words = &mut self.words;
        if words.take_any(&["ADD PARTITION", "DROP PARTITION"]) {
            self.push(ActionKind::Unknown);
        } else if words.take("ADD") {
            self.add();
        } else if words.take("DROP") {
            self.drop();
        } else if words.take("RENAME") {
            let kind = if words.take("CONSTRAINT") {
                ActionKind::RenameConstraint
            } else if words.take_any(&["INDEX", "KEY"]) {
                ActionKind::RenameIndex
            } else if words.take_any(&["TO", "AS"]) {
                ActionKind::RenameTable
            } else {
                ActionKind::RenameColumn
            };
            self.push(kind);
        } else if words.take("ALTER") {
            self.alter();
        } else if words.take("MODIFY") {
            words.take("COLUMN");
            let name = words.name();
            self.redefine(name.clone(), name);
        } else if words.take("CHANGE") {
            words.take("COLUMN");
            let previous = words.name();
            let next = words.name();
            if previous != next {
                self.push(ActionKind::RenameColumn);
            }
            self.redefine(previous, next);
        } else {
            let kind = self.other();
            self.push(kind);
        }
    }

    fn other(&mut self) -> ActionKind {
        let words = &mut self.words;
        if words.take("VALIDATE CONSTRAINT") {
            ActionKind::ValidateConstraint
        } else if words.take("SET SCHEMA") {
            ActionKind::RenameTable
        } else if words.take("COMMENT") {
            ActionKind::SetComment
        } else if words.has("ROW LEVEL SECURITY") {
            ActionKind::SetPolicy
        } else if words.take_any(&["SET LOGGED", "SET UNLOGGED", "SET TABLESPACE", "SET ACCESS"]) {
            ActionKind::Unknown
        } else if words.take_any(&OPTIONS) {
            ActionKind::SetOptions
        } else {
            ActionKind::Unknown
        }
    }

    fn add(&mut self) {
        let words = &mut self.words;
        let mut is_constraint = words.take("CONSTRAINT");
        if is_constraint {
            let unnamed = ["PRIMARY KEY", "UNIQUE", "CHECK", "FOREIGN KEY"];
            let mut ahead = *words;
            if !ahead.take_any(&unnamed) {
                words.name();
            }
        }
        let is_unchecked = words.has("NOT VALID");
        let kind = if words.take("PRIMARY KEY") {
            ActionKind::AddPrimaryKey
        } else if words.take("UNIQUE") {
            ActionKind::AddUnique
        } else if words.take("CHECK") {
            if is_unchecked { ActionKind::AddCheckNotValid } else { ActionKind::AddCheck }
        } else if words.take("FOREIGN KEY") {
            if words.skip_past("REFERENCES") {
                let parent = words.name();
                self.push_other(ActionKind::BecomeReferenced, parent);
            }
            if is_unchecked { ActionKind::AddForeignKeyNotValid } else { ActionKind::AddForeignKey }
        } else if words.take("EXCLUDE") {
            ActionKind::AddExclusion
        } else if words.take_any(&["INDEX", "KEY", "FULLTEXT", "SPATIAL"]) {
            ActionKind::CreateIndex
        } else {
            is_constraint = false;
            ActionKind::AddColumn
        };
        if is_constraint || kind != ActionKind::AddColumn {
            return self.push(kind);
        }
        self.add_column();
    }

    fn add_column(&mut self) {
        let words = &mut self.words;
        words.take("COLUMN");
        words.take("IF NOT EXISTS");
        words.name();
        let mut definition = *words;
        let kind = if columns::is_computed(self.ctx.dialect, definition) {
            ActionKind::AddComputedColumn
        } else {
            ActionKind::AddColumn
        };
        self.push(kind);
        if definition.skip_past("REFERENCES") {
            let parent = definition.name();
            self.push_other(ActionKind::BecomeReferenced, parent);
        }
    }

    fn drop(&mut self) {
        let words = &mut self.words;
        let kind = if words.take("PRIMARY KEY") {
            ActionKind::DropPrimaryKey
        } else if words.take_any(&["INDEX", "KEY"]) {
            ActionKind::DropIndex
        } else if words.take("FOREIGN KEY") {
            ActionKind::DropForeignKey
        } else if words.take_any(&["CONSTRAINT", "CHECK"]) {
            words.take("IF EXISTS");
            ActionKind::DropConstraint
        } else {
            words.take("COLUMN");
            words.take("IF EXISTS");
            let is_computed = words
                .name()
                .is_some_and(|column| columns::was_computed(self.ctx.schemas, self.table, &column.name));
            if is_computed { ActionKind::DropComputedColumn } else { ActionKind::DropColumn }
        };
        let name = match kind {
            ActionKind::DropForeignKey | ActionKind::DropConstraint => words.name(),
            _ => None,
        };
        let constraint = name.and_then(|name| columns::constraint(self.ctx.schemas, self.table, &name.name));
        match constraint {
            Some(columns::Constraint::ForeignKey(parent)) => {
                self.push(ActionKind::DropForeignKey);
                self.push_other(ActionKind::LoseReference, Some(parent));
            }
            Some(columns::Constraint::PrimaryKey) => self.push(ActionKind::DropPrimaryKey),
            None => self.push(kind),
        }
    }

    /// `ALTER [COLUMN] name …`.
    fn alter(&mut self) {
        let words = &mut self.words;
        if words.take("INDEX") {
            return self.push(ActionKind::SetOptions);
        }
        words.take("COLUMN");
        let column = words.name();
        let kind = if words.take_any(&["TYPE", "SET DATA TYPE"]) {
            return self.retype(column.clone(), column);
        } else if words.take("SET NOT NULL") {
            ActionKind::SetNotNull
        } else if words.take("DROP NOT NULL") {
            ActionKind::DropNotNull
        } else if words.take_any(&["SET DEFAULT", "DROP DEFAULT"]) {
            ActionKind::SetDefault
        } else if words.take("DROP EXPRESSION") {
            ActionKind::DropExpression
        } else if words.take_any(&["SET STATISTICS", "SET COMPRESSION", "SET STORAGE", "RESET"]) {
            ActionKind::SetOptions
        } else if words.take("SET EXPRESSION") {
            ActionKind::SetType
        } else if words.take_any(&["ADD GENERATED", "DROP IDENTITY", "SET GENERATED", "RESTART", "SET"]) {
            ActionKind::SetIdentity
        } else {
            ActionKind::Unknown
        };
        self.push(kind);
    }

    fn retype(&mut self, previous: Option<ObjectName>, next: Option<ObjectName>) {
        let is_wider = columns::pair(self.ctx.schemas, self.table, previous, next)
            .is_some_and(|columns| !columns::rewrites(self.ctx, columns));
        self.push(if is_wider { ActionKind::WidenType } else { ActionKind::SetType });
    }

    /// `MODIFY` and `CHANGE` say the whole column anew: what that costs is what differs.
    fn redefine(&mut self, previous: Option<ObjectName>, next: Option<ObjectName>) {
        let columns = columns::pair(self.ctx.schemas, self.table, previous, next);
        let kinds = columns.map_or_else(
            || vec![ActionKind::SetType],
            |columns| columns::redefined(self.ctx, self.table, columns),
        );
        for kind in kinds {
            self.push(kind);
        }
    }
}
