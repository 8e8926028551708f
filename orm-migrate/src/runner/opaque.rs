//! Tables that have more than the model holds: made again, they would not be what they were.

use orm_schema::model::{ObjectName, TableDef};

use crate::diff::mentions_column;
use crate::introspect::{LiveSchema, Nature, Unmodelled};
use crate::risk::{StatementRisks, TakenApart};

/// The code of what is lost without a word of it in any schema.
#[cfg(feature = "cli")]
pub(crate) const CODE: &str = "OM110";

/// What a statement loses of that.
pub(crate) fn losses(live: &LiveSchema, statement: &StatementRisks) -> Vec<String> {
    let apart = statement.takes_apart.iter().filter_map(|(table, how)| loss(live, table, *how));
    let anew = statement
        .says_anew
        .iter()
        .filter_map(|said| loss_of_column(live, &said.table, |column| mentions_column(&said.text, column)));
    apart.chain(anew).collect()
}

/// What is lost of `table` that no other hazard speaks of. Triggers come through a rebuild, the runner puts them back.
pub(crate) fn loss(live: &LiveSchema, table: &ObjectName, how: TakenApart) -> Option<String> {
    let is_lost = |object: &&Unmodelled| how == TakenApart::Dropped || object.nature != Nature::Trigger;
    let lost = live.unmodelled_of(table).find(is_lost)?;
    Some(match how {
        TakenApart::Dropped => format!("dropping `{table}` loses what the model does not hold: {lost}"),
        TakenApart::Rebuilt => format!("rebuilding `{table}` loses what the model does not hold: {lost}"),
        TakenApart::LosesColumn => {
            format!("dropping a column of `{table}` may lose what the model does not hold: {lost}")
        }
    })
}

/// What goes when columns are said anew: MariaDB keeps a check inside its column.
pub(crate) fn loss_of_column(
    live: &LiveSchema,
    table: &ObjectName,
    is_said_anew: impl Fn(&str) -> bool,
) -> Option<String> {
    let def = live.schema.table(table)?;
    let checks = live.unmodelled_of(table).filter(|object| object.nature == Nature::OfColumn);
    let mut lost = checks.filter_map(|check| {
        let column = holders(def, &check.name).into_iter().find(|column| is_said_anew(column))?;
        Some(format!("changing `{table}.{column}` loses what the model does not hold: {check}"))
    });
    lost.next()
}

/// The columns that a check may be a part of. Its name is what its column was called first, which another one may be called since,
/// and its text speaks of that column, if not of others as well.
fn holders<'a>(table: &'a TableDef, check: &str) -> Vec<&'a str> {
    let texts: Vec<&str> = table
        .checks
        .iter()
        .filter(|other| other.name == check)
        .map(|check| check.expression.as_str())
        .collect();
    let may_hold = |column: &&str| *column == check || texts.iter().any(|text| mentions_column(text, column));
    let columns = || table.columns.iter().map(|column| column.name.as_str());
    let named: Vec<&str> = columns().filter(may_hold).collect();
    if named.is_empty() { columns().collect() } else { named }
}

/// What is said of a view that reads what is not there, where SQLite reads all views.
#[cfg(feature = "cli")]
pub(crate) fn broken_view(view: &str) -> String {
    format!(
        "view `{view}` reads what is not there, and until it is dropped or mended SQLite renames no table or column and drops no column"
    )
}
