//! The handles that users write: one generic type for all columns, one for all tables.

use std::fmt;
use std::marker::PhantomData;

/// A column of the source `S`, of the field type `F` (an `Option` when it may be NULL): `Project::name`.
///
/// One generic type for all columns of all tables; `S` and `F` exist only for the compiler.
pub struct Col<S, F> {
    name: &'static str,
    declared: Option<&'static str>,
    marker: PhantomData<fn() -> (S, F)>,
}

impl<S, F> Col<S, F> {
    /// The column of that SQL name. Called by the derive; a name that the table does not have is an error of the database.
    pub const fn new(name: &'static str) -> Self {
        Self { name, declared: None, marker: PhantomData }
    }

    /// Of the SQL type that `#[column(type = "..")]` says.
    #[doc(hidden)]
    #[must_use]
    pub const fn of_type(mut self, sql: &'static str) -> Self {
        self.declared = Some(sql);
        self
    }

    /// The SQL type, where it was written by hand.
    pub(crate) const fn declared(self) -> Option<&'static str> {
        self.declared
    }

    /// Its name in SQL.
    pub const fn name(self) -> &'static str {
        self.name
    }
}

impl<S, F> Clone for Col<S, F> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S, F> Copy for Col<S, F> {}

impl<S, F> fmt::Debug for Col<S, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Col").field(&self.name).finish()
    }
}

/// The source `S` as a whole: what a join names, and all its columns in a select list (`Project::table`).
pub struct Tbl<S> {
    marker: PhantomData<fn() -> S>,
}

impl<S> Tbl<S> {
    /// The handle. Called by the derive.
    #[expect(clippy::new_without_default, reason = "a handle is a constant, never a default")]
    pub const fn new() -> Self {
        Self { marker: PhantomData }
    }
}

impl<S> Clone for Tbl<S> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<S> Copy for Tbl<S> {}

impl<S> fmt::Debug for Tbl<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tbl")
    }
}
