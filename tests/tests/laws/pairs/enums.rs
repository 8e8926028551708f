//! Edits of enums.

use orm_schema::SqlType;
use orm_schema::model::{ColumnDef, ObjectName};

use super::draft::Draft;

fn has_enum(column: &ColumnDef, name: &ObjectName) -> bool {
    column.ty == SqlType::Enum(name.clone())
}

/// Takes an enum away, and each column of it or its type.
pub(super) fn take_away(draft: &mut Draft<'_>) -> Option<()> {
    let at = draft.rng.choice(0..draft.schema.enums.len())?;
    let name = draft.schema.enums.remove(at).name;
    while let Some((table, column)) = draft.column_where(|_, column| has_enum(column, &name)) {
        if draft.rng.bool() {
            draft.drop_column(table, column);
        } else {
            let column = &mut draft.schema.tables[table].columns[column];
            (column.ty, column.default) = (SqlType::Varchar(40), None);
        }
    }
    Some(())
}

pub(super) fn rename(draft: &mut Draft<'_>) -> Option<()> {
    let at = draft.rng.choice(0..draft.schema.enums.len())?;
    let name = draft.fresh_enum()?;
    let def = &mut draft.schema.enums[at];
    let old = std::mem::replace(&mut def.name, name.clone());
    def.renamed_from.get_or_insert_with(|| old.clone());
    let columns = draft.schema.tables.iter_mut().flat_map(|table| &mut table.columns);
    columns
        .filter(|column| has_enum(column, &old))
        .for_each(|column| column.ty = SqlType::Enum(name.clone()));
    Some(())
}

pub(super) fn rename_label(draft: &mut Draft<'_>) -> Option<()> {
    let at = draft.rng.choice(0..draft.schema.enums.len())?;
    let label =
        draft.index_where(&draft.schema.enums[at].labels.clone(), |label| label.renamed_from.is_none())?;
    let text = draft.fresh_label(at)?;
    let def = &mut draft.schema.enums[at];
    let old = std::mem::replace(&mut def.labels[label].label, text);
    def.labels[label].renamed_from = Some(old);
    let name = def.name.clone();
    let columns = draft.schema.tables.iter_mut().flat_map(|table| &mut table.columns);
    columns.filter(|column| has_enum(column, &name)).for_each(|column| column.default = None);
    Some(())
}

/// Takes a label away that no made-up row holds, or puts the labels into another order.
pub(super) fn change_labels(draft: &mut Draft<'_>) -> Option<()> {
    let at = draft.rng.choice(0..draft.schema.enums.len())?;
    let name = draft.schema.enums[at].name.clone();
    if draft.rng.bool() && draft.schema.enums[at].labels.len() > 2 {
        draft.schema.enums[at].labels.pop();
        let columns = draft.schema.tables.iter_mut().flat_map(|table| &mut table.columns);
        columns.filter(|column| has_enum(column, &name)).for_each(|column| column.default = None);
    } else {
        let labels = &mut draft.schema.enums[at].labels;
        draft.rng.shuffle(labels);
    }
    Some(())
}
