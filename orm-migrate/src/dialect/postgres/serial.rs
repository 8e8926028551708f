//! Columns of `serial`: a default that asks a sequence, which goes with its column.
//! <https://www.postgresql.org/docs/17/datatype-numeric.html#DATATYPE-SERIAL>

use std::fmt::Write as _;

use orm_schema::model::{ColumnDef, IdentityKind, ObjectName};
use orm_schema::{Pair, SqlType};

use super::column::{advance_counter, counter_of};
use super::rules::{counter_name, cut};
use super::{identity, object, quoted, text};
use crate::dialect::statement::Statement;

/// What the name of a sequence begins with whose counter another one takes over.
const LEFT: &str = "__orm_left_";

pub(super) fn is_serial(column: &ColumnDef) -> bool {
    column.identity.as_ref().is_some_and(|identity| identity.kind == IdentityKind::Serial)
}

/// `serial` for a number of four bytes.
pub(super) fn type_name(ty: &SqlType) -> String {
    let name = match super::type_name(ty).as_str() {
        "smallint" => "smallserial",
        "bigint" => "bigserial",
        _ => "serial",
    };
    name.to_owned()
}

/// What a column does before its counter is another one: that of a serial column, or that of an identity. The one that it leaves
/// has the name that the other one gets, and stands where that goes on.
pub(super) fn change_counters(table: &ObjectName, columns: &Pair<ColumnDef>) -> Vec<Statement> {
    let Pair { previous, next } = columns;
    let (name, left) = (sequence(table, &next.name), left(table, &next.name));
    let is_other = previous.identity.is_some() && next.identity.is_some();
    let make_room =
        Statement::new(format!("ALTER SEQUENCE {} RENAME TO {}", object(&name), quoted(&left.name)));
    match (is_serial(previous), is_serial(next)) {
        (true, false) if is_other => {
            vec![Statement::new(format!("ALTER SEQUENCE {} OWNED BY NONE", object(&name))), make_room]
        }
        // The sequence of an identity goes with it, so that its counter is read before.
        (false, true) if is_other => {
            let ty = super::type_name(&next.ty);
            let counter = format!("{}::regclass", text(&object(&name)));
            let made = Statement::new(format!("CREATE SEQUENCE {} AS {ty}", object(&name)));
            let set = goes_on(columns).then(|| go_on(table, columns, &counter, &object(&left)));
            [make_room, made].into_iter().chain(set).collect()
        }
        _ => Vec::new(),
    }
}

/// What a column that is or was serial does when it is changed.
pub(super) fn take_over(table: &ObjectName, columns: &Pair<ColumnDef>) -> Vec<Statement> {
    let Pair { previous, next } = columns;
    let name = object(&sequence(table, &next.name));
    let ty = super::type_name(&next.ty);
    match (is_serial(previous), is_serial(next)) {
        (true, true) if super::type_name(&previous.ty) == ty => Vec::new(),
        (true, true) => vec![Statement::new(format!("ALTER SEQUENCE {name} AS {ty}"))],
        (true, false) if next.identity.is_none() => vec![Statement::new(format!("DROP SEQUENCE {name}"))],
        (true, false) => {
            let left = object(&left(table, &next.name));
            let set = if goes_on(columns) {
                go_on(table, columns, &counter_of(table, &next.name), &left)
            } else {
                advance_counter(table, next)
            };
            vec![set, Statement::new(format!("DROP SEQUENCE {left}"))]
        }
        (false, true) => {
            let (table_name, column) = (object(table), quoted(&next.name));
            let is_made = previous.identity.is_some();
            let belongs = format!("OWNED BY {table_name}.{column}");
            let sequence = text(&name);
            let mut statements = vec![
                Statement::new(if is_made {
                    format!("ALTER SEQUENCE {name} {belongs}")
                } else {
                    format!("CREATE SEQUENCE {name} AS {ty} {belongs}")
                }),
                Statement::new(format!(
                    "ALTER TABLE {table_name} ALTER COLUMN {column} SET DEFAULT nextval({sequence}::regclass)"
                )),
            ];
            statements.extend((!goes_on(columns)).then(|| advance_counter(table, next)));
            statements
        }
        (false, false) => Vec::new(),
    }
}

/// Does the counter of the column go on where the other one was? Not if they count in opposite directions.
fn goes_on(columns: &Pair<ColumnDef>) -> bool {
    let counts_up =
        |column: &ColumnDef| column.identity.as_ref().is_some_and(|identity| !identity.options.counts_down());
    counts_up(&columns.previous) && counts_up(&columns.next)
}

/// Lets `counter` go on where the counter `left` was, or behind the largest value, whichever is further.
fn go_on(table: &ObjectName, columns: &Pair<ColumnDef>, counter: &str, left: &str) -> Statement {
    let min = |column: &ColumnDef| {
        let identity = column.identity.as_ref()?;
        Some(identity.options.bounds(identity::limits(&column.ty)).0)
    };
    let (table, column) = (object(table), quoted(&columns.next.name));
    let mut sql = format!(
        "SELECT setval({counter}, greatest(last_value, largest), \
         is_called OR coalesce(largest >= last_value, false))\n\
         FROM {left}, (SELECT max({column}) AS largest FROM {table}) AS used"
    );
    // Below its smallest value a counter is not set: it begins there by itself.
    if let Some(min) = min(&columns.next).filter(|next| Some(*next) > min(&columns.previous)) {
        let _ = write!(sql, "\nWHERE greatest(last_value, largest) >= {min}");
    }
    Statement::new(sql)
}

/// The sequence of a serial column, in the schema of its table.
pub(super) fn sequence(table: &ObjectName, column: &str) -> ObjectName {
    ObjectName { schema: table.schema.clone(), name: counter_name(&table.name, column) }
}

fn left(table: &ObjectName, column: &str) -> ObjectName {
    let name = format!("{LEFT}{}", counter_name(&table.name, column));
    let name = cut(&name, name.len().min(orm_schema::ident::MAX_IDENT_BYTES)).to_owned();
    ObjectName { schema: table.schema.clone(), name }
}
