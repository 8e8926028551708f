//! Columns of `serial`: a default that asks a sequence, which goes with its column.
//! <https://www.postgresql.org/docs/17/datatype-numeric.html#DATATYPE-SERIAL>

use orm_schema::model::{ColumnDef, IdentityKind, ObjectName};
use orm_schema::{Pair, SqlType};

use super::column::advance_counter;
use super::rules::{counter_name, cut};
use super::{object, quoted, text};
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

/// What a column does before it is serial no more. Its sequence has the name that an identity wants, and the counter that it
/// goes on with.
pub(super) fn let_go(table: &ObjectName, next: &ColumnDef) -> Vec<Statement> {
    if next.identity.is_none() {
        return Vec::new();
    }
    let (name, left) = (sequence(table, &next.name), left(table, &next.name));
    vec![
        Statement::new(format!("ALTER SEQUENCE {} OWNED BY NONE", object(&name))),
        Statement::new(format!("ALTER SEQUENCE {} RENAME TO {}", object(&name), quoted(&left.name))),
    ]
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
            vec![go_on(table, &next.name, &left), Statement::new(format!("DROP SEQUENCE {left}"))]
        }
        (false, true) => {
            let (table_name, column) = (object(table), quoted(&next.name));
            let sequence = text(&name);
            vec![
                Statement::new(format!("CREATE SEQUENCE {name} AS {ty} OWNED BY {table_name}.{column}")),
                Statement::new(format!(
                    "ALTER TABLE {table_name} ALTER COLUMN {column} SET DEFAULT nextval({sequence}::regclass)"
                )),
                advance_counter(table, &next.name),
            ]
        }
        (false, false) => Vec::new(),
    }
}

/// Goes on where the counter `left` was, or behind the largest value, whichever is further.
fn go_on(table: &ObjectName, column: &str, left: &str) -> Statement {
    let table_name = object(table);
    let (table_text, column_text, column) = (text(&table_name), text(column), quoted(column));
    Statement::new(format!(
        "SELECT setval(pg_get_serial_sequence({table_text}, {column_text}), greatest(last_value, largest), \
         is_called OR coalesce(largest >= last_value, false))\n\
         FROM {left}, (SELECT max({column}) AS largest FROM {table_name}) AS used"
    ))
}

/// The sequence of a serial column, in the schema of its table.
fn sequence(table: &ObjectName, column: &str) -> ObjectName {
    ObjectName { schema: table.schema.clone(), name: counter_name(&table.name, column) }
}

fn left(table: &ObjectName, column: &str) -> ObjectName {
    let name = format!("{LEFT}{}", counter_name(&table.name, column));
    let name = cut(&name, name.len().min(orm_schema::ident::MAX_IDENT_BYTES)).to_owned();
    ObjectName { schema: table.schema.clone(), name }
}
