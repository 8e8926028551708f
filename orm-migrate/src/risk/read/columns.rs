//! What cannot be told from a statement alone: what a column was before, to what a constraint or an index belongs.

use orm_schema::model::{ColumnDef, DomainDef, ObjectName, TableDef};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType, types};

use super::Context;
use super::words::Words;
use crate::dialect;
use crate::diff::{Conversion, conversion, enum_of};
use crate::hazard::{is_checked_domain, is_volatile};
use crate::risk::ActionKind;

/// A constraint that goes by name.
pub(super) enum Constraint {
    /// A foreign key to this table.
    ForeignKey(ObjectName),
    PrimaryKey,
}

/// The schemas may know a table by the name that it had or by the one that it gets.
fn tables<'s>(
    schemas: Pair<&'s SchemaDef>,
    table: &ObjectName,
) -> impl Iterator<Item = &'s TableDef> + use<'s> {
    let found = [schemas.previous, schemas.next].map(|schema| schema.table(table));
    found.into_iter().flatten()
}

/// The table on which an index stands.
pub(super) fn table_of_index(schemas: Pair<&SchemaDef>, index: &str) -> Option<ObjectName> {
    let mut tables = schemas.previous.tables.iter().chain(&schemas.next.tables);
    let has = |table: &&TableDef| table.indexes.iter().any(|found| found.name == index);
    tables.find(has).map(|table| table.name.clone())
}

/// The constraint `name` of `table`, where it is of a kind that matters.
pub(super) fn constraint(schemas: Pair<&SchemaDef>, table: &ObjectName, name: &str) -> Option<Constraint> {
    tables(schemas, table).find_map(|table| {
        let fk = table.foreign_keys.iter().find(|fk| fk.name == name);
        let pk = table.primary_key.iter().find(|pk| pk.name == name);
        fk.map(|fk| Constraint::ForeignKey(fk.references.clone())).or(pk.map(|_| Constraint::PrimaryKey))
    })
}

/// The other tables to which `table` refers before the migration.
pub(super) fn parents(schemas: Pair<&SchemaDef>, table: &ObjectName) -> Vec<ObjectName> {
    let table = schemas.previous.table(table);
    let foreign_keys = table.iter().flat_map(|table| &table.foreign_keys);
    let parents = foreign_keys.map(|fk| fk.references.clone());
    parents.filter(|parent| table.is_some_and(|table| table.name != *parent)).collect()
}

/// A column before and after the migration that changes it. If the schemas do not tell the change, a person wrote it there alone.
pub(super) fn changed<'s>(
    ctx: Context<'s>,
    table: &ObjectName,
    names: Pair<Option<ObjectName>>,
) -> Option<Pair<&'s ColumnDef>> {
    let column = |schema: &'s SchemaDef, name: Option<ObjectName>| schema.table(table)?.column(&name?.name);
    let schemas = ctx.schemas;
    let previous = column(schemas.previous, names.previous)?;
    let next = column(schemas.next, names.next)?;
    let spelled = |schema, column: &ColumnDef| types::column_type(ctx.dialect, schema, &column.ty);
    let is_same = previous == next && spelled(schemas.previous, previous) == spelled(schemas.next, next);
    (!is_same).then_some(Pair { previous, next })
}

/// Can the column be computed again?
pub(super) fn was_computed(schemas: Pair<&SchemaDef>, table: &ObjectName, column: &str) -> bool {
    let mut columns = tables(schemas, table).filter_map(|table| table.column(column));
    columns.any(|column| column.generated.is_some())
}

/// Is the new column computed for each row?
pub(super) fn is_computed(ctx: Context<'_>, definition: Words<'_, '_>) -> bool {
    match ctx.dialect {
        Dialect::Postgres => {
            let is_counted = definition.has("IDENTITY")
                || ["SERIAL", "BIGSERIAL", "SMALLSERIAL"].iter().any(|ty| definition.has(ty));
            let Pair { previous, next } = ctx.schemas;
            let text = definition.text().replace(" (", "(");
            let mut ty = definition;
            let is_of_checked_domain = ty.name().is_some_and(|name| {
                !ty.take_sign("[") && (is_checked_domain(previous, &name) || is_checked_domain(next, &name))
            });
            let is_volatile = is_volatile(previous, &text) || is_volatile(next, &text);
            is_counted || definition.has("STORED") || is_of_checked_domain || is_volatile
        }
        Dialect::Mysql => {
            definition.has("STORED") || definition.has("PERSISTENT") || definition.has("AUTO_INCREMENT")
        }
        Dialect::Sqlite => false,
    }
}

