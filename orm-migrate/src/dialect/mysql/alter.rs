//! All changes of one table in one `ALTER TABLE`: MySQL commits after every statement, and each one copies or locks.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::slice::from_ref;

use orm_schema::model::{ColumnDef, ForeignKeyDef, IndexDef, IndexKey, ObjectName, TableDef};
use orm_schema::{Pair, SchemaDef};

use super::column::{definition, differing_default, empty_definition, relaxed_definition};
use super::{constraint, object, options, partitions, quoted, text};
use crate::diff::{ColumnChange, TableChange};

/// `ALTER TABLE` with all changes. Values that have to be written come between it and a second one that asks for them.
///
/// A column of a foreign key is renamed in a statement of its own: with anything that copies the table, InnoDB refuses.
pub(super) fn statements<'a>(
    schemas: Pair<&'a SchemaDef>,
    table: (&ObjectName, Option<&'a TableDef>),
    changes: &[&'a TableChange],
) -> Vec<String> {
    let made_anew = made_anew(changes);
    let stays = |change: &&&TableChange| match change {
        TableChange::RenameColumn(names) => !made_anew.contains_key(names.next.as_str()),
        _ => true,
    };
    let changes: Vec<&TableChange> = changes.iter().filter(stays).copied().collect();
    let set = changes.iter().find_map(|change| match change {
        TableChange::SetPartitioning(pair) => Some(pair),
        _ => None,
    });
    let Some(pair) = set.filter(|pair| partitions::is_held(pair.previous.as_ref(), &changes)) else {
        return altered(schemas, table, &changes, &made_anew);
    };
    let is_other = |change: &&&TableChange| !matches!(change, TableChange::SetPartitioning(_));
    let others: Vec<&TableChange> = changes.iter().filter(is_other).copied().collect();
    let alter = |clause: String| format!("ALTER TABLE {} {clause}", object(table.0));
    let mut statements = vec![alter(partitions::set(None))];
    statements.extend(altered(schemas, table, &others, &made_anew));
    statements.extend(pair.next.as_ref().map(|next| alter(partitions::set(Some(next)))));
    statements
}

/// The changes of a table whose partitions, if it has any, are in nobody's way.
fn altered<'a>(
    schemas: Pair<&'a SchemaDef>,
    table: (&ObjectName, Option<&'a TableDef>),
    changes: &[&'a TableChange],
    made_anew: &HashMap<&'a str, &'a str>,
) -> Vec<String> {
    let is_rename = |change: &&&TableChange| matches!(change, TableChange::RenameColumn(_));
    let renames: Vec<&TableChange> = changes.iter().filter(is_rename).copied().collect();
    let copies =
        |change: &&TableChange| !matches!(change, TableChange::RenameColumn(_) | TableChange::RenameIndex(_));
    let stands_alone = changes.iter().any(copies)
        && renames.iter().any(|change| is_in_foreign_key(schemas.next, table.0, change));
    if !stands_alone {
        return folded(schemas.next, table, changes, made_anew);
    }
    let rest = changes.iter().filter(|change| !is_rename(change)).copied();
    let (before, after): (Vec<_>, Vec<_>) = rest.partition(|change| goes_before_renames(change, changes));
    let groups = [before, renames, after];
    groups.iter().flat_map(|changes| folded(schemas.next, table, changes, made_anew)).collect()
}

/// Columns that go and come back under another name, old names by new ones. Nothing of them is kept, so that they are not renamed:
/// they go under the name that they have.
fn made_anew<'a>(changes: &[&'a TableChange]) -> HashMap<&'a str, &'a str> {
    let goes = |name: &str| {
        changes.iter().any(|change| matches!(change, TableChange::DropColumn(column) if column.name == name))
    };
    let comes = |name: &str| {
        let is_it = |change: &&TableChange| matches!(change, TableChange::AddColumn { column, .. } if column.name == name);
        changes.iter().any(is_it)
    };
    let renamed = changes.iter().filter_map(|change| match change {
        TableChange::RenameColumn(names) if goes(&names.next) && comes(&names.next) => {
            Some((names.next.as_str(), names.previous.as_str()))
        }
        _ => None,
    });
    renamed.collect()
}

