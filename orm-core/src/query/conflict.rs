//! What an insert does with rows whose key exists.

use std::marker::PhantomData;

use super::insert::Several;
use super::{Assign, Insert};
use crate::ast::{self, Assignment, ConflictAction};
use crate::dialect::Database;
use crate::expr::{Expr, In, One, Predicate, Uses};
use crate::schema::{Col, Table};
use crate::types::Field;

/// An insert with a unique key, of which the answer to a conflict is still open. Made by [`Insert::on_conflict`].
#[must_use = "say what happens on a conflict"]
pub struct OnConflict<D, T, K> {
    insert: Insert<D, T, K>,
    target: Target,
}

/// The unique key that a conflict is about.
#[derive(Default)]
pub(super) struct Target {
    pub(super) columns: Vec<&'static str>,
    /// The condition of the index.
    pub(super) filters: Vec<ast::Expr>,
}

impl<D: Database, T: Table, K> OnConflict<D, T, K> {
    pub(super) fn new(insert: Insert<D, T, K>, target: Target) -> Self {
        Self { insert, target }
    }

    /// `on conflict (…) where …`: the key is a unique index over some rows only, those for which `condition` holds. It has to
    /// be the condition of the index; its values stand in the text.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada", age: 36 }));
    /// assert_eq!(
    ///     insert.on_conflict(User::name).index_filter(User::age.gt(18)).do_nothing().sql(Postgres).text,
    ///     r#"insert into "users" ("name", "age") values ($1, $2) on conflict ("name") "#.to_owned()
    ///         + r#"where "users"."age" > 18 do nothing"#,
    /// );
    /// ```
    pub fn index_filter<P>(mut self, condition: impl Predicate<D, (In<T>,), P>) -> Self {
        self.target.filters.push(condition.into_predicate());
        self
    }

    /// `on conflict (…) do nothing`: the row that exists stays as it is, and no row is handed back for it.
    pub fn do_nothing(self) -> Insert<D, T, K> {
        self.insert.conflict(self.target, ConflictAction::Nothing)
    }

    /// `on conflict (…) do update set …`: the row that exists takes over columns of the new one, or other values.
    ///
    /// A column alone takes the value that was to be inserted; `column.to(..)` another one, in which [`excluded`] stands for
    /// the value that was to be inserted.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada", age: 36 }));
    /// let upsert = insert.on_conflict(User::name).do_update((User::age.to(User::age + excluded(User::age)),));
    /// assert_eq!(
    ///     upsert.sql(Postgres).text,
    ///     r#"insert into "users" ("name", "age") values ($1, $2) on conflict ("name") "#.to_owned()
    ///         + r#"do update set "age" = "users"."age" + excluded."age""#,
    /// );
    /// ```
    pub fn do_update<C: ConflictUpdate<D, T, P>, P>(self, changes: C) -> Insert<D, T, K> {
        let action = ConflictAction::Update { set: assignments(changes), filters: Vec::new() };
        self.insert.conflict(self.target, action)
    }

    /// `on conflict (…) do update set … where …`: as [`do_update`](Self::do_update), for rows for which `condition` holds.
    /// The others stay as they are and are not handed back.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada", age: 36 }));
    /// let upsert = insert.on_conflict(User::name).do_update_where(User::age, User::age.lt(excluded(User::age)));
    /// assert_eq!(
    ///     upsert.statements(Sqlite)[0].text,
    ///     r#"insert into "users" ("name", "age") values (?, ?) on conflict ("name") "#.to_owned()
    ///         + r#"do update set "age" = excluded."age" where "users"."age" < excluded."age""#,
    /// );
    /// ```
    pub fn do_update_where<C: ConflictUpdate<D, T, P>, P, Q>(
        self,
        changes: C,
        condition: impl Predicate<D, (In<T>,), Q>,
    ) -> Insert<D, T, Several> {
        let filters = vec![condition.into_predicate()];
        self.insert.conflict(self.target, ConflictAction::Update { set: assignments(changes), filters })
    }
}

