//! What an insert does with rows whose key exists.

use std::marker::PhantomData;

use super::insert::Several;
use super::{Assign, Columns, Insert};
use crate::ast::{self, Assignment, Conflict, ConflictAction, ConflictTarget, NewRows};
use crate::dialect::Database;
use crate::expr::{Expr, In, One, PerRow, Predicate, Uses};
use crate::schema::{Col, Table, TableMeta};
use crate::types::Field;

/// An insert with a unique key, of which the answer to a conflict is still open. Made by [`Insert::on_conflict`].
#[must_use = "say what happens on a conflict"]
pub struct OnConflict<D, T, K> {
    insert: Insert<D, T, K>,
    target: ConflictTarget,
    /// The condition of the index.
    filters: Vec<ast::Expr>,
}

impl<D: Database, T: Table, K> OnConflict<D, T, K> {
    pub(super) fn new(insert: Insert<D, T, K>, target: ConflictTarget) -> Self {
        Self { insert, target, filters: Vec::new() }
    }

    fn answered<L>(self, action: ConflictAction) -> Insert<D, T, L> {
        self.insert.conflict(Conflict { target: self.target, target_filters: self.filters, action })
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
    ///         + r#"where "age" > 18 do nothing"#,
    /// );
    /// ```
    pub fn index_filter<P>(mut self, condition: impl Predicate<D, (In<T>,), P>) -> Self {
        self.filters.push(condition.into_predicate());
        self
    }

    /// `on conflict (…) do nothing`: the row that exists stays as it is, and no row is handed back for it.
    /// [`OnConflict::keep`] hands it back.
    pub fn do_nothing(self) -> Insert<D, T, K> {
        self.answered(ConflictAction::Nothing)
    }

    /// The row that exists stays as it is and is handed back, as if it had been written: find or create, in one statement.
    ///
    /// A column is set to itself, since a row that nothing is done to is not returned. On PostgreSQL that is an update for
    /// triggers, locks and the space the row takes.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada" }));
    /// assert_eq!(
    ///     insert.on_conflict(User::name).keep().sql(Postgres).text,
    ///     r#"insert into "users" ("name", "age") values ($1, $2) "#.to_owned()
    ///         + r#"on conflict ("name") do update set "name" = "users"."name""#,
    /// );
    /// ```
    pub fn keep(self) -> Insert<D, T, K> {
        self.answered(ConflictAction::Keep)
    }

    /// `on conflict (…) do update set …` of all columns: the row that exists becomes the one that was to be inserted.
    ///
    /// The key stays, and so do the primary key, columns that the database computes, and those with a default that no row of
    /// the insert gives a value. A field that is `None` makes its column NULL. A row marked as deleted is one no more.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada" }));
    /// assert_eq!(
    ///     insert.on_conflict(User::name).do_update_all().sql(Sqlite).text,
    ///     r#"insert into "users" ("name", "age") values (?, ?) "#.to_owned()
    ///         + r#"on conflict ("name") do update set "age" = excluded."age""#,
    /// );
    /// ```
    pub fn do_update_all(self) -> Insert<D, T, K> {
        let action = replacement(&self.insert.ast, &self.target, &[]);
        self.answered(action)
    }

    /// As [`do_update_all`](Self::do_update_all), without these columns: a column or a tuple of them.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = Post::insert(new!(Post { id: 7, author_id: 1, title: "T" }));
    /// assert_eq!(
    ///     insert.on_conflict(Post::id).do_update_except(Post::author_id).sql(Sqlite).text,
    ///     r#"insert into "posts" ("id", "author_id", "title") values (?, ?, ?) "#.to_owned()
    ///         + r#"on conflict ("id") do update set "title" = excluded."title""#,
    /// );
    /// ```
    pub fn do_update_except<C: Columns<T>>(self, kept: C) -> Insert<D, T, K> {
        let action = replacement(&self.insert.ast, &self.target, &names(kept));
        self.answered(action)
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
        self.answered(action)
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
        self.answered(ConflictAction::Update { set: assignments(changes), filters })
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
        self.insert.conflict(Conflict::any_key(ConflictAction::Nothing))
    }

    /// The row that exists stays as it is, and [`Insert::one`] hands it back: find or create, in one statement.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = User::insert(new!(User { name: "Ada" })).on_duplicate_key().keep();
    /// assert_eq!(
    ///     insert.sql(Mysql).text,
    ///     "insert into `users` (`name`, `age`) values (?, ?) on duplicate key update `id` = last_insert_id(`users`.`id`)",
    /// );
    /// ```
    pub fn keep(self) -> Insert<D, T, K> {
        self.insert.conflict(Conflict::any_key(ConflictAction::Keep))
    }

    /// `on duplicate key update …` of all columns: the row that exists becomes the one that was to be inserted, as in
    /// [`OnConflict::do_update_all`].
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let insert = Tag::insert(new!(Tag { slug: "a", title: "A" })).on_duplicate_key().do_update_all();
    /// assert_eq!(
    ///     insert.sql(Mysql).text,
    ///     "insert into `tags` (`slug`, `title`) values (?, ?) on duplicate key update ".to_owned()
    ///         + "`id` = last_insert_id(`tags`.`id`), `slug` = values(`slug`), `title` = values(`title`)",
    /// );
    /// ```
    pub fn do_update_all(self) -> Insert<D, T, K> {
        let action = replacement(&self.insert.ast, &ConflictTarget::AnyKey, &[]);
        self.insert.conflict(Conflict::any_key(action))
    }

    /// As [`do_update_all`](Self::do_update_all), without these columns: a column or a tuple of them.
    pub fn do_update_except<C: Columns<T>>(self, kept: C) -> Insert<D, T, K> {
        let action = replacement(&self.insert.ast, &ConflictTarget::AnyKey, &names(kept));
        self.insert.conflict(Conflict::any_key(action))
    }

    /// `on duplicate key update …`: the row that exists takes over columns of the new one, or other values, as in
    /// [`OnConflict::do_update`]. A key counted up by the database is set to `last_insert_id(key)`, by which the row is found
    /// again.
    pub fn do_update<C: ConflictUpdate<D, T, P>, P>(self, changes: C) -> Insert<D, T, K> {
        let action = ConflictAction::Update { set: assignments(changes), filters: Vec::new() };
        self.insert.conflict(Conflict::any_key(action))
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

impl<D, T: Table, U: Uses<D, (In<T>,), P> + PerRow, P> ConflictUpdate<D, T, P> for Assigned<T, U> {
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

fn names<T>(columns: impl Columns<T>) -> Vec<&'static str> {
    let mut names = Vec::new();
    columns.names(&mut names);
    names
}

/// The change that makes of the row that exists the one that was to be inserted, except for its keys and `kept`. Where
/// nothing else is left, the row is kept.
fn replacement(insert: &ast::Insert, target: &ConflictTarget, kept: &[&str]) -> ConflictAction {
    let table = insert.table;
    let keys = key_columns(table, target);
    let set: Vec<Assignment> = (0..table.columns.len())
        .filter(|position| !table.primary_key.contains(position) && table.version != Some(*position))
        .filter(|&position| is_written(insert, position))
        .map(|position| table.columns[position].name)
        .filter(|name| !keys.contains(name) && !kept.contains(name))
        .map(|column| Assignment { column, value: ast::Expr::Excluded(column) })
        .collect();
    if set.is_empty() { ConflictAction::Keep } else { ConflictAction::Update { set, filters: Vec::new() } }
}

/// The columns of the key that the conflict is about.
fn key_columns(table: &TableMeta, target: &ConflictTarget) -> Vec<&'static str> {
    match target {
        ConflictTarget::AnyKey => Vec::new(),
        ConflictTarget::Index(keys) => keys
            .iter()
            .filter_map(|key| match key {
                ast::Expr::Column { name, .. } => Some(*name),
                _ => None,
            })
            .collect(),
        ConflictTarget::Constraint(name) => table
            .constraints
            .iter()
            .find(|constraint| constraint.name == *name)
            .map_or_else(Vec::new, |constraint| constraint.columns.to_vec()),
    }
}

/// Does the insert say what the column holds? What may be NULL and has no default is NULL where it is left out.
fn is_written(insert: &ast::Insert, position: usize) -> bool {
    let column = &insert.table.columns[position];
    match &insert.rows {
        _ if column.is_generated => false,
        NewRows::Values(rows) => {
            !column.has_default && !column.is_auto_increment || rows.iter().any(|row| row[position].is_some())
        }
        NewRows::Query { columns, .. } => columns.contains(&column.name),
    }
}
