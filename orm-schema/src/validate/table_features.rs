//! What a database lacks of what whole tables ask for: exclusion constraints, policies, partitions, options.

use super::{SchemaProblem, Subject};
use crate::Dialect;
use crate::model::{IndexKey, PartitioningDef, RowSecurity, TableDef};

/// What `dialect` lacks of what `table` asks for as a whole.
pub(super) fn check(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    computed_alone(table, dialect, found);
    exclusions(table, dialect, found);
    row_security(table, dialect, found);
    options(table, dialect, found);
    if let Some(partitioning) = &table.partitioning {
        partitions(table, dialect, found);
        if dialect != Dialect::Sqlite {
            keys_of_partitions(table, partitioning, found);
        }
    }
}

/// <https://sqlite.org/gencol.html#limitations>
fn computed_alone(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let is_computed =
        !table.columns.is_empty() && table.columns.iter().all(|column| column.generated.is_some());
    if is_computed && dialect == Dialect::Sqlite {
        let message =
            format!("every column of `{}` is computed, and SQLite wants one that is not", table.name);
        let problem = SchemaProblem::new(Subject::table(table), message);
        found.push(problem.hint("add a column that holds a value"));
    }
}

fn exclusions(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let hint = match dialect {
        Dialect::Postgres => return,
        Dialect::Mysql | Dialect::Sqlite => "look for the other row in a transaction or in a trigger",
    };
    for exclusion in &table.exclusions {
        let message = format!("{dialect} has no exclusion constraints (`{}`)", exclusion.name);
        found.push(SchemaProblem::new(Subject::named(table, &exclusion.name), message).hint(hint));
    }
}

fn row_security(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    if table.row_security != RowSecurity::Off && dialect != Dialect::Postgres {
        let message = format!("{dialect} has no row level security, which `{}` asks for", table.name);
        let problem = SchemaProblem::new(Subject::table(table), message);
        found.push(problem.hint("filter the rows in every query, and leave `rls` and `policy` out"));
    }
}

/// PostgreSQL takes storage parameters behind `WITH`; SQLite has words of its own for both of its options.
fn options(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let Some(raw) = table.options.raw.as_deref().map(str::trim) else { return };
    let (is_wrong, message, hint) = match dialect {
        Dialect::Postgres => (
            !is_with_list(raw),
            format!("`{raw}` is no list of storage parameters"),
            "write `options = \"with (fillfactor = 70)\"`",
        ),
        Dialect::Mysql => {
            let text = raw.to_lowercase();
            let misplaced = [
                ("comment", "`comment = \"..\"` of the table says it"),
                ("partition by", "`partition_by = \"..\"` says it"),
            ];
            let found = misplaced.into_iter().find(|(word, _)| text.contains(word));
            let (word, hint) = found.unwrap_or_default();
            (found.is_some(), format!("`{word}` is not kept in `options`"), hint)
        }
        Dialect::Sqlite => (
            true,
            format!("SQLite has no table options but `strict` and `without_rowid`, not `{raw}`"),
            "leave `options` out",
        ),
    };
    if is_wrong {
        found.push(SchemaProblem::new(Subject::table(table), message).hint(hint));
    }
}

fn is_with_list(raw: &str) -> bool {
    let rest = raw.get(..4).filter(|word| word.eq_ignore_ascii_case("with")).map(|_| raw[4..].trim());
    rest.is_some_and(|rest| rest.starts_with('(') && rest.ends_with(')'))
}

fn partitions(table: &TableDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut push = |message: String, hint: &str| {
        found.push(SchemaProblem::new(Subject::table(table), message).hint(hint));
    };
    let name = &table.name;
    match dialect {
        Dialect::Postgres => {
            if table.options.raw.is_some() {
                push(
                    format!("the partitioned table `{name}` keeps no rows itself, so it has no options"),
                    "leave `options` out",
                );
            }
            if table.indexes.iter().any(|index| index.concurrently) {
                push(
                    format!("PostgreSQL builds no index of a partitioned table `concurrently` (`{name}`)"),
                    "leave `concurrently` out",
                );
            }
            if !table.exclusions.is_empty() {
                push(
                    format!(
                        "PostgreSQL before version 17 has no exclusion constraints on partitioned tables (`{name}`)"
                    ),
                    "declare the constraint by hand on each partition",
                );
            }
        }
        Dialect::Mysql => {
            if !table.foreign_keys.is_empty() {
                push(
                    format!("MySQL has no foreign keys in partitioned tables (`{name}`)"),
                    "leave `references` or `partition_by` out",
                );
            }
        }
        Dialect::Sqlite => push(
            format!("SQLite has no partitions, which `{name}` asks for"),
            "leave `partition_by` and `partition` out",
        ),
    }
}

/// A row is looked for in one partition only.
/// <https://www.postgresql.org/docs/17/ddl-partitioning.html#DDL-PARTITIONING-DECLARATIVE-LIMITATIONS>,
/// <https://dev.mysql.com/doc/refman/8.4/en/partitioning-limitations-partitioning-keys-unique-keys.html>
fn keys_of_partitions(table: &TableDef, partitioning: &PartitioningDef, found: &mut Vec<SchemaProblem>) {
    let is_in_key = |column: &str| {
        let mut words = partitioning.by.split(|c: char| !c.is_alphanumeric() && c != '_');
        words.any(|word| word.eq_ignore_ascii_case(column))
    };
    let by: Vec<&str> =
        table.columns.iter().map(|column| column.name.as_str()).filter(|name| is_in_key(name)).collect();
    let primary_key = table.primary_key.iter().map(|key| (key.name.as_str(), key.columns.clone()));
    let uniques = table.uniques.iter().map(|unique| (unique.name.as_str(), unique.columns.clone()));
    let indexes = table.indexes.iter().filter(|index| index.is_unique).map(|index| {
        let columns = index.parts.iter().filter_map(|part| match &part.key {
            IndexKey::Column(name) => Some(name.clone()),
            IndexKey::Expression(_) => None,
        });
        (index.name.as_str(), columns.collect())
    });
    for (name, columns) in primary_key.chain(uniques).chain(indexes) {
        if let Some(missing) = by.iter().find(|column| !columns.iter().any(|own| own == *column)) {
            let message = format!(
                "`{}` is partitioned by `{missing}`, which its key `{name}` must hold too",
                table.name
            );
            let problem = SchemaProblem::new(Subject::table(table), message);
            found.push(problem.hint(format!("add `{missing}` to the key: `primary_key(.., {missing})`")));
        }
    }
}
