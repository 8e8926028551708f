//! A prepared statement and its arguments.

use super::{Arguments, PreparedChange, PreparedQuery, PreparedReturning, PreparedSql};
use crate::types::Value;

/// A prepared statement with arguments for its parameters, to be run once. Made by [`PreparedQuery::bind`] and its siblings.
#[must_use = "a statement does nothing until it is run"]
#[derive(Debug)]
pub struct Bound<'s, S> {
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "read when it is run"))]
    pub(in crate::query) statement: &'s S,
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "read when it is run"))]
    pub(in crate::query) arguments: Vec<Value>,
}

macro_rules! bind {
    ($($Type:ident<$($G:ident),*>;)*) => {$(
        impl<$($G),*> $Type<$($G),*> {
            /// Takes the arguments: a tuple with one for each parameter, the value alone for a single one, `()` for none.
            /// What comes back is run as the statement itself would be.
            pub fn bind(&self, arguments: impl Arguments<P>) -> Bound<'_, Self> {
                Bound { statement: self, arguments: arguments.into_values() }
            }
        }
    )*};
}

bind! {
    PreparedQuery<D, P, Row, L>;
    PreparedChange<D, P>;
    PreparedReturning<D, P, Row>;
    PreparedSql<P>;
}
