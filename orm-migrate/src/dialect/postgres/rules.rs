//! What the differ must know about PostgreSQL.

use orm_schema::ident::MAX_IDENT_BYTES;
use orm_schema::model::{
    ColumnDef, DefaultDef, FunctionDef, GeneratedDef, IdentityDef, IdentityKind, IndexKey, ObjectName,
    TableDef, TableOptions, ViewDef,
};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType};

use super::{identity, objects, opclass, type_name};
use crate::dialect::{obstacles, options, write};
use crate::diff::{DiffRules, Obstacle, ReadChange, Step, TableChange, ViewEffect, ViewReplacement};

/// Answers for PostgreSQL.
pub(in crate::dialect) struct Rules;

impl DiffRules for Rules {
    fn stored(&self, mut table: TableDef) -> TableDef {
        for column in &mut table.columns {
            column.renamed_from = None;
            column.on_update = None;
            if std::mem::take(&mut column.auto_increment) && column.identity.is_none() {
                column.identity = Some(IdentityDef::plain(IdentityKind::ByDefault));
            }
            column.identity =
                column.identity.as_ref().map(|identity| identity::simplified(&column.ty, identity));
        }
        // An index sorts a column as the column says, unless it says otherwise.
        let collations: Vec<(String, Option<String>)> =
            table.columns.iter().map(|column| (column.name.clone(), column.collation.clone())).collect();
        for part in table.indexes.iter_mut().flat_map(|index| &mut index.parts) {
            let is_own = |(name, collation): &(String, Option<String>)| {
                part.key == IndexKey::Column(name.clone()) && part.collation == *collation
            };
            if collations.iter().any(is_own) {
                part.collation = None;
            }
        }
        opclass::leave_out_defaults(&mut table);
        for policy in &mut table.policies {
            policy.roles.sort_unstable();
            policy.roles.dedup();
        }
        table.renamed_from = None;
        table.options = TableOptions { strict: false, without_rowid: false, raw: table.options.raw };
        table
    }

    fn storage(&self, _schema: &SchemaDef, ty: &SqlType) -> String {
        type_name(ty)
    }

    fn keeps_uuids_as_bytes(&self) -> bool {
        false
    }

    fn default(&self, column: &ColumnDef) -> Option<String> {
        default(column)
    }

    fn folds_collations(&self) -> bool {
        false
    }

    fn same_options(&self, options: Pair<Option<&str>>) -> bool {
        options::are_same(Dialect::Postgres, options.previous, options.next)
    }

    fn recollates(&self, _options: Pair<Option<&str>>) -> bool {
        false
    }

    fn obstacles(&self, table: &TableDef) -> Vec<Obstacle> {
        obstacles::of(Dialect::Postgres, table)
    }

    fn has_namespaces(&self) -> bool {
        true
    }

    /// Without CASCADE: what else lives in it refuses the drop.
    fn drops_namespaces(&self) -> bool {
        true
    }

    fn has_enum_types(&self) -> bool {
        true
    }

    fn adds_foreign_keys(&self) -> bool {
        true
    }

    fn creates_indexes_inline(&self) -> bool {
        false
    }

    fn renames_constraints(&self) -> bool {
        true
    }

    fn renames_indexes(&self) -> bool {
        true
    }

    fn names_indexes_per_table(&self) -> bool {
        false
    }

    fn counter_name(&self, table: &str, column: &str) -> Option<String> {
        Some(counter_name(table, column))
    }

    fn renames_columns_at_once(&self) -> bool {
        false
    }

    /// The two ends of a foreign key are compared by an operator, which exists among numbers and among texts.
    fn foreign_key_outlives(&self, types: Pair<&SqlType>) -> bool {
        let Pair { previous, next } = types;
        (previous.is_integer() && next.is_integer()) || (previous.is_text() && next.is_text())
    }

    fn retyping_frees_expressions(&self) -> bool {
        true
    }

    fn renaming_frees_expressions(&self) -> bool {
        false
    }

    /// `DROP EXPRESSION` keeps the values; `SET EXPRESSION` came with version 17, and nothing turns a plain column into a
    /// generated one.
    fn alters_generated(&self, generated: Pair<Option<&GeneratedDef>>) -> bool {
        generated.next.is_none()
    }

    fn replaces_function(&self, functions: Pair<&FunctionDef>) -> bool {
        objects::replaces_function(functions)
    }

    fn repartitions(&self) -> bool {
        false
    }

    fn chains_ranges(&self) -> bool {
        false
    }

