//! Which changes of tables reach a view over them.

use std::collections::HashMap;

use orm_schema::model::ObjectName;
use orm_schema::{Pair, SchemaDef, select};

use super::expression::mentions_column;
use super::names::Names;
use super::rules::{DiffRules, ViewEffect};
use super::{Step, TableChange};

/// What a plan changes, by the previous names of the tables.
pub(super) struct Reach<'a> {
    effects: HashMap<&'a ObjectName, Vec<ViewEffect<'a>>>,
    /// Types that go.
    types: Vec<&'a str>,
}

impl<'a> Reach<'a> {
    pub(super) fn new(
        steps: &'a [Step],
        names: &Names<'_>,
        schemas: Pair<&'a SchemaDef>,
        rules: &dyn DiffRules,
    ) -> Self {
        let matched = schemas.next.tables.iter().zip(&names.tables.matches);
        let previous_names: HashMap<&ObjectName, &ObjectName> = matched
            .filter_map(|(next, previous)| Some((&next.name, &schemas.previous.tables[(*previous)?].name)))
            .collect();
        let mut reach = Self { effects: HashMap::new(), types: Vec::new() };
        let before = |table: &'a ObjectName| previous_names.get(table).copied().unwrap_or(table);
        let mut add = |table: &'a ObjectName, effect| {
            reach.effects.entry(table).or_default().push(effect);
        };
        let whole = if rules.views_stand_aside() { ViewEffect::Every } else { ViewEffect::None };
        for step in steps {
            match step {
                Step::DropTable(table) => add(&table.name, whole),
                Step::RenameTable(names) => add(&names.previous, whole),
                Step::AlterTable { table, change } => {
                    if let Some(change) = change.to_readers() {
                        add(before(table), rules.view_effect(change));
                    }
                }
                Step::RebuildTable { tables, changes } => {
                    for change in changes.iter().filter_map(TableChange::to_readers) {
                        add(before(&tables.next.name), rules.view_effect(change));
                    }
                }
                Step::RebuildEnum { columns, .. } => {
                    for of in columns {
                        add(before(&of.table), ViewEffect::OnColumn(&of.column.name));
                    }
                }
                _ => {}
            }
        }
        reach.types.extend(steps.iter().filter_map(|step| match step {
            Step::DropEnum(def) => Some(def.name.name.as_str()),
            _ => None,
        }));
        reach
    }

    /// Does a view with this query over `table` have to be made anew?
    pub(super) fn reaches(&self, table: &ObjectName, query: &str) -> bool {
        let effects = self.effects.get(table).map(Vec::as_slice).unwrap_or_default();
        effects.iter().any(|effect| match effect {
            ViewEffect::None => false,
            ViewEffect::Every => true,
            ViewEffect::OnColumn(column) => {
                mentions_column(query, column) || select::reads_unnamed_columns(query)
            }
            ViewEffect::OnAllColumns => select::reads_unnamed_columns(query),
            ViewEffect::OnGroups => mentions_column(query, "group"),
        }) || self.types.iter().any(|name| mentions_column(query, name))
    }
}
