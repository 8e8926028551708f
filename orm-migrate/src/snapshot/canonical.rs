//! Brings a schema to the form that is hashed: what `dialect` cannot tell apart becomes equal.

use orm_schema::Dialect;

use super::v1::{Column, Index, Schema, Table, View};

/// Sorts what has no order of its own, and drops what `dialect` does not keep.
pub(super) fn reduce(schema: &mut Schema<'_>, dialect: Dialect) {
    schema.enums.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
    schema.tables.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
    schema
        .objects
        .sort_by(|a, b| (a.kind, &a.table, &a.schema, &a.name).cmp(&(b.kind, &b.table, &b.schema, &b.name)));
    // When it is made, not what it is.
    schema.objects.iter_mut().for_each(|object| object.depends_on.clear());
    for table in &mut schema.tables {
        reduce_table(table, dialect);
    }
    schema.views.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
    for view in &mut schema.views {
        reduce_view(view, dialect);
    }
}

fn reduce_table(table: &mut Table<'_>, dialect: Dialect) {
    // The order of columns is that of the struct. Moving a field is no migration: no database moves a column in place
    // except MySQL, and queries name their columns.
    table.columns.sort_by(|a, b| a.name.cmp(&b.name));
    table.uniques.sort_by(|a, b| a.name.cmp(&b.name));
    table.foreign_keys.sort_by(|a, b| a.name.cmp(&b.name));
    table.indexes.sort_by(|a, b| a.name.cmp(&b.name));
    table.checks.sort_by(|a, b| a.name.cmp(&b.name));
    table.exclusions.sort_by(|a, b| a.name.cmp(&b.name));
    table.policies.sort_by(|a, b| a.name.cmp(&b.name));
    table.policies.iter_mut().for_each(|policy| policy.roles.sort_unstable());
    if let Some(partitioning) = &mut table.partitioning {
        partitioning.partitions.sort_by(|a, b| a.name.cmp(&b.name));
    }
    if dialect == Dialect::Sqlite {
        table.comment = None;
    }
    for column in &mut table.columns {
        reduce_column(column, dialect);
    }
    for index in &mut table.indexes {
        reduce_index(index);
    }
}

fn reduce_column(column: &mut Column<'_>, dialect: Dialect) {
    if dialect == Dialect::Sqlite {
        column.comment = None;
    }
    if dialect != Dialect::Mysql {
        // The query builder writes it; the database does not know.
        column.on_update = None;
    }
}

fn reduce_view(view: &mut View<'_>, dialect: Dialect) {
    // What programs read of it and what it depends on follow from its query, as far as the database knows.
    view.columns.clear();
    view.depends_on.clear();
    view.with_no_data = false;
    if dialect != Dialect::Postgres {
        view.comment = None;
    }
    view.indexes.sort_by(|a, b| a.name.cmp(&b.name));
    view.indexes.iter_mut().for_each(reduce_index);
}

fn reduce_index(index: &mut Index<'_>) {
    // How it is built, not what it is.
    index.concurrently = false;
}
