//! Tables that have more than the model holds: made again, they would not be what they were.

use orm_schema::model::ObjectName;

use crate::introspect::{LiveSchema, Unmodelled};
use crate::risk::TakenApart;

/// The code of what is lost without a word of it in any schema.
pub(super) const CODE: &str = "OM110";

/// What is lost of `table` that no other hazard speaks of. Triggers come through a rebuild, the runner puts them back.
pub(super) fn loss(live: &LiveSchema, table: &ObjectName, how: TakenApart) -> Option<String> {
    let is_lost = |object: &&Unmodelled| how == TakenApart::Dropped || object.kind != "trigger";
    let lost = live.unmodelled_of(table).find(is_lost)?;
    Some(match how {
        TakenApart::Dropped => format!("dropping `{table}` loses what the model does not hold: {lost}"),
        TakenApart::Rebuilt => format!("rebuilding `{table}` loses what the model does not hold: {lost}"),
        TakenApart::LosesColumn => {
            format!("dropping a column of `{table}` may lose what the model does not hold: {lost}")
        }
    })
}

/// What goes when a column is said anew: MariaDB keeps a check inside its column, under the name of that.
pub(super) fn loss_of_column<'a>(
    live: &'a LiveSchema,
    table: &'a ObjectName,
    is_said_anew: impl Fn(&str) -> bool,
) -> Option<String> {
    let mut checks = live.unmodelled_of(table).filter(|object| object.kind == "check");
    let lost = checks.find(|check| is_said_anew(&check.name))?;
    Some(format!("changing `{table}.{}` loses what the model does not hold: {lost}", lost.name))
}
