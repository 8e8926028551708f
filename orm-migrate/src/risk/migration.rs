//! The risks of a migration file, statement by statement.

use std::collections::{BTreeMap, BTreeSet};

use orm_schema::model::ObjectName;
use orm_schema::{Dialect, Pair, SchemaDef};
use serde::Serialize;

use super::seen::Seen;
use super::{Action, ActionKind, Blocks, TakenApart, Work, actions, cost, findings};
use crate::dialect;
use crate::diff::mentions_column;
use crate::hazard::{self, Severity};
use crate::runner::SplitError;
use crate::runner::split::{self, Directive, Script, Statement};

/// What a migration does to rows and to other sessions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MigrationRisks {
    /// Do the statements run in one transaction, which keeps all locks up to its end?
    pub transaction: bool,
    /// In the order of the file.
    pub statements: Vec<StatementRisks>,
}

/// What one statement does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StatementRisks {
    /// The line of the file on which it begins, from 1.
    pub line: usize,
    /// Its text.
    pub sql: String,
    /// What it does, where it is one of ours that computes that on the server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub effect: Option<String>,
    /// Does it run in a transaction together with its neighbours?
    pub transaction: bool,
    /// Do values go that no later statement brings back?
    pub lossy: bool,
    /// May a row that is there make it fail? Which ones, the hazards say.
    pub may_fail_on_rows: bool,
    /// What may happen, as it stands above the statement, and what is found in one that a person wrote.
    pub hazards: Vec<NotedHazard>,
    /// The tables that others may be at work on.
    pub locks: Vec<TableLock>,
    /// Tables whose rows are all written anew.
    pub rewrites: Vec<String>,
    /// Tables that were there before the file, by the names that they had, and what is done to them as a whole.
    #[serde(skip)]
    pub takes_apart: Vec<(ObjectName, TakenApart)>,
    /// Columns that it says anew: what it does not say of them is then gone (MySQL).
    #[serde(skip)]
    pub says_anew: Vec<SaidAnew>,
}

/// A table of which columns are said anew.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidAnew {
    /// The table, by the name that it had before the file.
    pub table: ObjectName,
    /// What names the columns: the statement, and those before it that gave columns of the table other names.
    pub text: String,
}

/// A hazard of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotedHazard {
    /// `OM102`.
    pub code: String,
    /// How bad it is.
    pub severity: Severity,
    /// What may happen.
    pub message: String,
}

/// What a statement does to a table that others use.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TableLock {
    /// The table.
    pub table: String,
    /// The lock, as the database calls it.
    pub lock: &'static str,
    /// Whom it keeps waiting.
    pub blocks: Blocks,
    /// What is done meanwhile.
    pub work: Work,
}

/// Judges the text of a migration file. `schemas` are those before and after it, as far as they are known.
///
/// # Errors
/// The text cannot be read as statements.
pub fn of_migration(
    sql: &str,
    dialect: Dialect,
    schemas: Pair<&SchemaDef>,
) -> Result<MigrationRisks, SplitError> {
    let script = split::script(sql, dialect)?;
    let lines: Vec<&str> = sql.lines().collect();
    let mut judge = Judge::new(dialect, schemas, &script);
    let statements =
        script.statements.iter().map(|statement| judge.statement(statement, notes(&lines, statement.line)));
    let statements = statements.collect();
    Ok(MigrationRisks { transaction: judge.transaction, statements })
}

/// The hazards that stand in comments above the statement on `line`.
fn notes(lines: &[&str], line: usize) -> Vec<NotedHazard> {
    let above = lines.get(..line - 1).unwrap_or_default().iter().rev();
    let mut notes: Vec<NotedHazard> =
        above.map_while(|line| line.strip_prefix("--")).filter_map(|comment| note(comment.trim())).collect();
    notes.reverse();
    notes
}

/// `OM102 error: drops column ..`.
fn note(comment: &str) -> Option<NotedHazard> {
    let (head, message) = comment.split_once(": ")?;
    let (code, severity) = head.split_once(' ')?;
    let severities = [Severity::Info, Severity::Warning, Severity::Error];
    let severity = severities.into_iter().find(|known| known.name() == severity)?;
    code.starts_with("OM").then(|| NotedHazard {
        code: code.to_owned(),
        severity,
        message: message.to_owned(),
    })
}

struct Judge<'s> {
    dialect: Dialect,
    schemas: Pair<&'s SchemaDef>,
    transaction: bool,
    seen: Seen,
    /// Tables that the file gave another name: the new one and the one before it.
    renamed: BTreeMap<ObjectName, ObjectName>,
    /// The statements that gave columns other names, by the tables as they were called before the file.
    column_renames: BTreeMap<ObjectName, String>,
}

impl<'s> Judge<'s> {
    fn new(dialect: Dialect, schemas: Pair<&'s SchemaDef>, script: &Script<'_>) -> Self {
        Self {
            dialect,
            schemas,
            transaction: dialect != Dialect::Mysql && !script.header.no_transaction,
            seen: Seen::default(),
            renamed: BTreeMap::new(),
            column_renames: BTreeMap::new(),
        }
    }

