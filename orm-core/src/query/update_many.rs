//! A change of many rows, each in its own way.

use std::collections::HashMap;
use std::fmt;

use super::{Decode, Marker, Selection};
use crate::ast::{self, RowChange};
use crate::dialect::{Database, HasReturning};
use crate::expr::{In, IntoValue, PerRow};
use crate::schema::{Col, PatchOf, PatchSet, SoftDeleted, Table};
use crate::sql::{self, Statement};
use crate::types::{Field, Value};

/// A change of many rows of `T`, each found by its key and changed by its patch. Made by [`Table::update_many`].
#[must_use = "a statement does nothing until it is run"]
pub struct UpdateMany<D, T> {
    pub(super) ast: ast::UpdateMany,
    pub(super) expects_all: bool,
    marker: Marker<D, T, ()>,
}

impl<D: Database, T: Table> UpdateMany<D, T> {
    pub(crate) fn new<K: RowKey<T, V>, V>(
        key: K,
        rows: impl IntoIterator<Item = (V, impl PatchOf<T>)>,
    ) -> Self {
        let mut names = Vec::new();
        key.names(&mut names);
        let mut merged = Merged::default();
        for (key, patch) in rows {
            let mut values = Vec::new();
            K::values(key, &mut values);
            merged.add(values, PatchSet::of(patch).into_changes());
        }
        let ast = ast::UpdateMany {
            table: T::META,
            key: names,
            rows: merged.rows,
            includes_deleted: false,
            returning: Vec::new(),
        };
        Self { ast, expects_all: false, marker: std::marker::PhantomData }
    }

    /// Changes rows as well that are softly deleted.
    pub fn with_deleted(mut self) -> Self
    where
        T: SoftDeleted,
    {
        self.ast.includes_deleted = true;
        self
    }

    /// Changes either all rows or none: a key without a row ends it with [`ErrorKind::Stale`](crate::ErrorKind::Stale). With
    /// the version as a part of the key, that is a row which somebody else changed.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Table)]
    /// #[table(name = "notes", version = revision)]
    /// struct Note {
    ///     #[column(primary_key)]
    ///     id: i32,
    ///     text: String,
    ///     revision: i32,
    /// }
    ///
    /// let patch = |text: &str| NotePatch { text: Some(text.to_owned()), ..NotePatch::default() };
    /// let update = Note::update_many((Note::id, Note::revision), [((7, 3), patch("a")), ((8, 1), patch("b"))]);
    /// assert_eq!(
    ///     update.expect_all().statements(Postgres)[0].text,
    ///     r#"update "notes" set "text" = "changes"."text", "revision" = "notes"."revision" + $1 "#.to_owned()
    ///         + r#"from unnest($2::integer[], $3::text[], $4::integer[]) as "changes" ("id", "text", "revision") "#
    ///         + r#"where "notes"."id" = "changes"."id" and "notes"."revision" = "changes"."revision""#,
    /// );
    /// # let _ = |note: Note| (note.id, note.text, note.revision);
    /// ```
    pub fn expect_all(mut self) -> Self {
        self.expects_all = true;
        self
    }

    /// Hands back some columns of the rows changed, or expressions over them, as they are after it, in no order that is
    /// promised. Not on MySQL. [`all`](Self::all) hands back the rows whole.
    pub fn returning_only<X: Selection<D, (In<T>,), P, Row = O, Uses: PerRow>, P, O>(
        mut self,
        selection: X,
    ) -> ManyReturning<D, T, O>
    where
        D: HasReturning,
    {
        selection.items(&mut self.ast.returning);
        ManyReturning { update: self, decode: X::read }
    }

    /// The statements and their values, without a database: none when nothing changes. Run, they are one transaction.
    pub fn statements(self, _database: D) -> Vec<Statement> {
        sql::update_many(D::DIALECT, self.ast)
    }
}

/// A change of many rows that hands back something of each. Made by [`UpdateMany::returning_only`].
#[must_use = "a statement does nothing until it is run"]
#[derive(Debug)]
pub struct ManyReturning<D, T, Row> {
    pub(super) update: UpdateMany<D, T>,
    #[cfg_attr(not(feature = "exec"), expect(dead_code, reason = "read when it is run"))]
    pub(super) decode: Decode<Row>,
}

impl<D: Database, T: Table, Row> ManyReturning<D, T, Row> {
    /// The statements and their values, without a database: none when nothing changes. Run, they are one transaction.
    pub fn statements(self, database: D) -> Vec<Statement> {
        self.update.statements(database)
    }
}

/// Rows with different keys. What is set for a key again is put together with what was.
#[derive(Default)]
struct Merged {
    rows: Vec<RowChange>,
    /// Where the row of a key is.
    places: HashMap<String, usize>,
}

impl Merged {
    fn add(&mut self, key: Vec<Value>, mut changes: Vec<(usize, Value)>) {
        if changes.is_empty() {
            return;
        }
        changes.sort_by_key(|(position, _)| *position);
        // Values have no order, since floating point numbers have none; their text tells them apart.
        let place = *self.places.entry(format!("{key:?}")).or_insert(self.rows.len());
        let Some(row) = self.rows.get_mut(place) else { return self.rows.push(RowChange { key, changes }) };
        for (position, value) in changes {
            match row.changes.binary_search_by_key(&position, |(position, _)| *position) {
                Ok(at) => row.changes[at].1 = value,
                Err(at) => row.changes.insert(at, (position, value)),
            }
        }
    }
}

/// Columns of the table `T` by which a row is found that has the values `V` in them: a column and a value, or a tuple of up
/// to 4 columns and one of as many values.
#[diagnostic::on_unimplemented(
    message = "rows of `{T}` cannot be found by `{V}` in these columns",
    label = "expected a column of `{T}` and a value of its type for each row",
    note = "a key of several columns is a tuple of them, and each row begins with a tuple of their values"
)]
pub trait RowKey<T, V> {
    /// Puts the names of the columns into `names`.
    fn names(self, names: &mut Vec<&'static str>);

    /// Puts the values of a row into `values`.
    fn values(value: V, values: &mut Vec<Value>);
}

#[diagnostic::do_not_recommend]
impl<T: Table, F: Field, V: IntoValue<F::Base>> RowKey<T, V> for Col<T, F> {
    fn names(self, names: &mut Vec<&'static str>) {
        names.push(self.name());
    }

    fn values(value: V, values: &mut Vec<Value>) {
        values.push(value.into_list_value());
    }
}

macro_rules! tuple {
    ($($C:ident $V:ident)*) => {
        #[diagnostic::do_not_recommend]
        impl<T: Table, $($C: RowKey<T, $V>, $V),*> RowKey<T, ($($V,)*)> for ($($C,)*) {
            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn names(self, names: &mut Vec<&'static str>) {
                let ($($C,)*) = self;
                $($C.names(names);)*
            }

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn values(value: ($($V,)*), values: &mut Vec<Value>) {
                let ($($V,)*) = value;
                $($C::values($V, values);)*
            }
        }
    };
}

tuple!(A VA);
tuple!(A VA B VB);
tuple!(A VA B VB C VC);
tuple!(A VA B VB C VC E VE);

impl<D, T> Clone for UpdateMany<D, T> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), expects_all: self.expects_all, marker: std::marker::PhantomData }
    }
}

impl<D, T> fmt::Debug for UpdateMany<D, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.ast.fmt(f)
    }
}