/// Is the column, under its new name, part of a foreign key of its table or of one that refers to it?
fn is_in_foreign_key(schema: &SchemaDef, table: &ObjectName, change: &TableChange) -> bool {
    let TableChange::RenameColumn(names) = change else { return false };
    schema.tables.iter().any(|other| {
        other.foreign_keys.iter().any(|fk| {
            (other.name == *table && fk.columns.contains(&names.next))
                || (fk.references == *table && fk.referenced_columns.contains(&names.next))
        })
    })
}

/// Do the changes make what the foreign key of a table refers to in the table itself? InnoDB looks for that in the table as it is
/// before the statement.
fn is_in_the_making(fk: &ForeignKeyDef, changes: &[&TableChange]) -> bool {
    let is_referred_to = |name: &String| fk.referenced_columns.contains(name);
    changes.iter().any(|change| match change {
        TableChange::AddPrimaryKey(pk) => pk.columns.iter().any(is_referred_to),
        TableChange::AddUnique(unique) => unique.columns.iter().any(is_referred_to),
        TableChange::AddColumn { column, .. } => is_referred_to(&column.name),
        TableChange::AlterColumn(change) => is_referred_to(&change.columns.next.name),
        TableChange::RenameColumn(names) => is_referred_to(&names.next),
        TableChange::CreateIndex(index) => {
            index.parts.iter().any(|part| matches!(&part.key, IndexKey::Column(name) if is_referred_to(name)))
        }
        _ => false,
    })
}

/// Checks and generated columns hold a column to its name, and a column that goes takes its indexes along.
fn goes_before_renames(change: &TableChange, changes: &[&TableChange]) -> bool {
    let is_dropped = |name: &String| {
        changes.iter().any(|change| matches!(change, TableChange::DropColumn(column) if column.name == *name))
    };
    match change {
        TableChange::DropCheck(_) | TableChange::DropColumn(_) => true,
        TableChange::DropUnique(unique) => unique.columns.iter().any(is_dropped),
        TableChange::DropIndex(index) => {
            index.parts.iter().any(|part| matches!(&part.key, IndexKey::Column(name) if is_dropped(name)))
        }
        _ => false,
    }
}

fn is_of_words(index: &IndexDef) -> bool {
    index.method.as_deref().is_some_and(|method| method.eq_ignore_ascii_case("fulltext"))
}

