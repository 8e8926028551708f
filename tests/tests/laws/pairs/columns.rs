//! Edits of columns that reach further than the column.

use orm_schema::model::{
    ColumnDef, DefaultDef, IdentityDef, IdentityKind, Literal, SequenceOptions, TableDef,
};
use orm_schema::{Dialect, SqlType};

use super::draft::{self, Draft, is_key, is_plain};
use super::values;

/// Gives a column another type, and the columns that refer to it too.
pub(super) fn alter_type(draft: &mut Draft<'_>) -> Option<()> {
    let (table, column) = draft.column_where(|_, column| column.generated.is_none())?;
    let ty = draft.any_type();
    let owner = &draft.schema.tables[table];
    let def = owner.columns[column].clone();
    let is_kin = def.ty.is_integer() && ty.is_integer() || def.ty.is_text() && ty.is_text();
    let mut is_computed_with = owner.columns.iter().filter_map(|column| column.generated.as_ref());
    let is_computed_with =
        is_computed_with.any(|generated| draft::mentions(draft.dialect, &generated.expression, &def.name));
    // What is computed from a `char` depends on the mode of the session, and MariaDB refuses to store it.
    let is_refused = draft.dialect == Dialect::Mysql && matches!(ty, SqlType::Char(_));
    if (!is_kin && is_key(owner, &def)) || (is_computed_with && (!is_kin || is_refused)) {
        return None;
    }
    let owner_name = owner.name.clone();
    for other in &mut draft.schema.tables {
        let keys = other.foreign_keys.iter().filter(|fk| fk.references == owner_name);
        let ends: Vec<String> = keys
            .flat_map(|fk| fk.columns.iter().zip(&fk.referenced_columns))
            .filter(|(_, referenced)| **referenced == def.name)
            .map(|(own, _)| own.clone())
            .collect();
        for end in other.columns.iter_mut().filter(|column| ends.contains(&column.name)) {
            end.ty = ty.clone();
        }
    }
    let column = &mut draft.schema.tables[table].columns[column];
    column.ty = ty;
    if let (Some(DefaultDef::Literal(Literal::String(text))), SqlType::Varchar(room) | SqlType::Char(room)) =
        (&column.default, &column.ty)
        && text.chars().count() > *room as usize
    {
        column.default = None;
    }
    if !is_kin {
        (column.default, column.on_update, column.collation) = (None, None, None);
        let name = column.name.clone();
        if !is_key(&draft.schema.tables[table], &def) {
            draft.release(table, &name);
        }
    }
    Some(())
}

pub(super) fn alter_generated(draft: &mut Draft<'_>) -> Option<()> {
    let table = draft.rng.choice(0..draft.schema.tables.len())?;
    let (generated, ty) = values::generated(draft.dialect, &draft.schema.tables[table], draft.rng)?;
    let old =
        draft.index_where(&draft.schema.tables[table].columns.clone(), |column| column.generated.is_some());
    match old {
        Some(column) if draft.rng.bool() => {
            let def = &mut draft.schema.tables[table].columns[column];
            if def.ty == ty && draft.rng.bool() {
                def.generated = Some(generated);
            } else {
                def.generated = None;
            }
        }
        _ => {
            let name = draft.fresh_column(table)?;
            let column =
                ColumnDef { is_nullable: true, generated: Some(generated), ..ColumnDef::new(name, ty) };
            draft.schema.tables[table].columns.push(column);
        }
    }
    Some(())
}

pub(super) fn alter_identity(draft: &mut Draft<'_>) -> Option<()> {
    let is_sole_key = |table: &TableDef, column: &ColumnDef| {
        column.ty.is_integer()
            && table.primary_key.as_ref().is_some_and(|pk| pk.columns == [column.name.as_str()])
            && !table.foreign_keys.iter().any(|fk| fk.columns.contains(&column.name))
    };
    let (table, column) = draft.column_where(is_sole_key)?;
    let has_options = draft.dialect == Dialect::Postgres && draft.rng.bool();
    let kind = draft.rng.choice([IdentityKind::ByDefault, IdentityKind::Always, IdentityKind::Serial])?;
    let mut identity = IdentityDef::plain(kind);
    if kind != IdentityKind::Serial {
        identity.options = SequenceOptions {
            start: draft.rng.choice([None, Some(100)])?,
            increment: draft.rng.choice([None, Some(10)])?,
            min: draft.rng.choice([None, Some(1), Some(50)])?,
            // A bound that the counter is beyond would be refused.
            max: draft.rng.choice([None, Some(30_000)])?,
            cache: draft.rng.choice([None, Some(20)])?,
            cycle: draft.rng.bool(),
        };
    }
    let column = &mut draft.schema.tables[table].columns[column];
    if has_options {
        (column.identity, column.auto_increment) = (Some(identity), false);
    } else {
        column.auto_increment = !column.auto_increment && column.identity.is_none();
        column.identity = None;
    }
    column.default = None;
    Some(())
}

pub(super) fn alter_nullability(draft: &mut Draft<'_>) -> Option<()> {
    let (table, column) =
        draft.column_where(|table, column| is_plain(table, column) || !table.is_primary_key(&column.name))?;
    // What is computed from NULL is NULL, so both ends stay as they are where a database would refuse rows for it.
    let owner = &draft.schema.tables[table];
    let def = &owner.columns[column];
    let computed = owner.columns.iter().filter_map(|column| column.generated.as_ref());
    let is_computed = def.generated.is_some()
        || computed.clone().any(|from| draft::mentions(draft.dialect, &from.expression, &def.name));
    let column = &mut draft.schema.tables[table].columns[column];
    (draft.dialect == Dialect::Mysql || !is_computed).then(|| column.is_nullable = !column.is_nullable)
}

/// Is what is computed computed from columns that are there?
pub(super) fn are_computed_from_others(dialect: Dialect, table: &TableDef) -> bool {
    let mut computed = table.columns.iter().filter_map(|column| Some((column, column.generated.as_ref()?)));
    computed.all(|(column, generated)| {
        let mut others = table.columns.iter().filter(|other| other.name != column.name);
        others.any(|other| super::uses::mentions(dialect, &generated.expression, &other.name))
    })
}
