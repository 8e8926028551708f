//! An edit of a schema for every kind of change. Each leaves a schema of which most are valid; [`super::change`] throws away
//! the others.

use orm_schema::model::{
    ColumnDef, Deferrable, EnumLabelDef, IdentityDef, IdentityKind, PrimaryKeyDef, ReferentialAction,
    TableDef, UpdateDef,
};
use orm_schema::{Dialect, SqlType, ident};

use super::draft::{self, Draft, is_key, is_plain};
use super::kinds::Kind;
use super::{enums, indexes, renames, values};

/// Does something that the differ should call `kind`. `None` when the schema has nothing to do it to.
pub(super) fn edit(draft: &mut Draft<'_>, kind: Kind) -> Option<()> {
    match kind {
        Kind::CreateSchema | Kind::DropSchema => renames::move_table(draft),
        Kind::CreateEnum => {
            let table = draft.rng.choice(0..draft.schema.tables.len())?;
            let def = draft.add_enum()?;
            let ty = SqlType::Enum(draft.schema.enums[def].name.clone());
            let column = draft.add_column(table)?;
            let column = &mut draft.schema.tables[table].columns[column];
            (column.ty, column.default) = (ty, None);
            Some(())
        }
        Kind::DropEnum => enums::take_away(draft),
        Kind::RenameEnum => enums::rename(draft),
        Kind::RenameEnumLabel => enums::rename_label(draft),
        Kind::AddEnumLabel => {
            let def = draft.rng.choice(0..draft.schema.enums.len())?;
            let label = draft.fresh_label(def)?;
            let labels = &mut draft.schema.enums[def].labels;
            labels.insert(draft.rng.usize(..=labels.len()), EnumLabelDef { label, renamed_from: None });
            Some(())
        }
        Kind::RebuildEnum => enums::change_labels(draft),
        Kind::CreateTable => draft.add_table().map(drop),
        Kind::DropTable => {
            let table = draft.rng.choice(0..draft.schema.tables.len())?;
            let name = draft.schema.tables.remove(table).name;
            for other in &mut draft.schema.tables {
                other.foreign_keys.retain(|fk| fk.references != name);
            }
            Some(())
        }
        Kind::RenameTable | Kind::RenameCounter => renames::rename_table(draft),
        Kind::RenameColumn => renames::rename_column(draft),
        Kind::AddColumn => {
            let table = draft.rng.choice(0..draft.schema.tables.len())?;
            draft.add_column(table).map(drop)
        }
        Kind::DropColumn => {
            let (table, column) = draft.column_where(|table, column| !table.is_primary_key(&column.name))?;
            draft.drop_column(table, column);
            Some(())
        }
        Kind::AlterType => alter_type(draft),
        Kind::AlterNullability => {
            let (table, column) = draft.column_where(|table, column| {
                is_plain(table, column) || !table.is_primary_key(&column.name)
            })?;
            // What is computed from NULL is NULL, so both ends stay as they are where a database would refuse rows for it.
            let owner = &draft.schema.tables[table];
            let def = &owner.columns[column];
            let mut computed = owner.columns.iter().filter_map(|column| column.generated.as_ref());
            let is_computed = def.generated.is_some()
                || computed.any(|from| draft::mentions(draft.dialect, &from.expression, &def.name));
            let column = &mut draft.schema.tables[table].columns[column];
            (draft.dialect == Dialect::Mysql || !is_computed)
                .then(|| column.is_nullable = !column.is_nullable)
        }
        Kind::AlterDefault => {
            let (table, column) = draft.column_where(is_plain)?;
            let ty = draft.schema.tables[table].columns[column].ty.clone();
            let default = values::default(draft.dialect, &draft.schema, &ty, draft.rng);
            let gone = draft.one_in(3);
            draft.schema.tables[table].columns[column].default = default.filter(|_| !gone);
            Some(())
        }
        Kind::AlterOnUpdate => {
            let (table, column) = draft.column_where(|_, column| {
                matches!(column.ty, SqlType::Timestamp(_) | SqlType::TimestampTz(_))
            })?;
            let column = &mut draft.schema.tables[table].columns[column];
            column.on_update = if column.on_update.is_some() { None } else { Some(UpdateDef::Now) };
            Some(())
        }
        Kind::AlterGenerated => alter_generated(draft),
        Kind::AlterIdentity => alter_identity(draft),
        Kind::AlterCollation => {
            let (table, column) =
                draft.column_where(|table, column| is_plain(table, column) && column.ty.is_text())?;
            let collation = values::collation(draft.dialect);
            let column = &mut draft.schema.tables[table].columns[column];
            column.collation = if column.collation.is_some() { None } else { Some(collation.to_owned()) };
            Some(())
        }
        Kind::AlterComment => {
            let (table, column) = draft.column_where(|_, _| true)?;
            let comment = draft.rng.choice([None, Some("what it's for"), Some("a \\ b")])?;
            draft.schema.tables[table].columns[column].comment = comment.map(str::to_owned);
            Some(())
        }
        Kind::AddPrimaryKey => {
            let table = draft.index_of(&draft.schema.tables.clone())?;
            let columns = some_columns(draft, table, |column| !column.is_nullable && is_comparable(column));
            let table = &mut draft.schema.tables[table];
            (table.primary_key.is_none() && !columns.is_empty()).then(|| {
                table.primary_key =
                    Some(PrimaryKeyDef { name: ident::primary_key_name(&table.name.name), columns });
            })
        }
        Kind::DropPrimaryKey => {
            let table = draft.rng.choice(0..draft.schema.tables.len())?;
            let table = &mut draft.schema.tables[table];
            let counts = table.columns.iter_mut().filter(|column| column.auto_increment);
            counts.for_each(|column| column.auto_increment = false);
            table.primary_key.take().map(drop)
        }
        Kind::AddUnique => {
            let table = draft.rng.choice(0..draft.schema.tables.len())?;
            let columns = some_columns(draft, table, is_comparable);
            let is_postgres = draft.dialect == Dialect::Postgres;
            let mut unique = draft::unique(&draft.schema.tables[table], columns);
            unique.nulls_not_distinct = is_postgres && draft.one_in(6);
            if is_postgres {
                unique.deferrable = deferrable(draft);
            }
            (!unique.columns.is_empty()).then(|| draft.schema.tables[table].uniques.push(unique))
        }
        Kind::DropUnique => {
            let table = draft.index_where(&draft.schema.tables.clone(), |table| !table.uniques.is_empty())?;
            let at = draft.rng.usize(..draft.schema.tables[table].uniques.len());
            draft.schema.tables[table].uniques.remove(at);
            Some(())
        }
        Kind::AddForeignKey => add_foreign_key(draft),
        Kind::DropForeignKey => {
            let table =
                draft.index_where(&draft.schema.tables.clone(), |table| !table.foreign_keys.is_empty())?;
            let at = draft.rng.usize(..draft.schema.tables[table].foreign_keys.len());
            draft.schema.tables[table].foreign_keys.remove(at);
            Some(())
        }
        Kind::AddCheck => {
            let (table, column) =
                draft.column_where(|table, column| is_plain(table, column) && is_comparable(column))?;
            let owner = &draft.schema.tables[table];
            let check = draft::check(draft.dialect, owner, &owner.columns[column], draft.rng)?;
            draft.schema.tables[table].checks.push(check);
            Some(())
        }
        Kind::DropCheck => {
            let table = draft.index_where(&draft.schema.tables.clone(), |table| !table.checks.is_empty())?;
            let at = draft.rng.usize(..draft.schema.tables[table].checks.len());
            draft.schema.tables[table].checks.remove(at);
            Some(())
        }
        Kind::RenameConstraint => renames::rename_constraint(draft),
        Kind::CreateIndex => indexes::create(draft),
        Kind::DropIndex => {
            let table = draft.index_where(&draft.schema.tables.clone(), |table| !table.indexes.is_empty())?;
            let at = draft.rng.usize(..draft.schema.tables[table].indexes.len());
            draft.schema.tables[table].indexes.remove(at);
            Some(())
        }
        Kind::RenameIndex => indexes::rename(draft),
        Kind::SetComment => {
            let table = draft.rng.choice(0..draft.schema.tables.len())?;
            let comment = draft.rng.choice([None, Some("it's new"), Some("of old")])?;
            draft.schema.tables[table].comment = comment.map(str::to_owned);
            Some(())
        }
        Kind::SetOptions => {
            // MySQL keeps the collation of the text that is there, so that only a table without any is what it would be at once.
            let is_mysql = draft.dialect == Dialect::Mysql;
            let table = draft.index_where(&draft.schema.tables.clone(), |table| {
                !is_mysql || table.columns.iter().all(|column| column.ty.is_integer())
            })?;
            draft.schema.tables[table].options = values::table_options(draft.dialect, draft.rng);
            Some(())
        }
    }
}