/// As few statements as the changes allow.
fn folded<'a>(
    schema: &'a SchemaDef,
    (table, def): (&ObjectName, Option<&'a TableDef>),
    changes: &[&'a TableChange],
    made_anew: &HashMap<&'a str, &'a str>,
) -> Vec<String> {
    let name = object(table);
    let was_updated = changes.iter().filter_map(|change| match change {
        TableChange::AlterColumn(change) if change.columns.previous.on_update.is_some() => {
            Some(change.columns.next.name.as_str())
        }
        _ => None,
    });
    let columns = def.into_iter().flat_map(|table| &table.columns);
    let is_updated = columns.filter(|column| column.on_update.is_some()).map(|column| column.name.as_str());
    let mut parts = Parts {
        table: def,
        updated: is_updated.chain(was_updated).collect(),
        said: changes.iter().copied().filter_map(said).collect(),
        filled: changes.iter().copied().filter_map(filled).collect(),
        previous_names: HashMap::new(),
        made_anew: made_anew.clone(),
        first: Vec::new(),
        updates: Vec::new(),
        second: Vec::new(),
        alone: Vec::new(),
    };
    for change in changes {
        if let TableChange::RenameColumn(names) = change {
            parts.previous_names.insert(&names.next, &names.previous);
        }
    }
    let mut words: Option<&IndexDef> = None;
    for change in changes {
        match change {
            TableChange::AddForeignKey(fk) if fk.references == *table && is_in_the_making(fk, changes) => {
                parts.alone.push(format!("ADD {}", constraint::foreign_key(fk)));
            }
            // InnoDB makes one index of words at a time.
            TableChange::CreateIndex(index) if is_of_words(index) && words.replace(index).is_some() => {
                parts.alone.push(format!("ADD {}", constraint::index(index)));
            }
            _ => parts.push(schema, &name, change),
        }
    }
    let mut renames: Vec<_> = parts.previous_names.into_iter().collect();
    renames.sort_unstable();
    let renames = renames
        .into_iter()
        .map(|(next, previous)| format!("RENAME COLUMN {} TO {}", quoted(previous), quoted(next)));
    parts.first.extend(renames);
    let alter = |clauses: &[String]| {
        let separator = if clauses.len() > 1 { "\n  " } else { " " };
        format!("ALTER TABLE {name}{separator}{}", clauses.join(",\n  "))
    };
    let mut statements = Vec::new();
    if !parts.first.is_empty() {
        statements.push(alter(&parts.first));
    }
    statements.extend(parts.updates);
    if !parts.second.is_empty() {
        statements.push(alter(&parts.second));
    }
    statements.extend(parts.alone.iter().map(|clause| alter(std::slice::from_ref(clause))));
    statements
}

/// The column that a change says as it becomes.
fn said(change: &TableChange) -> Option<&str> {
    match change {
        TableChange::AddColumn { column, .. } => Some(&column.name),
        TableChange::AlterColumn(change) => Some(&change.columns.next.name),
        _ => None,
    }
}

/// The column that a change leaves without values until its rows are written.
fn filled(change: &TableChange) -> Option<&str> {
    match change {
        TableChange::AddColumn { column, backfill, .. } => {
            let is_filled = backfill.is_some() && column.generated.is_none();
            (is_filled || differing_default(column).is_some()).then_some(&column.name)
        }
        TableChange::AlterColumn(change) => change.backfill.is_some().then_some(&change.columns.next.name),
        _ => None,
    }
}

struct Parts<'a> {
    /// The table as it becomes.
    table: Option<&'a TableDef>,
    /// Columns with ON UPDATE before or after the changes, by their new names.
    updated: BTreeSet<&'a str>,
    /// Columns that other changes say anew, by their new names.
    said: HashSet<&'a str>,
    /// Columns that hold NULL until their rows are written: no primary key comes before.
    filled: HashSet<&'a str>,
    /// Columns that are still to be renamed, old names by new ones.
    previous_names: HashMap<&'a str, &'a str>,
    /// Columns that are still to be dropped under another name than they get, old names by new ones.
    made_anew: HashMap<&'a str, &'a str>,
    first: Vec<String>,
    updates: Vec<String>,
    second: Vec<String>,
    /// Each in a statement of its own.
    alone: Vec<String>,
}

impl<'a> Parts<'a> {
    fn push(&mut self, schema: &SchemaDef, table: &str, change: &'a TableChange) {
        let clause = match change {
            // Renames of columns come last, all at once; nothing of the other kinds exists here.
            TableChange::RenameColumn(_)
            | TableChange::RenameCounter(_)
            | TableChange::AddExclusion(_)
            | TableChange::DropExclusion(_)
            | TableChange::SetRowSecurity(_)
            | TableChange::CreatePolicy(_)
            | TableChange::AlterPolicy(_)
            | TableChange::DropPolicy(_)
            | TableChange::RenamePolicy(_) => return,
            TableChange::AddColumn { column, backfill, references: _ } => {
                return self.add(schema, table, column, backfill.as_deref());
            }
            TableChange::AlterColumn(change) => return self.alter(schema, table, change),
            TableChange::DropColumn(column) => {
                let name = column.name.as_str();
                format!("DROP COLUMN {}", quoted(self.made_anew.remove(name).unwrap_or(name)))
            }
            TableChange::AddPrimaryKey(pk) => {
                let clause = format!("ADD {}", constraint::primary_key(pk));
                let is_filled = pk.columns.iter().any(|name| self.filled.contains(name.as_str()));
                // A column that counts is never without a key.
                let columns = self.table.into_iter().flat_map(|table| &table.columns);
                let counts = columns
                    .into_iter()
                    .any(|column| column.auto_increment && pk.columns.contains(&column.name));
                return if is_filled && !counts { &mut self.second } else { &mut self.first }.push(clause);
            }
            TableChange::DropPrimaryKey(_) => "DROP PRIMARY KEY".to_owned(),
            TableChange::AddUnique(unique) => format!("ADD {}", constraint::unique(unique)),
            TableChange::DropUnique(unique) => format!("DROP INDEX {}", quoted(&unique.name)),
            TableChange::AddForeignKey(fk) => format!("ADD {}", constraint::foreign_key(fk)),
            TableChange::DropForeignKey(fk) => format!("DROP FOREIGN KEY {}", quoted(&fk.name)),
            TableChange::AddCheck(check) => format!("ADD {}", constraint::check(check)),
            TableChange::DropCheck(check) => format!("DROP CONSTRAINT {}", quoted(&check.name)),
            TableChange::CreateIndex(index) => format!("ADD {}", constraint::index(index)),
            TableChange::DropIndex(index) => format!("DROP INDEX {}", quoted(&index.name)),
            TableChange::RenameIndex(names) | TableChange::RenameConstraint(names) => {
                format!("RENAME INDEX {} TO {}", quoted(&names.previous), quoted(&names.next))
            }
            TableChange::AddPartition(partition) => return self.alone.push(partitions::add(partition)),
            TableChange::DropPartition(partition) => return self.alone.push(partitions::drop(partition)),
            TableChange::RenamePartition(Pair { previous, next }) => {
                return self.alone.push(partitions::reorganize(from_ref(previous), from_ref(next)));
            }
            TableChange::SetBounds(Pair { previous, next }) => {
                return self.alone.push(partitions::reorganize(previous, next));
            }
            TableChange::SetPartitioning(pair) => {
                return self.alone.push(partitions::set(pair.next.as_ref()));
            }
            TableChange::SetComment(comment) => {
                format!("COMMENT = {}", text(comment.as_deref().unwrap_or_default()))
            }
            TableChange::SetOptions(options) => {
                let (clauses, mut columns) = options::change(self.table, options);
                self.first.extend(clauses);
                columns.retain(|column| !self.said.contains(column.name.as_str()));
                for column in columns {
                    let clause = self.modify(&column.name, &definition(schema, column));
                    self.first.push(clause);
                }
                return;
            }
        };
        self.first.push(clause);
    }

