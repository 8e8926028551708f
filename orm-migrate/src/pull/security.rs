//! The words for row level security and for partitions.

use orm_schema::model::{PolicyCommand, PolicyDef, RowSecurity, TableDef};

use super::literal;

/// The words of the table.
pub(super) fn words(table: &TableDef) -> Vec<String> {
    let mut words = Vec::new();
    match table.row_security {
        RowSecurity::Off => {}
        RowSecurity::On => words.push("rls".to_owned()),
        RowSecurity::Forced => words.push("rls = \"forced\"".to_owned()),
    }
    words.extend(table.policies.iter().map(policy));
    if let Some(partitioning) = &table.partitioning {
        words.push(format!("partition_by = {}", literal(&partitioning.by)));
        let partitions = partitioning.partitions.iter();
        words.extend(partitions.map(|partition| {
            format!("partition({}, {})", literal(&partition.name), literal(&partition.bounds))
        }));
    }
    words
}

fn policy(policy: &PolicyDef) -> String {
    let mut words = vec![literal(&policy.name)];
    if policy.command != PolicyCommand::All {
        words.push(format!("for = \"{}\"", policy.command.sql().to_ascii_lowercase()));
    }
    match policy.roles.as_slice() {
        [] => {}
        [role] => words.push(format!("to = {}", literal(role))),
        roles => {
            let roles: Vec<String> = roles.iter().map(|role| literal(role)).collect();
            words.push(format!("to = [{}]", roles.join(", ")));
        }
    }
    for (word, value) in [("using", &policy.using), ("check", &policy.check)] {
        words.extend(value.as_ref().map(|value| format!("{word} = {}", literal(value))));
    }
    words.extend(policy.is_restrictive.then(|| "restrictive".to_owned()));
    format!("policy({})", words.join(", "))
}
