//! Edits of foreign keys.

use orm_schema::Dialect;
use orm_schema::model::ReferentialAction;

use super::draft::{self, Draft};

pub(super) fn add(draft: &mut Draft<'_>) -> Option<()> {
    let target = draft.index_where(&draft.schema.tables.clone(), |table| {
        table.primary_key.as_ref().is_some_and(|pk| pk.columns.len() == 1)
    })?;
    let referenced = &draft.schema.tables[target];
    let key = referenced.primary_key.as_ref()?.columns[0].clone();
    let (name, ty) = (referenced.name.clone(), referenced.column(&key)?.ty.clone());
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let fit = draft.index_where(&draft.schema.tables[table].columns.clone(), |column| {
        column.ty == ty && column.name != key && column.generated.is_none() && column.default.is_none()
    });
    let column = match fit {
        Some(column) if draft.rng.bool() => column,
        _ => {
            let column = draft.add_column(table)?;
            let def = &mut draft.schema.tables[table].columns[column];
            (def.ty, def.default, def.is_nullable) = (ty, None, true);
            column
        }
    };
    let owner = &draft.schema.tables[table];
    let mut fk = draft::foreign_key(owner, &owner.columns[column].name, (&name, &key));
    if owner.foreign_keys.iter().any(|other| other.name == fk.name) {
        return None;
    }
    let actions = [
        ReferentialAction::NoAction,
        ReferentialAction::NoAction,
        ReferentialAction::Cascade,
        ReferentialAction::Restrict,
        ReferentialAction::SetNull,
    ];
    fk.on_delete = draft.rng.choice(actions)?;
    fk.on_update = draft.rng.choice(actions)?;
    if draft.dialect != Dialect::Mysql {
        fk.deferrable = draft::deferrable(draft);
    }
    draft.schema.tables[table].foreign_keys.push(fk);
    Some(())
}
