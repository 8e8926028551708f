//! The clauses of `ALTER TABLE`, of all databases: no two use the same words for different things.

use orm_schema::Pair;
use orm_schema::model::ObjectName;

use super::Context;
use super::columns;
use super::partitions;
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
    if let Some(actions) = partitions::of_alter(ctx, &table, words) {
        return out.extend(actions);
    }
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
        self.out.push(Action::new(kind, Some(self.table.clone())));
    }

    fn push_other(&mut self, kind: ActionKind, table: Option<ObjectName>) {
        if table.as_ref() != Some(self.table) {
            self.out.extend(table.map(|table| Action::new(kind, Some(table))));
        }
    }

    fn read(&mut self) {
        let words = &mut self.words;
        if words.take("ADD") {
            self.add();
        } else if words.take("DROP") {
            self.drop();
        } else if words.take("RENAME") {
            let kind = if words.take("CONSTRAINT") {
                ActionKind::RenameConstraint
            } else if words.take_any(&["INDEX", "KEY"]) {
                ActionKind::RenameIndex
            } else if words.take_any(&["TO", "AS"]) {
                let new_name = words.name().map(|name| name.name);
                let table = Some(self.table.clone());
                return self.out.push(Action { new_name, ..Action::new(ActionKind::RenameTable, table) });
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
        } else if words.take_any(&["INDEX", "KEY"]) {
            ActionKind::CreateIndex
        } else if words.take("FULLTEXT") {
            ActionKind::CreateFulltextIndex
        } else if words.take("SPATIAL") {
            ActionKind::CreateSpatialIndex
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
        let column = words.name();
        let mut definition = *words;
        let is_required = definition.has_outside("NOT NULL") || definition.has_outside("PRIMARY KEY");
        let has_value = ["DEFAULT", "GENERATED", "AS"].iter().any(|word| definition.has_outside(word));
        let kind = if columns::is_computed(self.ctx, definition) {
            ActionKind::AddComputedColumn
        } else if is_required && !has_value {
            ActionKind::AddRequiredColumn
        } else {
            ActionKind::AddColumn
        };
        let is_empty = kind == ActionKind::AddColumn && !has_value;
        let new_name = column.filter(|_| is_empty).map(|column| column.name);
        self.out.push(Action { new_name, ..Action::new(kind, Some(self.table.clone())) });
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
            return self.retype(column);
        } else if words.take("SET NOT NULL") {
            ActionKind::SetNotNull
        } else if words.take("DROP NOT NULL") {
            ActionKind::DropNotNull
        } else if words.take_any(&["SET DEFAULT", "DROP DEFAULT"]) {
            ActionKind::SetDefault
        } else if words.take("DROP EXPRESSION") {
            ActionKind::DropExpression
        } else if words.take_any(&["SET COMPRESSION", "SET STORAGE"]) {
            ActionKind::SetStorage
        } else if words.take_any(&["SET STATISTICS", "RESET"]) || words.text().starts_with("set (") {
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

    fn retype(&mut self, column: Option<ObjectName>) {
        let keeps_values = column.as_ref().is_some_and(|column| keeps_values(self.words, &column.name));
        let is_rebuilt = column
            .as_ref()
            .is_some_and(|column| columns::has_rebuilt_enum(self.ctx.schemas, self.table, &column.name));
        let columns = columns::changed(self.ctx, self.table, Pair { previous: column.clone(), next: column });
        let is_wider = columns.is_some_and(|columns| keeps_values && !columns::rewrites(self.ctx, columns));
        let kind = if is_wider { ActionKind::WidenType } else { ActionKind::SetType };
        let converts = columns.map_or(!is_rebuilt, columns::converts);
        self.out.push(Action { converts, ..Action::new(kind, Some(self.table.clone())) });
    }

    /// `MODIFY` and `CHANGE` say the whole column anew: what that costs is what differs.
    fn redefine(&mut self, previous: Option<ObjectName>, next: Option<ObjectName>) {
        let columns = columns::changed(self.ctx, self.table, Pair { previous, next });
        let kinds = columns.map_or_else(
            || vec![ActionKind::SetType],
            |columns| columns::redefined(self.ctx, self.table, columns),
        );
        let converts = columns.is_none_or(columns::converts);
        let table = Some(self.table.clone());
        self.out
            .extend(kinds.into_iter().map(|kind| Action { converts, ..Action::new(kind, table.clone()) }));
    }
}

/// Is what stands behind `TYPE` filled with the values as they are: without `USING`, or with the column or its cast there?
fn keeps_values(words: Words<'_, '_>, column: &str) -> bool {
    let ty = words.before(&["COLLATE", "USING"]).text();
    let mut using = words;
    if !using.skip_past("USING") {
        return true;
    }
    let is_cast = using.take("CAST") && using.take_sign("(");
    let is_column = using.name().is_some_and(|name| name == ObjectName::new(column));
    let rest = using.text();
    is_column
        && if is_cast { rest == format!("as {ty} )") } else { rest.is_empty() || rest == format!(": : {ty}") }
}
