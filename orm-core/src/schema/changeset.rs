//! The way of a patch into an UPDATE statement.

use super::Table;
use crate::types::{Field, Value};

/// A value that says which columns of a row change. Implemented by the derive for `ProjectPatch`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a patch",
    label = "not an update model",
    note = "take the generated `ProjectPatch`"
)]
pub trait Changeset: Send {
    /// The table it changes.
    type Table: Table;

    /// Puts the changes into `set`.
    fn write(self, set: &mut PatchSet);
}

/// A change of the table `T`: a [`Changeset`] of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a patch of `{T}`",
    label = "not an update model of `{T}`",
    note = "take the patch that `#[derive(Table)]` generates for `{T}`"
)]
pub trait PatchOf<T>: Changeset<Table = T> {}

#[diagnostic::do_not_recommend]
impl<T, C: Changeset<Table = T>> PatchOf<T> for C {}

/// The changes of a patch, by the position of the column.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct PatchSet {
    changes: Vec<(usize, Value)>,
}

impl PatchSet {
    /// The changes of `changeset`.
    pub fn of<C: Changeset>(changeset: C) -> Self {
        let mut set = Self::default();
        changeset.write(&mut set);
        set
    }

    /// Changes the column at `position`; `None` keeps it as it is.
    pub fn value<F: Field>(&mut self, position: usize, value: Option<F>) {
        self.put(position, value.map(F::into_field_value));
    }

    /// Changes the column at `position`; `None` keeps it as it is.
    pub(crate) fn put(&mut self, position: usize, value: Option<Value>) {
        self.changes.extend(value.map(|value| (position, value)));
    }

    /// The changes in the order of the fields.
    pub(crate) fn into_changes(self) -> Vec<(usize, Value)> {
        self.changes
    }
}