    fn add(&mut self, schema: &SchemaDef, table: &str, column: &ColumnDef, backfill: Option<&str>) {
        let differing = differing_default(column);
        let Some(backfill) = backfill.filter(|_| column.generated.is_none()).or(differing.as_deref()) else {
            self.first.push(format!("ADD COLUMN {}", definition(schema, column)));
            return;
        };
        self.first.push(format!("ADD COLUMN {}", empty_definition(schema, column)));
        let kept = self.kept(&column.name);
        self.updates.push(format!("UPDATE {table} SET {} = {backfill}{kept}", quoted(&column.name)));
        self.second.push(format!("MODIFY COLUMN {}", definition(schema, column)));
    }

    fn alter(&mut self, schema: &SchemaDef, table: &str, change: &ColumnChange) {
        let ColumnChange { columns, differs, backfill, labels, removed_labels: _ } = change;
        let name = quoted(&columns.next.name);
        let kept = self.kept(&columns.next.name);
        for label in labels {
            let (previous, next) = (text(&label.previous), text(&label.next));
            self.updates.push(format!("UPDATE {table} SET {name} = {next}{kept} WHERE {name} = {previous}"));
        }
        if let Some(backfill) = backfill {
            self.updates.push(format!("UPDATE {table} SET {name} = {backfill}{kept} WHERE {name} IS NULL"));
        }
        let final_definition = definition(schema, &columns.next);
        if labels.is_empty() && backfill.is_none() {
            let clause = self.modify(&columns.next.name, &final_definition);
            self.first.push(clause);
            return;
        }
        if differs.ty {
            let clause = self.modify(&columns.next.name, &relaxed_definition(schema, columns, labels));
            self.first.push(clause);
        }
        self.second.push(format!("MODIFY COLUMN {final_definition}"));
    }

    /// What an UPDATE of a column says of those with ON UPDATE: it is no change of the row that they tell the time of.
    fn kept(&self, updated: &str) -> String {
        let kept = self.updated.iter().filter(|column| **column != updated);
        kept.fold(String::new(), |sql, column| sql + &format!(", {0} = {0}", quoted(column)))
    }

    /// `MODIFY`, or `CHANGE` for a column that gets another name on the way.
    fn modify(&mut self, name: &str, definition: &str) -> String {
        match self.previous_names.remove(name) {
            Some(previous) => format!("CHANGE COLUMN {} {definition}", quoted(previous)),
            None => format!("MODIFY COLUMN {definition}"),
        }
    }
}
