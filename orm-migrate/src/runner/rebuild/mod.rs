//! Watches over the tables that SQLite can only change by copying them.
//!
//! The statements create a new table, copy the rows, drop the old table and rename the new one
//! (<https://sqlite.org/lang_altertable.html#otheralter>). What this loses unless somebody looks after it: the rows of children,
//! through ON DELETE actions ([`foreign_keys`]); clauses, triggers and indexes that the schema does not know ([`saved`]); views, which
//! the rename would refuse or rewrite; the counter of AUTOINCREMENT; and rows, if the copy is wrong ([`table`]).

mod foreign_keys;
mod problem;
mod saved;
mod table;
mod views;

use orm_schema::Dialect;

use super::error::MigrateError;
use super::session::{self, Session};
use super::split::{self, Directive, Script, Statement};

use foreign_keys::Violations;
use saved::SavedObject;
use table::TableBefore;

pub(crate) use foreign_keys::ForeignKeys;
pub use problem::RebuildProblem;

/// What a statement of ours does, in errors.
const WATCHING: &str = "watching over a table rebuild";

/// The rebuilds of one migration; does nothing if there are none.
pub(crate) struct Rebuilds {
    /// What stood before the first statement; `None` if nothing is rebuilt.
    before: Option<Before>,
    /// The tables that are being copied at this moment.
    open: Vec<TableBefore>,
    saved: Vec<SavedObject>,
    /// May a copy lack what the model does not hold?
    loses_clauses: bool,
}

struct Before {
    violations: Violations,
    working_views: Vec<String>,
}

impl Rebuilds {
    /// Takes note of what must be the same afterwards. Runs inside the transaction.
    pub(crate) async fn begin(session: &mut dyn Session, script: &Script<'_>) -> Result<Self, MigrateError> {
        let is_needed = session.dialect() == Dialect::Sqlite
            && script.statements.iter().any(|statement| !statement.directives.is_empty());
        let before = if is_needed {
            let violations = Violations::read(session).await?;
            let working_views = views::working(session).await?;
            Some(Before { violations, working_views })
        } else {
            None
        };
        Ok(Self { before, open: Vec::new(), saved: Vec::new(), loses_clauses: false })
    }

    /// The rebuilds of somebody who agreed to lose what the model does not hold.
    pub(crate) fn judged(self) -> Self {
        Self { loses_clauses: true, ..self }
    }

    /// Takes note of a table that `statement` begins to rebuild.
    pub(crate) async fn before(
        &mut self,
        session: &mut dyn Session,
        statement: &Statement<'_>,
    ) -> Result<(), MigrateError> {
        if self.before.is_none() {
            return Ok(());
        }
        for Directive::Rebuild { table } in &statement.directives {
            self.saved.extend(SavedObject::of_table(session, table).await?);
            let before = TableBefore::read(session, table).await?;
            self.open.push(if self.loses_clauses { before.with_leave_to_lose_clauses() } else { before });
            // Without this the rename refuses to leave a view alone whose table is missing for a moment, and rewrites
            // triggers. <https://sqlite.org/pragma.html#pragma_legacy_alter_table>
            session::run(session, WATCHING, "PRAGMA legacy_alter_table = ON").await?;
        }
        Ok(())
    }

    /// Compares a table with what it was, if `statement` has just put its copy in its place.
    pub(crate) async fn after(
        &mut self,
        session: &mut dyn Session,
        statement: &Statement<'_>,
    ) -> Result<Result<(), RebuildProblem>, MigrateError> {
        if self.open.is_empty() {
            return Ok(Ok(()));
        }
        let Some(renamed) = rename_target(statement.sql) else {
            return Ok(Ok(()));
        };
        let Some(place) = self.open.iter().position(|table| table.name.eq_ignore_ascii_case(&renamed)) else {
            return Ok(Ok(()));
        };
        let table = self.open.swap_remove(place);
        if self.open.is_empty() {
            session::run(session, WATCHING, "PRAGMA legacy_alter_table = OFF").await?;
        }
        table.compare(session).await
    }

    /// Puts back what the rebuilds have dropped on the way, and looks for damage. Runs before the commit.
    pub(crate) async fn finish(
        self,
        session: &mut dyn Session,
    ) -> Result<Result<(), RebuildProblem>, MigrateError> {
        let Some(before) = self.before else {
            return Ok(Ok(()));
        };
        if let Some(table) = self.open.into_iter().next() {
            return Ok(Err(RebuildProblem::NotFinished { table: table.name }));
        }
        for object in self.saved {
            if let Err(problem) = object.restore(session).await? {
                return Ok(Err(problem));
            }
        }
        if let Some(violations) = Violations::read(session).await?.new_since(&before.violations) {
            return Ok(Err(RebuildProblem::NewViolations { violations }));
        }
        views::check(session, &before.working_views).await
    }
}

/// The new name in `ALTER TABLE … RENAME TO "new"`.
fn rename_target(sql: &str) -> Option<String> {
    let names = split::names(sql, Dialect::Sqlite);
    match names.as_slice() {
        [alter, table, .., rename, to, new]
            if [alter, table, rename, to] == ["alter", "table", "rename", "to"] =>
        {
            Some(new.clone())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::rename_target;

    #[test]
    fn only_renamed_tables_are_found() {
        assert_eq!(rename_target("ALTER TABLE \"__new_a\" RENAME TO \"a\"").as_deref(), Some("a"));
        assert_eq!(rename_target("ALTER TABLE main.x RENAME TO y").as_deref(), Some("y"));
        assert_eq!(rename_target("ALTER TABLE a RENAME COLUMN b TO c"), None);
    }
}
