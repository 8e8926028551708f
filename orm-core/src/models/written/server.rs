//! What the server adds to a model that a user writes.

use std::fmt;
use std::marker::PhantomData;

use crate::schema::{InsertRow, Insertable, Table};
use crate::types::Field;

/// A table with a column that is marked `server`. Implemented by `#[derive(Table)]`; `NAME` is made from the name of the
/// field, because names are no parameters of traits.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no column of this name that is marked `server`",
    label = "not set by the server",
    note = "mark the field of the table with `#[column(server)]`, or make it a field of this model"
)]
pub trait Server<const NAME: u64> {
    /// The type of the column.
    type Type: Field;
    /// Its place in the table.
    const POSITION: usize;
}

/// A new row of `T`: a model that a user wrote, with what the server set.
///
/// ```
/// # use orm_core::prelude::*;
/// # use orm_core::Sqlite;
/// # #[derive(Table)]
/// # #[table(name = "projects", rename_all = "camelCase")]
/// # struct Project {
/// #     #[column(primary_key, auto_increment)] id: i32,
/// #     #[column(server)] owner_id: i32,
/// #     #[column(varchar = 5)] name: String,
/// #     about_it: Option<String>,
/// # }
/// #[derive(Debug, Insert)]
/// #[model(Project, server(owner_id))]
/// struct CreateProject {
///     #[validate(length(min = 3))]
///     name: String,
///     #[model(skip)]
///     template: Option<String>,
/// }
///
/// let report = CreateProject::parse(br#"{ "name": "too long" }"#).unwrap_err();
/// assert_eq!(report.to_string(), "`name` must have at most 5 characters"); // The column says so.
///
/// let create = CreateProject::parse(br#"{ "name": "abc", "template": "x" }"#).unwrap();
/// assert_eq!(create.template.as_deref(), Some("x"));
/// let insert = Project::insert(create.with_owner_id(7));
/// assert_eq!(insert.sql(Sqlite).text, r#"insert into "projects" ("owner_id", "name") values (?, ?)"#);
/// # let _ = |p: Project| (p.id, p.owner_id, p.name, p.about_it);
/// ```
pub struct Filled<T> {
    row: InsertRow,
    marker: PhantomData<fn() -> T>,
}

impl<T: Table> Filled<T> {
    /// A row with the values that `write` gives it.
    pub fn new(write: impl FnOnce(&mut InsertRow)) -> Self {
        let mut row = InsertRow::empty(T::META);
        write(&mut row);
        Self { row, marker: PhantomData }
    }

    /// Sets a column.
    #[must_use]
    pub fn with<const NAME: u64>(mut self, value: T::Type) -> Self
    where
        T: Server<NAME>,
    {
        self.row.value(T::POSITION, value);
        self
    }
}

impl<T: Table> Insertable for Filled<T> {
    type Table = T;

    fn write(self, row: &mut InsertRow) {
        *row = self.row;
    }
}

impl<T> Clone for Filled<T> {
    fn clone(&self) -> Self {
        Self { row: self.row.clone(), marker: PhantomData }
    }
}

impl<T> fmt::Debug for Filled<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The values may be secret.
        f.debug_struct("Filled").finish_non_exhaustive()
    }
}
