//! What the differ must know about MySQL and MariaDB.

use orm_schema::model::{
    ColumnDef, DefaultDef, Deferrable, ForeignKeyDef, FunctionDef, GeneratedDef, GeneratedKind, IndexDef,
    IndexKey, IndexPart, ObjectName, TableDef, TableOptions, UniqueDef, ViewDef,
};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType, types};

use super::{options as table_options, text};
use crate::dialect::{obstacles, options, write};
use crate::diff::{DiffRules, Obstacle, ReadChange, Step, TableChange, ViewEffect, ViewReplacement};

/// Answers for MySQL.
pub(in crate::dialect) struct Rules;

impl DiffRules for Rules {
    fn stored(&self, mut table: TableDef) -> TableDef {
        for column in &mut table.columns {
            // Anything else is written by the query builder.
            column.on_update =
                column.on_update.take().filter(|update| super::column::is_kept(&column.ty, update));
            column.renamed_from = None;
            column.auto_increment |= column.identity.take().is_some();
            // MariaDB takes no NOT NULL there, so that none is written.
            column.is_nullable |= column.generated.is_some();
        }
        // Every primary key is called PRIMARY.
        if let Some(pk) = &mut table.primary_key {
            "PRIMARY".clone_into(&mut pk.name);
        }
        for fk in &mut table.foreign_keys {
            fk.deferrable = Deferrable::No;
        }
        // A unique index that is nothing but its columns is a unique constraint.
        table.uniques.extend(table.indexes.iter().filter_map(as_constraint));
        table.indexes.retain(|index| as_constraint(index).is_none());
        let implied: Vec<IndexDef> =
            table.foreign_keys.iter().filter(|fk| !is_covered(&table, fk)).map(implied_index).collect();
        table.indexes.extend(implied);
        table.renamed_from = None;
        table.options = TableOptions { strict: false, without_rowid: false, raw: table.options.raw };
        table
    }

    fn storage(&self, schema: &SchemaDef, ty: &SqlType) -> String {
        types::column_type(Dialect::Mysql, schema, ty)
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
        options::are_same(Dialect::Mysql, options.previous, options.next)
    }

    fn recollates(&self, options: Pair<Option<&str>>) -> bool {
        table_options::texts(options.previous) != table_options::texts(options.next)
    }

    fn obstacles(&self, table: &TableDef) -> Vec<Obstacle> {
        obstacles::of(Dialect::Mysql, table)
    }

    fn has_namespaces(&self) -> bool {
        true
    }

    /// Dropping a database would take along whatever else lives in it.
    fn drops_namespaces(&self) -> bool {
        false
    }

    fn has_enum_types(&self) -> bool {
        false
    }

    fn adds_foreign_keys(&self) -> bool {
        true
    }

    fn creates_indexes_inline(&self) -> bool {
        true
    }

    fn renames_constraints(&self) -> bool {
        false
    }

    fn renames_indexes(&self) -> bool {
        true
    }

    fn names_indexes_per_table(&self) -> bool {
        true
    }

    fn counter_name(&self, _table: &str, _column: &str) -> Option<String> {
        None
    }

    fn renames_columns_at_once(&self) -> bool {
        true
    }

    /// Errors 1832 and 1833: a column at either end of a foreign key does not change its type, nor, on MySQL, whether it counts.
    fn foreign_key_outlives(&self, _types: Pair<&SqlType>) -> bool {
        false
    }

    fn retyping_frees_expressions(&self) -> bool {
        false
    }

    /// Errors 3108 and 3959: a column under a check or a generated column keeps its name.
    fn renaming_frees_expressions(&self) -> bool {
        true
    }

    /// `MODIFY` takes another expression and turns a stored column into a plain one, nothing else.
    fn alters_generated(&self, generated: Pair<Option<&GeneratedDef>>) -> bool {
        match (generated.previous, generated.next) {
            (Some(previous), Some(next)) => previous.kind == next.kind,
            (Some(previous), None) => previous.kind == GeneratedKind::Stored,
            (None, _) => false,
        }
    }

    /// `CREATE OR REPLACE` is a word of MariaDB alone.
    fn replaces_function(&self, _functions: Pair<&FunctionDef>) -> bool {
        false
    }

    fn repartitions(&self) -> bool {
        true
    }

    fn chains_ranges(&self) -> bool {
        true
    }

    fn alters_in_place(&self, _tables: Pair<&TableDef>, _change: &TableChange) -> bool {
        true
    }

    fn stored_view(&self, mut view: ViewDef) -> ViewDef {
        view.renamed_from = None;
        view.comment = None;
        view.options.security_barrier = false;
        view.options.with_no_data = false;
        view
    }

    fn view_obstacle(&self, view: &ViewDef) -> Option<Obstacle> {
        obstacles::materialized(Dialect::Mysql, view)
    }

