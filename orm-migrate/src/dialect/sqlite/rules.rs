//! What the differ must know about SQLite.

use std::ops::RangeInclusive;

use orm_schema::model::{
    ColumnDef, DefaultDef, FunctionDef, GeneratedDef, GeneratedKind, ObjectName, TableDef, ViewDef,
    ViewOptions,
};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType, ident, types};

use super::text;
use crate::dialect::{obstacles, options, write};
use crate::diff::{
    DiffRules, Obstacle, ReadChange, Step, TableChange, ViewEffect, ViewReplacement, mentions_column,
};

/// Answers for SQLite.
pub(in crate::dialect) struct Rules;

impl DiffRules for Rules {
    fn stored(&self, mut table: TableDef) -> TableDef {
        for column in &mut table.columns {
            column.renamed_from = None;
            column.on_update = None;
            column.comment = None;
            column.auto_increment |= column.identity.take().is_some();
        }
        // The names of keys appear nowhere: errors name the columns instead. Those of checks appear in errors, so a name that
        // somebody chose is kept; a derived one would only make a table to be written anew when its name changes.
        if let Some(pk) = &mut table.primary_key {
            pk.name.clear();
        }
        table.uniques.iter_mut().for_each(|unique| unique.name.clear());
        table.foreign_keys.iter_mut().for_each(|fk| fk.name.clear());
        let derived: Vec<String> =
            table.columns.iter().map(|column| ident::check_name(&table.name.name, &column.name)).collect();
        table
            .checks
            .iter_mut()
            .filter(|check| derived.contains(&check.name))
            .for_each(|check| check.name.clear());
        table.comment = None;
        table.renamed_from = None;
        table
    }

    /// The labels of an enum stand in the CHECK of its column, so they are part of how it is stored.
    fn storage(&self, schema: &SchemaDef, ty: &SqlType) -> String {
        let mut storage = types::column_type(Dialect::Sqlite, schema, ty);
        if let SqlType::Enum(name) = ty {
            let labels = schema.enum_def(name).map(|def| def.labels.as_slice()).unwrap_or_default();
            for label in labels {
                storage += &text(&label.label);
            }
        }
        storage
    }

    fn keeps_uuids_as_bytes(&self) -> bool {
        true
    }

    fn default(&self, column: &ColumnDef) -> Option<String> {
        default(column)
    }

    fn folds_collations(&self) -> bool {
        true
    }

    fn same_options(&self, options: Pair<Option<&str>>) -> bool {
        options::are_same(Dialect::Sqlite, options.previous, options.next)
    }

    fn recollates(&self, _options: Pair<Option<&str>>) -> bool {
        false
    }

    fn obstacles(&self, table: &TableDef) -> Vec<Obstacle> {
        obstacles::of(Dialect::Sqlite, table)
    }

    fn has_namespaces(&self) -> bool {
        false
    }

    fn drops_namespaces(&self) -> bool {
        false
    }

    fn has_enum_types(&self) -> bool {
        false
    }

    fn adds_foreign_keys(&self) -> bool {
        false
    }

    fn creates_indexes_inline(&self) -> bool {
        false
    }

    fn renames_constraints(&self) -> bool {
        false
    }

    fn renames_indexes(&self) -> bool {
        false
    }

    fn names_indexes_per_table(&self) -> bool {
        false
    }

    fn counter_name(&self, _table: &str, _column: &str) -> Option<String> {
        None
    }

    fn renames_columns_at_once(&self) -> bool {
        false
    }

    /// A foreign key is part of its table, and a table whose types change is written anew without looking at it.
    fn foreign_key_outlives(&self, _types: Pair<&SqlType>) -> bool {
        true
    }

    fn retyping_frees_expressions(&self) -> bool {
        false
    }

    fn renaming_frees_expressions(&self) -> bool {
        false
    }

    fn alters_generated(&self, _generated: Pair<Option<&GeneratedDef>>) -> bool {
        true
    }

    fn replaces_function(&self, _functions: Pair<&FunctionDef>) -> bool {
        false
    }

    fn repartitions(&self) -> bool {
        false
    }

    fn chains_ranges(&self) -> bool {
        false
    }