    fn alters_in_place(&self, _tables: Pair<&TableDef>, _change: &TableChange) -> bool {
        true
    }

    fn stored_view(&self, view: ViewDef) -> ViewDef {
        ViewDef { renamed_from: None, ..view }
    }

    fn view_obstacle(&self, _view: &ViewDef) -> Option<Obstacle> {
        None
    }

    /// <https://www.postgresql.org/docs/17/sql-createview.html>: the same columns in the same order, of the same types.
    fn replaces_views(&self) -> ViewReplacement {
        ViewReplacement::Appending
    }

    fn renames_view(&self, _names: Pair<&ObjectName>) -> bool {
        true
    }

    fn readers_hold_views(&self) -> bool {
        true
    }

    /// A label that is used has to be committed first; what works beside others commits by itself.
    fn stands_alone(&self, step: &Step) -> bool {
        match step {
            Step::AddEnumLabel { is_used, .. } => *is_used,
            Step::AlterTable { change, .. } => match &**change {
                TableChange::CreateIndex(index) | TableChange::DropIndex(index) => index.concurrently,
                _ => false,
            },
            _ => false,
        }
    }

    fn views_stand_aside(&self) -> bool {
        true
    }

    /// What a view depends on is neither dropped nor given another type. A new name reaches the query, but not the name of the
    /// view's own column.
    fn view_effect<'a>(&self, change: ReadChange<'a>) -> ViewEffect<'a> {
        match change {
            ReadChange::RenameColumn(name) | ReadChange::DropColumn(name) => ViewEffect::OnColumn(name),
            ReadChange::AlterColumn(change) if change.differs.ty || change.differs.collation => {
                ViewEffect::OnColumn(&change.columns.next.name)
            }
            ReadChange::AlterColumn(_) => ViewEffect::None,
            ReadChange::AddColumn => ViewEffect::OnAllColumns,
            ReadChange::DropPrimaryKey => ViewEffect::OnGroups,
        }
    }
}

/// `<table>_<column>_seq`; where that is too long, the longer of the two names is cut until it is not.
/// <https://github.com/postgres/postgres/blob/REL_15_STABLE/src/backend/commands/indexcmds.c>, `makeObjectName`.
pub(super) fn counter_name(table: &str, column: &str) -> String {
    let room = MAX_IDENT_BYTES - "__seq".len();
    let (mut table_bytes, mut column_bytes) = (table.len(), column.len());
    while table_bytes + column_bytes > room {
        *if table_bytes > column_bytes { &mut table_bytes } else { &mut column_bytes } -= 1;
    }
    format!("{}_{}_seq", cut(table, table_bytes), cut(column, column_bytes))
}

/// The beginning of `text` in at most so many bytes.
pub(super) fn cut(text: &str, bytes: usize) -> &str {
    let end = (0..=bytes).rev().find(|end| text.is_char_boundary(*end));
    &text[..end.unwrap_or(0)]
}

/// The default of a column, ready to stand behind `DEFAULT`.
pub(super) fn default(column: &ColumnDef) -> Option<String> {
    Some(match column.default.as_ref()? {
        DefaultDef::Literal(literal) => write::literal(Dialect::Postgres, literal),
        DefaultDef::Now => match &column.ty {
            SqlType::Date => "CURRENT_DATE".to_owned(),
            SqlType::Time(_) => "LOCALTIME".to_owned(),
            SqlType::Timestamp(_) => "(now() AT TIME ZONE 'utc')".to_owned(),
            _ => "now()".to_owned(),
        },
        DefaultDef::UuidV4 => "gen_random_uuid()".to_owned(),
        DefaultDef::Json(json) => super::text(json),
        // `DEFAULT NULL` is stored as no default.
        DefaultDef::Sql(sql) if sql.trim().eq_ignore_ascii_case("null") => return None,
        DefaultDef::Sql(sql) => expression(sql),
    })
}

/// An expression behind `DEFAULT`: in parentheses, unless it is one word, one literal or one call.
fn expression(sql: &str) -> String {
    let sql = sql.trim();
    let is_word = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_' || c == '.');
    let is_call = sql.split_once('(').is_some_and(|(name, rest)| {
        is_word(name) && !name.is_empty() && rest.find(')').is_some_and(|end| end + 1 == rest.len())
    });
    let is_text =
        sql.len() > 1 && sql.starts_with('\'') && sql.ends_with('\'') && sql.matches('\'').count() == 2;
    if is_word(sql) || is_call || is_text { sql.to_owned() } else { write::parenthesized(sql) }
}
