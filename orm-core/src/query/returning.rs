//! Statements that hand back the rows they wrote.

use std::fmt;
use std::marker::PhantomData;

use super::{Decode, Selection};
use crate::ast::{Change, Item};
use crate::dialect::{Database, HasReturning};
use crate::sql::{self, Statement};

/// An insert, update or delete that hands back rows.
#[must_use = "a statement does nothing until it is run"]
pub struct Returning<D, Row> {
    pub(super) change: Change,
    pub(super) decode: Decode<Row>,
    marker: PhantomData<fn() -> D>,
}

impl<D: HasReturning, Row> Returning<D, Row> {
    pub(super) fn new(change: Change, items: Vec<Item>, decode: Decode<Row>) -> Self {
        Self { change: change.returning(items), decode, marker: PhantomData }
    }

    pub(super) fn selected<X: Selection<D, Sc, P, Row = Row>, Sc, P>(change: Change, selection: X) -> Self {
        let mut items = Vec::new();
        selection.items(&mut items);
        Self::new(change, items, X::read)
    }
}

impl<D: Database, Row> Returning<D, Row> {
    /// The statement and its values, without a database; of an insert of many rows, the last one.
    pub fn sql(self, database: D) -> Statement {
        self.statements(database).pop().unwrap_or_default()
    }

    /// The statements and their values, without a database: one, several for an insert of many rows, none when there is
    /// nothing to write.
    pub fn statements(self, _database: D) -> Vec<Statement> {
        sql::change(D::DIALECT, self.change)
    }
}

impl<D, Row> Clone for Returning<D, Row> {
    fn clone(&self) -> Self {
        Self { change: self.change.clone(), decode: self.decode, marker: PhantomData }
    }
}

impl<D, Row> fmt::Debug for Returning<D, Row> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.change.fmt(f)
    }
}