/// An insert of which the answer to a duplicate key is still open. Made by [`Insert::on_duplicate_key`].
#[must_use = "say what happens on a conflict"]
pub struct OnDuplicateKey<D, T, K> {
    insert: Insert<D, T, K>,
}

impl<D: Database, T: Table, K> OnDuplicateKey<D, T, K> {
    pub(super) fn new(insert: Insert<D, T, K>) -> Self {
        Self { insert }
    }

    /// The row that exists stays as it is. The first column of the key is set to itself: `insert ignore` would hide other
    /// errors as well. Since MySQL does not say whether it wrote anything, the row cannot be handed back.
    pub fn do_nothing(self) -> Insert<D, T, Several> {
        self.insert.conflict(Target::default(), ConflictAction::Nothing)
    }

    /// `on duplicate key update …`: the row that exists takes over columns of the new one, or other values, as in
    /// [`OnConflict::do_update`]. A key counted up by the database is set to `last_insert_id(key)`, by which the row is found
    /// again.
    pub fn do_update<C: ConflictUpdate<D, T, P>, P>(self, changes: C) -> Insert<D, T, K> {
        let action = ConflictAction::Update { set: assignments(changes), filters: Vec::new() };
        self.insert.conflict(Target::default(), action)
    }
}

/// The value that an insert tried to write into a column: `excluded.column`, `values(column)` on MySQL.
pub fn excluded<T: Table, F: Field>(column: Col<T, F>) -> Expr<F::Base, F::Null, One<T>> {
    Expr::new(ast::Expr::Excluded(column.name()))
}

/// A column with the value that a conflict sets it to. Made by [`Col::to`].
pub struct Assigned<T, U> {
    assignment: Assignment,
    marker: PhantomData<fn() -> (T, U)>,
}

impl<T: Table, F: Field> Col<T, F> {
    /// This column set to a value, in the update of a conflict.
    pub fn to<V: Assign<F>>(self, value: V) -> Assigned<T, V::Uses> {
        let assignment = Assignment { column: self.name(), value: value.into_assigned() };
        Assigned { assignment, marker: PhantomData }
    }
}

/// What a conflict changes: columns, `column.to(value)`, or a tuple of up to 8 of these.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of changes of `{T}`",
    label = "expected a column of `{T}`, `column.to(value)`, or a tuple of them"
)]
pub trait ConflictUpdate<D, T, P> {
    /// Puts the changes into `set`.
    fn push(self, set: &mut Vec<Assignment>);
}

impl<D, T: Table, F: Field> ConflictUpdate<D, T, ()> for Col<T, F> {
    fn push(self, set: &mut Vec<Assignment>) {
        set.push(Assignment { column: self.name(), value: ast::Expr::Excluded(self.name()) });
    }
}

impl<D, T: Table, U: Uses<D, (In<T>,), P>, P> ConflictUpdate<D, T, P> for Assigned<T, U> {
    fn push(self, set: &mut Vec<Assignment>) {
        set.push(self.assignment);
    }
}

macro_rules! tuple {
    ($($C:ident $P:ident)*) => {
        impl<Db, T, $($C: ConflictUpdate<Db, T, $P>, $P),*> ConflictUpdate<Db, T, ($($P,)*)> for ($($C,)*) {
            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn push(self, set: &mut Vec<Assignment>) {
                let ($($C,)*) = self;
                $($C.push(set);)*
            }
        }
    };
}

tuple!(A PA);
tuple!(A PA B PB);
tuple!(A PA B PB C PC);
tuple!(A PA B PB C PC D PD);
tuple!(A PA B PB C PC D PD E PE);
tuple!(A PA B PB C PC D PD E PE F PF);
tuple!(A PA B PB C PC D PD E PE F PF G PG);
tuple!(A PA B PB C PC D PD E PE F PF G PG H PH);

fn assignments<D, T, P>(changes: impl ConflictUpdate<D, T, P>) -> Vec<Assignment> {
    let mut set = Vec::new();
    changes.push(&mut set);
    set
}
