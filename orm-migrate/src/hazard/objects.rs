//! Options, policies and partitions of tables, and what stands beside the tables.

use orm_schema::model::{ObjectDef, ObjectName, PartitionDef, PartitioningDef, RowSecurity};
use orm_schema::{Dialect, Pair, SqlType};

use super::columns::{merges_texts, used_up};
use super::rules::{Hazards, shown};
use super::{Hazard, Severity};
use crate::dialect::identity::{self, Course};
use crate::dialect::new_texts;
use crate::diff::{ObjectChange, TableChange};

/// What a change of options, policies or partitions may do; nothing for a change of something else.
pub(super) fn of_change(hazards: &Hazards<'_>, table: &ObjectName, change: &TableChange) -> Vec<Hazard> {
    let say = |code, severity, message| vec![Hazard::new(code, severity, table, None, message)];
    let warning = Severity::Warning;
    match change {
        TableChange::SetRowSecurity(security) => {
            let message = match security.next {
                RowSecurity::Off => format!("shows every row of `{table}` to everybody who may read it"),
                RowSecurity::On if security.previous == RowSecurity::Forced => {
                    format!("shows every row of `{table}` to its owner")
                }
                RowSecurity::On => {
                    format!("hides every row of `{table}` that no policy shows from all but its owner")
                }
                RowSecurity::Forced => {
                    format!("hides every row of `{table}` that no policy shows, also from its owner")
                }
            };
            say("OM209", warning, message)
        }
        TableChange::CreatePolicy(policy) => say(
            "OM209",
            warning,
            format!("adds policy `{}` of `{table}`: other rows are seen or written", policy.name),
        ),
        // It comes back in another form, which is said there.
        TableChange::DropPolicy(policy) if hazards.added.contains(&(table, shown(&policy.name, &[]))) => {
            Vec::new()
        }
        TableChange::DropPolicy(policy) => say(
            "OM209",
            warning,
            format!("drops policy `{}` of `{table}`: other rows are seen or written", policy.name),
        ),
        TableChange::AlterPolicy(policies) => {
            let name = &policies.next.name;
            say(
                "OM209",
                warning,
                format!("changes policy `{name}` of `{table}`: other rows are seen or written"),
            )
        }
        TableChange::AddPartition(partition)
            if hazards.dialect == Dialect::Postgres && !partition.is_default() =>
        {
            let default = hazards.default_partition(table);
            default.map_or_else(Vec::new, |default| beside_default(table, partition, default))
        }
        TableChange::DropPartition(partition) => say(
            "OM101",
            Severity::Error,
            format!("drops partition `{}` of `{table}` and its rows", partition.name),
        ),
        TableChange::RenamePartition(partitions) if hazards.dialect == Dialect::Postgres => {
            let (previous, next) = (&partitions.previous.name, &partitions.next.name);
            say(
                "OM201",
                warning,
                format!("renames partition `{previous}` to `{next}` under running programs"),
            )
        }
        TableChange::RenamePartition(partitions) => {
            let message = format!(
                "blocks writes to `{table}` while partition `{}` is copied",
                partitions.previous.name
            );
            say("OM420", warning, message)
        }
        TableChange::SetBounds(partitions) => say(
            "OM304",
            warning,
            format!(
                "gives {} of `{table}` other rows to take, and fails on those that have no place then",
                named(&partitions.next)
            ),
        ),
        TableChange::SetOptions(options) if hazards.dialect == Dialect::Mysql => {
            let copies = format!("blocks writes to `{table}` while it is copied for its options");
            let mut hazards = say("OM420", warning, copies);
            let Some((charset, collation)) = new_texts(options) else { return hazards };
            if !charset.starts_with("utf8") && charset != "utf16" && charset != "utf32" {
                let message = format!(
                    "keeps the texts of `{table}` in {charset}, and fails on those that it has no characters for"
                );
                hazards.extend(say("OM205", Severity::Error, message));
            }
            if merges_texts(Dialect::Mysql, collation.as_deref()) {
                let message = format!(
                    "compares the texts of `{table}` in another way, and fails where keys have duplicates then"
                );
                hazards.extend(say("OM303", warning, message));
            }
            hazards
        }
        TableChange::SetPartitioning(partitionings) => {
            let copies = format!("blocks writes to `{table}` while it is copied into its partitions");
            let mut hazards = say("OM420", warning, copies);
            let is_bounded =
                |def: &PartitioningDef| def.partitions.iter().any(|partition| !partition.bounds.is_empty());
            if partitionings.next.as_ref().is_some_and(is_bounded) {
                let message =
                    format!("divides the rows of `{table}` anew, and fails on those that have no partition");
                hazards.extend(say("OM304", warning, message));
            }
            hazards
        }
        _ => Vec::new(),
    }
}