    /// What a table was called before the file.
    fn origin(&self, table: &ObjectName) -> ObjectName {
        self.renamed.get(table).unwrap_or(table).clone()
    }

    /// The columns of `table` that `sql` says anew, if it does.
    fn said_anew(&self, table: &ObjectName, sql: &str) -> Option<SaidAnew> {
        let is_anew = self.dialect == Dialect::Mysql
            && ["MODIFY", "CHANGE"].iter().any(|word| mentions_column(sql, word));
        is_anew.then(|| {
            let table = self.origin(table);
            let renames = self.column_renames.get(&table).map(String::as_str).unwrap_or_default();
            SaidAnew { text: format!("{renames}{sql}"), table }
        })
    }

    fn note_rename(&mut self, action: &Action, sql: &str) {
        if let (ActionKind::RenameColumn, Some(table)) = (action.kind, &action.table) {
            self.column_renames.entry(self.origin(table)).or_default().extend([sql, ";\n"]);
        }
        if let (ActionKind::RenameTable, Some(table), Some(new)) =
            (action.kind, &action.table, &action.new_name)
        {
            let before = self.renamed.remove(table).unwrap_or_else(|| table.clone());
            self.renamed.insert(ObjectName { schema: table.schema.clone(), name: new.clone() }, before);
        }
    }

    /// Is nobody else at work on the table, or has it been spoken of above?
    fn is_silent(&self, action: &Action) -> bool {
        let is_internal =
            |table: &ObjectName| self.dialect == Dialect::Sqlite && table.name.starts_with("sqlite_");
        action.table.as_ref().is_some_and(is_internal) || self.seen.explains(action)
    }

    fn statement(&mut self, statement: &Statement<'_>, mut hazards: Vec<NotedHazard>) -> StatementRisks {
        let mut locks: BTreeMap<String, TableLock> = BTreeMap::new();
        let mut rewrites = BTreeSet::new();
        let mut takes_apart = Vec::new();
        let mut says_anew = Vec::new();
        for Directive::Rebuild { table } in &statement.directives {
            // What the statements below do together, said once: above the first of them.
            self.seen.rebuild(table);
            rewrites.insert(table.clone());
            takes_apart.push((self.origin(&ObjectName::new(table)), TakenApart::Rebuilt));
            let cost = cost(self.dialect, ActionKind::WriteRows);
            locks.extend(cost.map(|cost| (table.clone(), TableLock::new(table.clone(), cost))));
        }
        // Above a statement of ours stands what may happen. One of a person is judged by what it does.
        let is_own = hazards.is_empty();
        for action in actions(statement.sql, self.dialect, self.schemas) {
            let is_silent = self.is_silent(&action);
            let is_harmless = self.seen.is_harmless(&action, statement.sql, self.dialect);
            self.seen.note(&action);
            if is_silent {
                continue;
            }
            if let Some(said) = action.table.as_ref().and_then(|table| self.said_anew(table, statement.sql))
                && !says_anew.iter().any(|other: &SaidAnew| other.table == said.table)
            {
                says_anew.push(said);
            }
            self.note_rename(&action, statement.sql);
            let how = match action.kind {
                ActionKind::DropTable => Some(TakenApart::Dropped),
                ActionKind::DropColumn => Some(TakenApart::LosesColumn),
                _ => None,
            };
            takes_apart.extend(action.table.as_ref().map(|table| self.origin(table)).zip(how));
            hazards.extend(findings::of(&action, self.dialect, &hazards, is_own && !is_harmless));
            let (Some(table), Some(cost)) = (action.table, cost(self.dialect, action.kind)) else { continue };
            let is_chosen = matches!(action.kind, ActionKind::WriteRows | ActionKind::DeleteRows);
            if cost.work == Work::RowsWritten && !is_chosen {
                rewrites.insert(table.to_string());
            }
            let lock = TableLock::new(table.to_string(), cost);
            let held = locks.entry(table.to_string()).or_insert_with(|| lock.clone());
            if (held.blocks, held.work) < (lock.blocks, lock.work) {
                let work = held.work.max(lock.work);
                *held = TableLock { work, ..lock };
            } else {
                held.work = held.work.max(lock.work);
            }
        }
        StatementRisks {
            line: statement.line,
            sql: statement.sql.to_owned(),
            effect: dialect::effect(self.dialect, statement.sql),
            transaction: self.transaction,
            lossy: hazards.iter().any(|hazard| hazard::loses_values(&hazard.code)),
            may_fail_on_rows: hazards
                .iter()
                .any(|found| hazard::may_fail_on_rows(&found.code, found.severity)),
            hazards,
            locks: locks.into_values().collect(),
            rewrites: rewrites.into_iter().collect(),
            takes_apart,
            says_anew,
        }
    }
}

impl TableLock {
    fn new(table: String, cost: super::Cost) -> Self {
        Self { table, lock: cost.lock, blocks: cost.blocks, work: cost.work }
    }
}
