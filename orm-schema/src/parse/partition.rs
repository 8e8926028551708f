//! Reads `partition_by` and `partition(..)` of a table.

use super::attr;
use super::entry::Entries;
use super::policy::texts_and_words;
use super::problem::Problems;
use crate::model::{PartitionDef, PartitioningDef};

/// `partition_by = "range (created_at)", partition("y2026", "for values from (..) to (..)")`.
pub(super) fn read(entries: &Entries, problems: &mut Problems) -> Option<PartitioningDef> {
    let by = entries.text("partition_by")?;
    let mut partitions: Vec<PartitionDef> = Vec::new();
    for (tokens, place) in entries.lists("partition") {
        let before = problems.len();
        let (texts, _) = texts_and_words(&attr::PARTITION, tokens, problems);
        match texts.as_slice() {
            [name, _] if partitions.iter().any(|other| other.name == name.value()) => {
                problems.push(place, format!("there are two partitions `{}`", name.value()));
            }
            [name, bounds] => {
                partitions.push(PartitionDef { name: name.value(), bounds: bounds.value() });
            }
            _ if problems.len() > before => {}
            _ => {
                problems.push(place, "a partition has a name, and the rows that it takes").hint(
                    r#"write `partition("y2026", "for values from ('2026-01-01') to ('2027-01-01')")`"#,
                );
            }
        }
    }
    Some(PartitioningDef { by, partitions })
}
