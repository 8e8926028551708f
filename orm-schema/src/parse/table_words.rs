//! What `#[table(..)]` says about the table, beside what its fields say about columns.

use super::check::{self, CheckKind};
use super::columns::Columns;
use super::entry::Entries;
use super::problem::Problems;
use super::table::Builder;
use super::{exclude, foreign_key, index, partition, policy};
use crate::model::{CheckDef, ObjectName, TableOptions};

impl Builder<'_> {
    /// Adds what stands on the table: keys, indexes, checks, policies.
    pub(super) fn table_words(&mut self, entries: &Entries, columns: &Columns, problems: &mut Problems) {
        for (tokens, place) in entries.lists("unique") {
            if let Some(def) = index::unique(tokens, place, columns, problems) {
                self.unique(def, place);
            }
        }
        for (tokens, place) in entries.lists("index") {
            if let Some(def) = index::index(tokens, place, columns, problems) {
                self.index(def, place);
            }
        }
        for (tokens, place) in entries.lists("foreign_key") {
            if let Some((foreign_key, target)) = foreign_key::of_table(tokens, place, columns, problems) {
                self.decl.named.push((foreign_key.def.name.clone(), place));
                self.decl.foreign_keys.push(foreign_key);
                self.referred.push(target);
            }
        }
        for (tokens, place) in entries.lists("check") {
            let Some(check) = check::read(tokens, place, problems) else { continue };
            let Some(name) = check.name else {
                problems
                    .push(place, "a check of a table needs a name")
                    .hint(r#"write `check(name = "price_is_positive", "price > 0")`"#);
                continue;
            };
            let CheckKind::Sql(expression) = check.kind else {
                problems.push(
                    place,
                    "`range` and `length` belong to a column: `#[column(check(..))]` on its field",
                );
                continue;
            };
            self.decl.named.push((name.clone(), place));
            self.decl.def.checks.push(CheckDef { name, expression });
        }
        for (tokens, place) in entries.lists("exclude") {
            if let Some(def) = exclude::read(tokens, place, columns, problems) {
                self.decl.named.push((def.name.clone(), place));
                self.decl.def.exclusions.push(def);
            }
        }
        self.policies(entries, problems);
    }

    fn policies(&mut self, entries: &Entries, problems: &mut Problems) {
        self.decl.def.row_security = policy::row_security(entries, problems);
        for (tokens, place) in entries.lists("policy") {
            let Some(def) = policy::policy(tokens, place, problems) else { continue };
            if self.decl.def.policies.iter().any(|other| other.name == def.name) {
                problems.push(place, format!("there are two policies `{}`", def.name));
                continue;
            }
            self.decl.named.push((def.name.clone(), place));
            self.decl.def.policies.push(def);
        }
    }

    /// Adds what the table itself is.
    pub(super) fn options(&mut self, entries: &Entries, problems: &mut Problems) {
        let schema = self.decl.def.name.schema.clone();
        let def = &mut self.decl.def;
        def.comment = entries.text("comment");
        def.renamed_from = entries.name("renamed_from", problems).map(|old| match old.split_once('.') {
            Some((schema, name)) => ObjectName::in_schema(schema, name),
            None => ObjectName { schema, name: old },
        });
        def.partitioning = partition::read(entries, problems);
        def.options = TableOptions {
            strict: entries.has("strict"),
            without_rowid: entries.has("without_rowid"),
            raw: entries.text("options"),
        };
    }
}
