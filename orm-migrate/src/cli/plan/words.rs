//! The report for people.

use std::fmt::{self, Write as _};

use super::MigrationReport;
use super::tables::TableReport;
use crate::risk::{Blocks, MigrationRisks, StatementRisks, TableLock, Work};

/// So much of a statement is shown.
const WIDTH: usize = 100;

/// How many statements do what a person wants to know about.
#[derive(Default)]
pub(in crate::cli) struct Counts {
    statements: usize,
    lossy: usize,
    failing: usize,
    rewriting: usize,
    blocking: usize,
}

impl Counts {
    /// Is there nothing that a person has to know?
    pub(in crate::cli) const fn is_harmless(&self) -> bool {
        self.lossy + self.failing + self.rewriting + self.blocking == 0
    }

    pub(in crate::cli) fn add(&mut self, migration: &MigrationRisks) {
        for statement in &migration.statements {
            let is_long = |lock: &TableLock| lock.blocks != Blocks::Nobody && lock.work != Work::Catalog;
            self.statements += 1;
            self.lossy += usize::from(statement.lossy);
            self.failing += usize::from(statement.may_fail_on_rows);
            self.rewriting += usize::from(!statement.rewrites.is_empty());
            self.blocking += usize::from(statement.locks.iter().any(is_long));
        }
    }
}

/// `3 statements, 1 loses data, 2 may fail on rows`.
impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let noun = if self.statements == 1 { "statement" } else { "statements" };
        write!(f, "{} {noun}", self.statements)?;
        for (count, one, several) in [
            (self.lossy, "loses data", "lose data"),
            (self.failing, "may fail on rows", "may fail on rows"),
            (self.rewriting, "writes a table anew", "write tables anew"),
            (self.blocking, "keeps others waiting while it works", "keep others waiting while they work"),
        ] {
            if count > 0 {
                write!(f, ", {count} {}", if count == 1 { one } else { several })?;
            }
        }
        Ok(())
    }
}

/// A migration: its head, and each statement below.
pub(super) fn migration(migration: &MigrationReport, sizes: &[TableReport]) -> String {
    let MigrationReport { file, risks, .. } = migration;
    let count = risks.statements.len();
    let noun = if count == 1 { "statement" } else { "statements" };
    let how =
        if risks.transaction { "in one transaction, locks are kept up to its end" } else { "one by one" };
    let mut text = format!("{file}: {count} {noun}, {how}\n");
    for statement in &risks.statements {
        text.push_str(&statement_lines(file, statement, &|table| {
            sizes.iter().find(|size| size.table == table).map(size).unwrap_or_default()
        }));
    }
    text
}

/// A statement at its place, and below it what it does.
fn statement_lines(file: &str, statement: &StatementRisks, size_of: &dyn Fn(&str) -> String) -> String {
    let mut text = format!("  {file}:{}: {}\n", statement.line, head(&statement.sql));
    if let Some(effect) = &statement.effect {
        let _ = writeln!(text, "    {effect}");
    }
    for hazard in &statement.hazards {
        let _ = writeln!(text, "    {} {}: {}", hazard.code, hazard.severity.name(), hazard.message);
    }
    for table in &statement.rewrites {
        let _ = writeln!(text, "    writes all of `{table}` anew");
    }
    for lock in &statement.locks {
        let TableLock { table, lock, blocks, work } = lock;
        let (blocks, work, size) = (blocks.words(), work.words(), size_of(table));
        let _ = writeln!(text, "    locks `{table}`{size}: {blocks} {work} ({lock})");
    }
    text
}

/// The beginning of a statement, on one line.
fn head(sql: &str) -> String {
    let line = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= WIDTH {
        return line;
    }
    line.chars().take(WIDTH).chain(" ..".chars()).collect()
}

/// ` (1200 rows, 2 MB)`.
fn size(table: &TableReport) -> String {
    let rows = table.rows.map(|rows| if rows == 1 { "1 row".to_owned() } else { format!("{rows} rows") });
    let bytes = table.bytes.map(|bytes| match bytes {
        0..1_048_576 => format!("{} kB", bytes / 1024),
        _ => format!("{} MB", bytes / 1_048_576),
    });
    let facts: Vec<String> = rows.into_iter().chain(bytes).collect();
    if facts.is_empty() { String::new() } else { format!(" ({})", facts.join(", ")) }
}