    fn replaces_views(&self) -> ViewReplacement {
        ViewReplacement::Always
    }

    /// A view does not change its database: <https://dev.mysql.com/doc/refman/8.4/en/rename-table.html>.
    fn renames_view(&self, names: Pair<&ObjectName>) -> bool {
        names.previous.schema == names.next.schema
    }

    fn readers_hold_views(&self) -> bool {
        false
    }

    /// There are no transactions that it could share.
    fn stands_alone(&self, _step: &Step) -> bool {
        false
    }

    /// A view that reads what is gone stays, and is an error to those who read it.
    fn views_stand_aside(&self) -> bool {
        false
    }

    /// The columns behind a `*` are written out when the view is made.
    fn view_effect<'a>(&self, change: ReadChange<'a>) -> ViewEffect<'a> {
        match change {
            ReadChange::AddColumn | ReadChange::DropColumn(_) | ReadChange::RenameColumn(_) => {
                ViewEffect::OnAllColumns
            }
            ReadChange::AlterColumn(_) | ReadChange::DropPrimaryKey => ViewEffect::None,
        }
    }
}

/// The constraint that a unique index is, if it is one.
fn as_constraint(index: &IndexDef) -> Option<UniqueDef> {
    let column = |part: &IndexPart| match &part.key {
        IndexKey::Column(name) if *part == IndexPart::column(name) => Some(name.clone()),
        IndexKey::Column(_) | IndexKey::Expression(_) => None,
    };
    let columns = index.parts.iter().map(column).collect::<Option<Vec<String>>>()?;
    (index.is_unique && index.method.is_none()).then(|| UniqueDef {
        name: index.name.clone(),
        columns,
        nulls_not_distinct: false,
        deferrable: Deferrable::No,
    })
}

/// Does a key that the schema declares begin with the columns of `fk`?
fn is_covered(table: &TableDef, fk: &ForeignKeyDef) -> bool {
    let begins_with = |columns: &[String]| columns.starts_with(&fk.columns);
    let index_begins = |index: &IndexDef| {
        index.method.as_deref().is_none_or(|method| method.eq_ignore_ascii_case("btree"))
            && index.parts.len() >= fk.columns.len()
            && index.parts.iter().zip(&fk.columns).all(|(part, column)| {
                part.prefix.is_none() && matches!(&part.key, IndexKey::Column(name) if name == column)
            })
    };
    table.primary_key.as_ref().is_some_and(|pk| begins_with(&pk.columns))
        || table.uniques.iter().any(|unique| begins_with(&unique.columns))
        || table.indexes.iter().any(index_begins)
}

/// The index that MySQL would make for a foreign key by itself, said so that it also goes with the foreign key.
fn implied_index(fk: &ForeignKeyDef) -> IndexDef {
    IndexDef {
        name: fk.name.clone(),
        parts: fk.columns.iter().map(IndexPart::column).collect(),
        ..IndexDef::default()
    }
}

/// The default of a column, ready to stand behind `DEFAULT`.
///
/// Everything but a plain constant and the current timestamp stands in parentheses, and a constant does too where MySQL
/// takes no plain one (TEXT, BLOB, JSON).
pub(super) fn default(column: &ColumnDef) -> Option<String> {
    let is_large = matches!(column.ty, SqlType::Text | SqlType::Bytes | SqlType::Json);
    Some(match column.default.as_ref()? {
        DefaultDef::Literal(literal) if is_large => format!("({})", write::literal(Dialect::Mysql, literal)),
        DefaultDef::Literal(literal) => write::literal(Dialect::Mysql, literal),
        DefaultDef::Now => match &column.ty {
            SqlType::Date => "(CURRENT_DATE)".to_owned(),
            SqlType::Time(digits) => format!("(CURRENT_TIME({}))", digits.unwrap_or(6)),
            ty => current_timestamp(ty),
        },
        // Version 4 as RFC 9562 lays it out; `UUID()` is version 1.
        DefaultDef::UuidV4 => "(unhex(concat(hex(random_bytes(6)), '4', substr(hex(random_bytes(2)), 2), \
                               substr('89ab', 1 + floor(rand() * 4), 1), substr(hex(random_bytes(2)), 2), \
                               hex(random_bytes(6)))))"
            .to_owned(),
        DefaultDef::Json(json) => format!("({})", text(json)),
        DefaultDef::Sql(sql) if sql.trim().eq_ignore_ascii_case("null") => return None,
        DefaultDef::Sql(sql) => write::parenthesized(sql),
    })
}

/// The digits must be those of the column.
pub(super) fn current_timestamp(ty: &SqlType) -> String {
    match ty {
        SqlType::Timestamp(digits) | SqlType::TimestampTz(digits) => {
            format!("CURRENT_TIMESTAMP({})", digits.unwrap_or(6))
        }
        _ => "(CURRENT_TIMESTAMP(6))".to_owned(),
    }
}