/// Are the rows written anew when the column takes its next type?
pub(super) fn rewrites(ctx: Context<'_>, columns: Pair<&ColumnDef>) -> bool {
    let Pair { previous, next } = columns;
    let types = Pair { previous: &previous.ty, next: &next.ty };
    match ctx.dialect {
        Dialect::Postgres => {
            // A statement that says the type which the column has before and after is not the one that the schemas ask for.
            let is_same = previous.ty == next.ty && previous.collation == next.collation;
            is_same || dialect::rewrites_table(types)
        }
        Dialect::Mysql => !is_wider(ctx, types),
        Dialect::Sqlite => true,
    }
}

/// Does MySQL keep the values as they are? Labels at the end, and longer texts whose length takes as many bytes as before.
fn is_wider(ctx: Context<'_>, types: Pair<&SqlType>) -> bool {
    match (types.previous, types.next) {
        (SqlType::Enum(previous), SqlType::Enum(next)) => {
            let labels = |schema: &SchemaDef, name| {
                let def = schema.enum_def(name);
                def.map(|def| def.labels.iter().map(|label| label.label.clone()).collect::<Vec<_>>())
            };
            let (previous, next) = (labels(ctx.schemas.previous, previous), labels(ctx.schemas.next, next));
            previous.zip(next).is_some_and(|(previous, next)| next.starts_with(&previous))
        }
        _ => !dialect::copies_table(types),
    }
}

/// May values not fit what they turn into?
pub(super) fn converts(columns: Pair<&ColumnDef>) -> bool {
    let types = Pair { previous: &columns.previous.ty, next: &columns.next.ty };
    columns.next.generated.is_none() && conversion(types) != Conversion::Lossless
}

/// Does the column keep an enum whose labels change? Its values go from the old type into the new one.
pub(super) fn has_rebuilt_enum(schemas: Pair<&SchemaDef>, table: &ObjectName, column: &str) -> bool {
    let mut types = tables(schemas, table).filter_map(|table| table.column(column)).map(|column| &column.ty);
    types.any(|ty| {
        let Some(name) = enum_of(ty) else { return false };
        let next = schemas.next.enum_def(name);
        next.is_some_and(|next| schemas.previous.enum_def(name).is_none_or(|previous| previous != next))
    })
}

/// The tables that have a column of the domain.
pub(super) fn tables_of_domain(schemas: Pair<&SchemaDef>, domain: &ObjectName) -> Vec<ObjectName> {
    let ty = DomainDef::column_type(domain);
    let is_of = |found: &SqlType| match found {
        SqlType::Array(element) => **element == ty,
        _ => *found == ty,
    };
    let tables = |schema: &SchemaDef| -> Vec<ObjectName> {
        let have = |table: &&TableDef| table.columns.iter().any(|column| is_of(&column.ty));
        schema.tables.iter().filter(have).map(|table| table.name.clone()).collect()
    };
    let before = tables(schemas.previous);
    if before.is_empty() { tables(schemas.next) } else { before }
}

/// What differs in a column that is said anew.
pub(super) fn redefined(ctx: Context<'_>, table: &ObjectName, columns: Pair<&ColumnDef>) -> Vec<ActionKind> {
    let Pair { previous, next } = columns;
    let spelled = |schema, column: &ColumnDef| types::column_type(Dialect::Mysql, schema, &column.ty);
    let is_retyped = spelled(ctx.schemas.previous, previous) != spelled(ctx.schemas.next, next);
    let mut kinds = Vec::new();
    if is_retyped || previous.collation != next.collation {
        let is_wider = is_retyped && previous.collation == next.collation && !rewrites(ctx, columns);
        kinds.push(if is_wider { ActionKind::WidenType } else { ActionKind::SetType });
    }
    if previous.generated != next.generated {
        kinds.push(ActionKind::DropExpression);
    }
    if previous.auto_increment != next.auto_increment {
        kinds.push(ActionKind::SetIdentity);
    }
    match (previous.is_nullable, next.is_nullable) {
        (true, false) => {
            kinds.push(ActionKind::SetNotNull);
            // Next to a check MariaDB copies the table.
            let has_checks = tables(ctx.schemas, table).any(|table| !table.checks.is_empty());
            kinds.extend(has_checks.then_some(ActionKind::SetType));
        }
        (false, true) => kinds.push(ActionKind::DropNotNull),
        _ => {}
    }
    if kinds.is_empty() {
        kinds.push(ActionKind::SetDefault);
    }
    kinds
}
