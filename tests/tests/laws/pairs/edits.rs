//! An edit of a schema for every kind of change. Each leaves a schema of which most are valid; [`super::change`] throws away
//! the others.

use orm_schema::model::{ColumnDef, EnumLabelDef, ObjectKind, PrimaryKeyDef, UpdateDef};
use orm_schema::{Dialect, SqlType, ident};

use super::draft::{self, Draft, is_plain};
use super::kinds::Kind;
use super::{columns, enums, foreign_keys, guards, indexes, objects, partitions, renames, values, views};

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
        Kind::AlterType => columns::alter_type(draft),
        Kind::AlterNullability => columns::alter_nullability(draft),
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
        Kind::AlterGenerated => columns::alter_generated(draft),
        Kind::AlterIdentity => columns::alter_identity(draft),
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
                unique.deferrable = draft::deferrable(draft);
            }
            (!unique.columns.is_empty()).then(|| draft.schema.tables[table].uniques.push(unique))
        }
        Kind::DropUnique => {
            let table = draft.index_where(&draft.schema.tables.clone(), |table| !table.uniques.is_empty())?;
            let at = draft.rng.usize(..draft.schema.tables[table].uniques.len());
            draft.schema.tables[table].uniques.remove(at);
            Some(())
        }
        Kind::AddForeignKey => foreign_keys::add(draft),
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
        Kind::AddExclusion => guards::add_exclusion(draft),
        Kind::DropExclusion => guards::drop_exclusion(draft),
        Kind::SetRowSecurity => guards::set_row_security(draft),
        Kind::CreatePolicy => guards::create_policy(draft),
        Kind::AlterPolicy => guards::alter_policy(draft),
        Kind::DropPolicy => guards::drop_policy(draft),
        Kind::RenamePolicy => guards::rename_policy(draft),
        Kind::AddPartition => partitions::add(draft),
        Kind::DropPartition => partitions::take_away(draft),
        Kind::RenamePartition => partitions::rename(draft),
        Kind::SetBounds => partitions::set_bounds(draft),
        Kind::SetPartitioning => partitions::set(draft),
        Kind::CreateView => views::create(draft),
        Kind::DropView => views::take_away(draft),
        Kind::ReplaceView => views::change(draft),
        Kind::RenameView => views::rename(draft),
        Kind::CommentOnView => views::comment(draft),
        Kind::CreateExtension => objects::create(draft, ObjectKind::Extension),
        Kind::DropExtension => objects::take_away(draft, ObjectKind::Extension),
        Kind::CreateRole => objects::create(draft, ObjectKind::Role),
        Kind::AlterRole => objects::alter(draft, ObjectKind::Role),
        Kind::CreateSequence => objects::create(draft, ObjectKind::Sequence),
        Kind::AlterSequence => objects::alter(draft, ObjectKind::Sequence),
        Kind::RenameSequence => objects::rename(draft, ObjectKind::Sequence),
        Kind::DropSequence => objects::take_away(draft, ObjectKind::Sequence),
        Kind::CreateDomain => objects::create(draft, ObjectKind::Domain),
        Kind::AlterDomain => objects::alter(draft, ObjectKind::Domain),
        Kind::RenameDomain => objects::rename(draft, ObjectKind::Domain),
        Kind::DropDomain => objects::take_away(draft, ObjectKind::Domain),
        Kind::CreateFunction => objects::create(draft, ObjectKind::Function),
        Kind::AlterFunction => objects::alter(draft, ObjectKind::Function),
        Kind::DropFunction => objects::take_away(draft, ObjectKind::Function),
        Kind::CreateTrigger => objects::create(draft, ObjectKind::Trigger),
        Kind::DropTrigger => objects::take_away(draft, ObjectKind::Trigger),
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
