//! Views that nobody declared, below which something changes: a plan does not drop them, so that they are in its way.

use std::fmt;

use orm_schema::dependencies::Dependencies;
use orm_schema::model::{ObjectName, ViewDef};
use orm_schema::{Dialect, Pair, SchemaDef};

use super::LiveSchema;
use crate::diff::{Step, TableChange, mentions_column};

/// A view that a plan would break.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ViewInTheWay {
    /// The view.
    pub view: ObjectName,
    /// What it reads: a table or view, or a column behind the name of its table.
    pub reads: String,
    /// What becomes of that.
    pub change: WhatChanges,
    /// Does the database refuse the change? Otherwise it makes it, and the view is an error to those who read it.
    pub is_refused: bool,
}

/// What becomes of something that a view reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhatChanges {
    /// It goes.
    Dropped,
    /// It goes by another name.
    Renamed,
    /// It holds values of another type.
    Retyped,
}

/// A column that a view reads, as the catalog says; of a table as a whole there is none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ColumnRead {
    pub(super) view: ObjectName,
    pub(super) table: ObjectName,
    pub(super) column: Option<String>,
}

/// Something that changes: a column, or a table or view as a whole.
struct Change {
    table: ObjectName,
    column: Option<String>,
    what: WhatChanges,
}

impl fmt::Display for ViewInTheWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let change = match self.change {
            WhatChanges::Dropped => "is dropped",
            WhatChanges::Renamed => "gets another name",
            WhatChanges::Retyped => "gets another type",
        };
        write!(f, "no struct declares view `{}`, which reads `{}`, and that {change}", self.view, self.reads)
    }
}

impl LiveSchema {
    /// The views that nobody declared and that `steps` would break, each with the first thing that it reads and that changes.
    pub fn views_in_the_way(&self, steps: &[Step]) -> Vec<ViewInTheWay> {
        if self.others.is_empty() {
            return Vec::new();
        }
        let changes: Vec<Change> = steps.iter().flat_map(|step| changes(self.dialect, steps, step)).collect();
        // A text is looked up among all that it may name.
        let views = self.schema.views.iter().chain(&self.others).cloned().collect();
        let all = SchemaDef { views, tables: self.schema.tables.clone(), ..SchemaDef::default() };
        let named = Dependencies::new(&all);
        let in_the_way = |view: &ViewDef| {
            let change = changes.iter().find(|change| self.reads(&named, view, change))?;
            let Change { table, column, what } = change;
            Some(ViewInTheWay {
                view: view.name.clone(),
                reads: column.as_ref().map_or(table.to_string(), |column| format!("{table}.{column}")),
                change: *what,
                is_refused: match self.dialect {
                    Dialect::Postgres => true,
                    Dialect::Mysql => false,
                    // A table goes below its views.
                    Dialect::Sqlite => column.is_some(),
                },
            })
        };
        self.others.iter().filter_map(in_the_way).collect()
    }

    /// PostgreSQL knows what a view reads; elsewhere its text tells.
    fn reads(&self, named: &Dependencies<'_>, view: &ViewDef, change: &Change) -> bool {
        let Change { table, column, .. } = change;
        match self.dialect {
            Dialect::Postgres => self.column_reads.iter().any(|read| {
                let is_of_column = column.is_none() || read.column == *column;
                read.view == view.name && read.table == *table && is_of_column
            }),
            Dialect::Mysql | Dialect::Sqlite => {
                let is_named = column.as_ref().is_none_or(|column| mentions_column(&view.query, column));
                is_named && named.of(view).contains(&table)
            }
        }
    }
}

/// What changes in a way that breaks views, under the names that it has in the database.
fn changes(dialect: Dialect, steps: &[Step], step: &Step) -> Vec<Change> {
    let whole = |name: &ObjectName, what| vec![Change { table: name.clone(), column: None, what }];
    match step {
        Step::DropTable(table) => whole(&table.name, WhatChanges::Dropped),
        // A view of PostgreSQL follows what it reads, and SQLite writes the new name into its text.
        Step::RenameTable(names) | Step::RenameView { names, .. } if dialect == Dialect::Mysql => {
            whole(&names.previous, WhatChanges::Renamed)
        }
        Step::DropView { view, remade_as } if dialect == Dialect::Postgres || remade_as.is_none() => {
            whole(&view.name, WhatChanges::Dropped)
        }
        Step::AlterTable { table, change } => {
            of_table(dialect, steps, table, std::slice::from_ref(&**change))
        }
        Step::RebuildTable { tables, changes } => of_table(dialect, steps, &tables.next.name, changes),
        Step::RebuildEnum { columns, .. } => {
            let retyped = columns.iter().map(|of| Change {
                table: previous_table(steps, &of.table).clone(),
                column: Some(previous_column(steps, &of.table, &of.column.name).to_owned()),
                what: WhatChanges::Retyped,
            });
            retyped.collect()
        }
        _ => Vec::new(),
    }
}

fn of_table(dialect: Dialect, steps: &[Step], table: &ObjectName, changes: &[TableChange]) -> Vec<Change> {
    let change = |column: &str, what| Change {
        table: previous_table(steps, table).clone(),
        column: Some(previous_column(steps, table, column).to_owned()),
        what,
    };
    let of_change = |table_change: &TableChange| match table_change {
        TableChange::DropColumn(column) => Some(change(&column.name, WhatChanges::Dropped)),
        TableChange::RenameColumn(names) if dialect == Dialect::Mysql => {
            Some(change(&names.previous, WhatChanges::Renamed))
        }
        TableChange::AlterColumn(altered)
            if dialect == Dialect::Postgres && (altered.differs.ty || altered.differs.collation) =>
        {
            Some(change(&altered.columns.previous.name, WhatChanges::Retyped))
        }
        _ => None,
    };
    changes.iter().filter_map(of_change).collect()
}

/// What a table was called before the steps.
pub(crate) fn previous_table<'a>(steps: &'a [Step], name: &'a ObjectName) -> &'a ObjectName {
    steps.iter().rev().fold(name, |name, step| match step {
        Step::RenameTable(Pair { previous, next }) if next == name => previous,
        _ => name,
    })
}

/// What a column was called before the steps.
pub(crate) fn previous_column<'a>(steps: &'a [Step], table: &ObjectName, name: &'a str) -> &'a str {
    steps.iter().rev().fold(name, |name, step| match step {
        Step::AlterTable { table: of, change } if of == table => match &**change {
            TableChange::RenameColumn(Pair { previous, next }) if next == name => previous,
            _ => name,
        },
        _ => name,
    })
}