    /// Decided by the schema alone. What works on an empty table only would work for one of us and not for the other.
    fn alters_in_place(&self, tables: Pair<&TableDef>, change: &TableChange) -> bool {
        match change {
            TableChange::RenameColumn(_) | TableChange::CreateIndex(_) | TableChange::DropIndex(_) => true,
            TableChange::AddColumn { column, backfill, references } => {
                backfill.is_none() && can_be_added(column, references.is_some())
            }
            TableChange::DropColumn(column) => {
                let is_used = tables.previous.columns.iter().any(|other| {
                    let generated = other.generated.as_ref();
                    generated.is_some_and(|generated| mentions_column(&generated.expression, &column.name))
                });
                // The columns that stay are all that is listed; one has to.
                !is_used && !tables.previous.columns.is_empty()
            }
            TableChange::AlterColumn(_)
            | TableChange::AddPrimaryKey(_)
            | TableChange::DropPrimaryKey(_)
            | TableChange::AddUnique(_)
            | TableChange::DropUnique(_)
            | TableChange::AddForeignKey(_)
            | TableChange::DropForeignKey(_)
            | TableChange::AddCheck(_)
            | TableChange::DropCheck(_)
            | TableChange::RenameConstraint(_)
            | TableChange::RenameIndex(_)
            | TableChange::RenameCounter(_)
            | TableChange::SetComment(_)
            | TableChange::AddExclusion(_)
            | TableChange::DropExclusion(_)
            | TableChange::SetRowSecurity(_)
            | TableChange::CreatePolicy(_)
            | TableChange::AlterPolicy(_)
            | TableChange::DropPolicy(_)
            | TableChange::RenamePolicy(_)
            | TableChange::AddPartition(_)
            | TableChange::DropPartition(_)
            | TableChange::RenamePartition(_)
            | TableChange::SetBounds(_)
            | TableChange::SetPartitioning(_)
            | TableChange::SetOptions(_) => false,
        }
    }

    fn stored_view(&self, view: ViewDef) -> ViewDef {
        ViewDef { renamed_from: None, comment: None, options: ViewOptions::default(), ..view }
    }

    fn view_obstacle(&self, view: &ViewDef) -> Option<Obstacle> {
        obstacles::materialized(Dialect::Sqlite, view)
    }

    fn replaces_views(&self) -> ViewReplacement {
        ViewReplacement::Never
    }

    fn renames_view(&self, _names: Pair<&ObjectName>) -> bool {
        false
    }

    fn readers_hold_views(&self) -> bool {
        false
    }

    fn stands_alone(&self, _step: &Step) -> bool {
        false
    }

    /// `ALTER TABLE` looks at every view in the file and refuses to work while one does not.
    fn views_stand_aside(&self) -> bool {
        true
    }

    /// A table that is written anew stays under its views, which the runner looks after.
    fn view_effect<'a>(&self, change: ReadChange<'a>) -> ViewEffect<'a> {
        match change {
            ReadChange::RenameColumn(name) | ReadChange::DropColumn(name) => ViewEffect::OnColumn(name),
            ReadChange::AddColumn | ReadChange::AlterColumn(_) | ReadChange::DropPrimaryKey => {
                ViewEffect::None
            }
        }
    }
}

/// `ADD COLUMN` takes no counter, no stored expression, no default but a constant, no NOT NULL without one, and no default
/// together with a foreign key: <https://sqlite.org/lang_altertable.html#alter_table_add_column>.
fn can_be_added(column: &ColumnDef, refers: bool) -> bool {
    let has_constant = match &column.default {
        Some(DefaultDef::Literal(_) | DefaultDef::Json(_)) => true,
        None => false,
        Some(DefaultDef::Sql(sql)) if sql.trim().eq_ignore_ascii_case("null") => false,
        Some(DefaultDef::Now | DefaultDef::UuidV4 | DefaultDef::Sql(_)) => return false,
    };
    let is_stored =
        column.generated.as_ref().is_some_and(|generated| generated.kind == GeneratedKind::Stored);
    !is_stored
        && !column.auto_increment
        && (column.is_nullable || has_constant || column.generated.is_some())
        && !(refers && has_constant)
}

/// The default of a column, ready to stand behind `DEFAULT`.
pub(super) fn default(column: &ColumnDef) -> Option<String> {
    Some(match column.default.as_ref()? {
        DefaultDef::Literal(literal) => write::literal(Dialect::Sqlite, literal),
        // The forms in which orm-core binds values, microseconds included, so that all of them sort together.
        DefaultDef::Now => match &column.ty {
            SqlType::Date => "(date('now'))".to_owned(),
            SqlType::Time(_) => "(strftime('%H:%M:%f000','now'))".to_owned(),
            SqlType::Timestamp(_) => "(strftime('%Y-%m-%d %H:%M:%f000','now'))".to_owned(),
            _ => "(strftime('%Y-%m-%dT%H:%M:%f000+00:00','now'))".to_owned(),
        },
        DefaultDef::UuidV4 => uuid_v4(),
        DefaultDef::Json(json) => text(json),
        DefaultDef::Sql(sql) if sql.trim().eq_ignore_ascii_case("null") => return None,
        DefaultDef::Sql(sql) => write::parenthesized(sql),
    })
}

/// Sixteen random bytes; the seventh begins with the version, 4, the ninth with the variant, binary 10.
fn uuid_v4() -> String {
    let bytes = |range: RangeInclusive<u8>| write::hex(&range.collect::<Vec<u8>>());
    format!(
        "(CAST(randomblob(6) || substr(x'{}', 1 + (random() & 15), 1) || randomblob(1) || \
         substr(x'{}', 1 + (random() & 63), 1) || randomblob(7) AS BLOB))",
        bytes(0x40..=0x4f),
        bytes(0x80..=0xbf)
    )
}