/// PostgreSQL looks for rows of the new partition in the one for all others, and refuses if it finds one.
/// <https://www.postgresql.org/docs/17/sql-createtable.html#SQL-CREATETABLE-PARTITION>
fn beside_default(table: &ObjectName, partition: &PartitionDef, default: &PartitionDef) -> Vec<Hazard> {
    let (name, default) = (&partition.name, &default.name);
    let say = |code, message| Hazard::new(code, Severity::Warning, table, None, message);
    let way_out = format!(
        "in a migration of your own, detach `{default}`, add `{name}`, move the rows that belong to it, and attach `{default}` again"
    );
    vec![
        Hazard {
            hint: Some(way_out),
            ..say(
                "OM304",
                format!(
                    "adds partition `{name}` of `{table}`, and fails on rows of `{default}` that belong to it"
                ),
            )
        },
        say("OM406", format!("blocks all access to `{table}` while the rows of `{default}` are checked")),
    ]
}

/// "partition `a`", "partitions `a`, `b`".
fn named(partitions: &[PartitionDef]) -> String {
    match partitions {
        [one] => format!("partition `{}`", one.name),
        several => {
            let names: Vec<String> =
                several.iter().map(|partition| format!("`{}`", partition.name)).collect();
            format!("partitions {}", names.join(", "))
        }
    }
}

/// What the change of something that stands beside the tables may do.
pub(super) fn of_object(change: &ObjectChange) -> Vec<Hazard> {
    let say = |object: &ObjectDef, code, message| {
        vec![Hazard::new(code, Severity::Warning, &object.name(), None, message)]
    };
    match change {
        ObjectChange::Drop(object @ (ObjectDef::Sequence(_) | ObjectDef::Extension(_))) => {
            let (kind, name) = (object.kind().noun(), object.name());
            let lost = if matches!(object, ObjectDef::Sequence(_)) {
                "and its counter"
            } else {
                "and all that it brought"
            };
            say(object, "OM106", format!("drops {kind} `{name}` {lost}"))
        }
        ObjectChange::Rename(objects) => {
            let (previous, next) = (objects.previous.name(), objects.next.name());
            let kind = objects.next.kind().noun();
            say(
                &objects.next,
                "OM203",
                format!("renames {kind} `{previous}` to `{next}` under running programs"),
            )
        }
        ObjectChange::Alter(objects) => match (&objects.previous, &objects.next) {
            (_, ObjectDef::Domain(next)) if next.check.is_some() => say(
                &objects.next,
                "OM426",
                format!(
                    "checks all values of domain `{}` in every table, whose rows are not written meanwhile, and fails on those \
                     that break it",
                    next.name
                ),
            ),
            (ObjectDef::Sequence(previous), ObjectDef::Sequence(next)) => {
                let limits = identity::limits(&SqlType::BigInt);
                let limits = Pair { previous: limits, next: limits };
                let options = Pair { previous: &previous.options, next: &next.options };
                match identity::course(limits, options) {
                    Course::UpTo(bound) => {
                        vec![used_up(&next.name, None, &format!("sequence `{}`", next.name), bound)]
                    }
                    Course::On | Course::From(_) | Course::Anew(_) => Vec::new(),
                }
            }
            _ => Vec::new(),
        },
        ObjectChange::Create(_) | ObjectChange::Drop(_) => Vec::new(),
    }
}
