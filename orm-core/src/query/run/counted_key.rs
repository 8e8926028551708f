//! The key that SQLite counted up for the one row of an insert.
//!
//! The connection knows it, whereas a statement with RETURNING opens a table for what it returns:
//! <https://www.sqlite.org/lang_returning.html>, section 3. That would take longer than the insert itself.

use super::request;
use crate::ast::{Change, Expr, Insert, Item, NewRows};
use crate::error::Error;
use crate::exec::{Lease, key_row};
use crate::query::Decode;
use crate::sql;

/// The name of the key, if a statement inserts one row and returns nothing but that. Where a conflict may leave the row out,
/// the connection tells the key of an earlier one.
pub(super) fn of(change: &Change) -> Option<&'static str> {
    let Change::Insert(Insert { table, rows: NewRows::Values(rows), conflicts, returning, .. }) = change
    else {
        return None;
    };
    let ([Item::Expr(Expr::Column { source, name })], [key]) = (returning.as_slice(), table.primary_key)
    else {
        return None;
    };
    let key = &table.columns[*key];
    let is_key = *source == table.name && *name == key.name && key.is_auto_increment;
    (is_key && rows.len() == 1 && conflicts.is_empty()).then_some(key.name)
}

/// Writes the row and hands back its key; nothing if a trigger left the row out.
pub(super) async fn written<Row>(
    lease: &mut Lease<'_>,
    change: Change,
    column: &str,
    decode: Decode<Row>,
) -> Result<Vec<Row>, Error> {
    let table = change.table();
    let change = change.returning(Vec::new());
    let statement = sql::change(orm_schema::Dialect::Sqlite, change).pop().unwrap_or_default();
    let done = lease.execute(request(statement, table)).await?;
    let key = done.last_insert_id.filter(|_| done.rows_affected > 0);
    key.map(|key| key_row(key, column, decode)).into_iter().collect()
}
