//! Edits of partitions: ranges of a hundred over a column that nothing else touches. The rows are in the first.

use orm_schema::model::{ColumnDef, PartitionDef, PartitioningDef, TableDef};
use orm_schema::{Dialect, SchemaDef, SqlType};

use super::draft::Draft;

/// What a table is partitioned by.
const COLUMN: &str = "span";

/// Partitions a table that is new, by a column of its own.
pub(super) fn partition(draft: &mut Draft<'_>, table: usize) -> Option<()> {
    if draft.dialect == Dialect::Sqlite {
        return None;
    }
    let (first, second) = (bounds(draft.dialect, 0, 100), bounds(draft.dialect, 100, 200));
    let owner = &mut draft.schema.tables[table];
    owner.columns.push(ColumnDef::new(COLUMN, SqlType::Int));
    if let Some(pk) = &mut owner.primary_key {
        pk.columns.push(COLUMN.to_owned());
    }
    owner.columns.iter_mut().for_each(|column| column.auto_increment = false);
    let named = |end: &str, bounds| PartitionDef { name: format!("{}_{end}", owner.name.name), bounds };
    let partitions = vec![named("p0", first), named("p1", second)];
    owner.partitioning = Some(PartitioningDef { by: format!("range ({COLUMN})"), partitions });
    Some(())
}

fn bounds(dialect: Dialect, from: u32, to: u32) -> String {
    match dialect {
        Dialect::Postgres => format!("for values from ({from}) to ({to})"),
        Dialect::Mysql | Dialect::Sqlite => format!("values less than ({to})"),
    }
}

/// The numbers in the bounds: the last is where the range ends.
fn numbers(bounds: &str) -> Vec<u32> {
    let words = bounds.split(|c: char| !c.is_ascii_digit());
    words.filter_map(|word| word.parse().ok()).collect()
}

fn partitioned(draft: &mut Draft<'_>) -> Option<usize> {
    draft.index_where(&draft.schema.tables.clone(), |table| table.partitioning.is_some())
}

fn ranges<'d>(draft: &'d mut Draft<'_>, table: usize) -> Option<&'d mut Vec<PartitionDef>> {
    draft.schema.tables[table].partitioning.as_mut().map(|partitioning| &mut partitioning.partitions)
}

pub(super) fn add(draft: &mut Draft<'_>) -> Option<()> {
    let table = partitioned(draft)?;
    let dialect = draft.dialect;
    let name = format!("{}_p{}", draft.schema.tables[table].name.name, draft.rng.u8(1..));
    let ranges = ranges(draft, table)?;
    let end = *numbers(&ranges.last()?.bounds).last()?;
    let is_new = ranges.iter().all(|range| range.name != name);
    is_new.then(|| ranges.push(PartitionDef { name, bounds: bounds(dialect, end, end + 100) }))
}

pub(super) fn take_away(draft: &mut Draft<'_>) -> Option<()> {
    let table = partitioned(draft)?;
    let ranges = ranges(draft, table)?;
    (ranges.len() > 1).then(|| ranges.pop()).map(drop)
}

pub(super) fn rename(draft: &mut Draft<'_>) -> Option<()> {
    let table = partitioned(draft)?;
    let name = format!("{}_r{}", draft.schema.tables[table].name.name, draft.rng.u8(..));
    let count = ranges(draft, table)?.len();
    let at = draft.rng.usize(..count);
    let ranges = ranges(draft, table)?;
    let is_new = ranges.iter().all(|range| range.name != name);
    is_new.then(|| ranges[at].name = name)
}

/// The last two meet elsewhere. What all of them hold together stays: MySQL lets the last one end later, and never earlier.
pub(super) fn set_bounds(draft: &mut Draft<'_>) -> Option<()> {
    let table = partitioned(draft)?;
    let dialect = draft.dialect;
    let more = draft.rng.choice([10, 50])?;
    let ranges = ranges(draft, table)?;
    let [.., one, other] = ranges.as_mut_slice() else { return None };
    let (first, last) = (numbers(&one.bounds), numbers(&other.bounds));
    let (middle, end) = (*first.last()? + more, *last.last()?);
    one.bounds = bounds(dialect, *first.first()?, middle);
    other.bounds = bounds(dialect, middle, end);
    (middle < end).then_some(())
}

/// MySQL partitions a table that is there, and lets go of its partitions.
pub(super) fn set(draft: &mut Draft<'_>) -> Option<()> {
    if draft.dialect != Dialect::Mysql {
        return None;
    }
    if let Some(table) = partitioned(draft) {
        draft.schema.tables[table].partitioning = None;
    } else {
        let table = draft.index_where(&draft.schema.tables.clone(), is_alone)?;
        let name = format!("{}_p0", draft.schema.tables[table].name.name);
        draft.schema.tables[table].partitioning = Some(PartitioningDef {
            by: format!("range ({COLUMN})"),
            partitions: vec![PartitionDef { name, bounds: bounds(draft.dialect, 0, 100) }],
        });
    }
    Some(())
}

fn is_alone(table: &TableDef) -> bool {
    table.column(COLUMN).is_some_and(|column| column.ty == SqlType::Int && !column.is_nullable)
}

/// Is there nothing about the partitioned tables that a database refuses? Every key holds the column, no foreign key begins or
/// ends at one (MySQL), and the column stays.
pub(super) fn are_sound(dialect: Dialect, schema: &SchemaDef) -> bool {
    schema.tables.iter().filter(|table| table.partitioning.is_some()).all(|table| {
        let holds = |columns: &[String]| columns.iter().any(|column| column == COLUMN);
        let is_referred_to =
            |other: &TableDef| other.foreign_keys.iter().any(|fk| fk.references == table.name);
        is_alone(table)
            && table
                .column(COLUMN)
                .is_some_and(|column| column.default.is_none() && column.renamed_from.is_none())
            && table.primary_key.as_ref().is_none_or(|pk| holds(&pk.columns))
            && table.uniques.iter().all(|unique| holds(&unique.columns))
            && table.exclusions.is_empty()
            && table.indexes.iter().all(|index| !index.is_unique && !index.concurrently)
            && table.columns.iter().all(|column| !column.auto_increment && column.identity.is_none())
            && table.options == orm_schema::model::TableOptions::default()
            && (dialect != Dialect::Mysql || table.foreign_keys.is_empty())
            && !schema.tables.iter().any(is_referred_to)
    })
}