/// One or two columns of a table, in any order.
pub(super) fn some_columns(
    draft: &mut Draft<'_>,
    table: usize,
    is_fit: impl Fn(&ColumnDef) -> bool,
) -> Vec<String> {
    let fit = draft.schema.tables[table].columns.iter().filter(|column| is_fit(column));
    let mut names: Vec<String> = fit.map(|column| column.name.clone()).collect();
    draft.rng.shuffle(&mut names);
    names.truncate(draft.rng.usize(1..3));
    names
}

/// Has every database an order for the values, and room for them in a key?
pub(super) fn is_comparable(column: &ColumnDef) -> bool {
    column.ty.is_integer()
        || matches!(column.ty, SqlType::Varchar(_) | SqlType::Char(_) | SqlType::Date | SqlType::Uuid)
}

fn deferrable(draft: &mut Draft<'_>) -> Deferrable {
    match draft.rng.u8(..8) {
        0 => Deferrable::InitiallyImmediate,
        1 => Deferrable::InitiallyDeferred,
        _ => Deferrable::No,
    }
}

/// Gives a column another type, and the columns that refer to it too.
fn alter_type(draft: &mut Draft<'_>) -> Option<()> {
    let (table, column) = draft.column_where(|_, column| column.generated.is_none())?;
    let ty = draft.any_type();
    let owner = &draft.schema.tables[table];
    let def = owner.columns[column].clone();
    let is_kin = def.ty.is_integer() && ty.is_integer() || def.ty.is_text() && ty.is_text();
    let mut is_computed_with = owner.columns.iter().filter_map(|column| column.generated.as_ref());
    let is_computed_with =
        is_computed_with.any(|generated| draft::mentions(draft.dialect, &generated.expression, &def.name));
    if !is_kin && (is_key(owner, &def) || is_computed_with) {
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
    if !is_kin {
        (column.default, column.on_update, column.collation) = (None, None, None);
        let name = column.name.clone();
        if !is_key(&draft.schema.tables[table], &def) {
            draft.release(table, &name);
        }
    }
    Some(())
}

fn alter_generated(draft: &mut Draft<'_>) -> Option<()> {
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

fn alter_identity(draft: &mut Draft<'_>) -> Option<()> {
    let is_sole_key = |table: &TableDef, column: &ColumnDef| {
        column.ty.is_integer()
            && table.primary_key.as_ref().is_some_and(|pk| pk.columns == [column.name.as_str()])
            && !table.foreign_keys.iter().any(|fk| fk.columns.contains(&column.name))
    };
    let (table, column) = draft.column_where(is_sole_key)?;
    let has_options = draft.dialect == Dialect::Postgres && draft.rng.bool();
    let identity = IdentityDef {
        kind: draft.rng.choice([IdentityKind::ByDefault, IdentityKind::Always, IdentityKind::Serial])?,
        start: draft.rng.choice([None, Some(100)])?,
        increment: draft.rng.choice([None, Some(10)])?,
        // A bound that excludes where the counter is would be refused.
        min: draft.rng.choice([None, Some(1)])?,
        max: draft.rng.choice([None, Some(30_000)])?,
        cache: draft.rng.choice([None, Some(20)])?,
        cycle: draft.rng.bool(),
    };
    let identity = match identity.kind {
        IdentityKind::Serial => IdentityDef::plain(IdentityKind::Serial),
        IdentityKind::ByDefault | IdentityKind::Always => identity,
    };
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

fn add_foreign_key(draft: &mut Draft<'_>) -> Option<()> {
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
        fk.deferrable = deferrable(draft);
    }
    draft.schema.tables[table].foreign_keys.push(fk);
    Some(())
}
