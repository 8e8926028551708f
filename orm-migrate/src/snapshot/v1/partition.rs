//! Partitions in format 1.

use std::borrow::Cow;

use orm_schema::model::{PartitionDef, PartitioningDef};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Partitioning<'a> {
    #[serde(borrow)]
    by: Cow<'a, str>,
    #[serde(borrow, default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::snapshot) partitions: Vec<Partition<'a>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::snapshot) struct Partition<'a> {
    #[serde(borrow)]
    pub(in crate::snapshot) name: Cow<'a, str>,
    #[serde(borrow)]
    bounds: Cow<'a, str>,
}

impl<'a> From<&'a PartitioningDef> for Partitioning<'a> {
    fn from(def: &'a PartitioningDef) -> Self {
        let partition = |def: &'a PartitionDef| Partition {
            name: Cow::Borrowed(&def.name),
            bounds: Cow::Borrowed(&def.bounds),
        };
        Self { by: Cow::Borrowed(&def.by), partitions: def.partitions.iter().map(partition).collect() }
    }
}

impl From<Partitioning<'_>> for PartitioningDef {
    fn from(mirror: Partitioning<'_>) -> Self {
        let partition = |mirror: Partition<'_>| PartitionDef {
            name: mirror.name.into_owned(),
            bounds: mirror.bounds.into_owned(),
        };
        Self {
            by: mirror.by.into_owned(),
            partitions: mirror.partitions.into_iter().map(partition).collect(),
        }
    }
}
