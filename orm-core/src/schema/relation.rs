//! Relations: what leads from a row of one table to rows of another.

use std::marker::PhantomData;

use super::{Link, Table};
use crate::expr::Scope;

/// A relation of a table, as a type that stands for it. Implemented by `#[derive(Table)]`, for what the struct declares
/// (`has_many(chats: Chat)`) and for what follows from its references (`owner_id` gives `owner`).
pub trait Relation: Send + 'static {
    /// The table that has it.
    type Parent: Related;
    /// The table that it leads to.
    type Child: Table;
    /// The sources of a query over it: the table it leads to, and the table between when it is many to many.
    type Sources: Scope;
    /// How many rows it leads to.
    type Shape: Shape;
    /// Which table refers to which: [`Refers`], [`Owns`] or [`Through`].
    type Way;

    /// Its name, and which columns of the two tables belong together.
    const LINK: Link;
}

/// A relation of the table `T`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a relation of `{T}`",
    label = "leads from another table",
    note = "a relation is loaded with the rows of the table that declares it: `Project::query().with(Project::chats())`"
)]
pub trait RelationOf<T>: Relation<Parent = T> {}

#[diagnostic::do_not_recommend]
impl<T, R: Relation<Parent = T>> RelationOf<T> for R {}

/// The other table refers to the one that has the relation.
pub enum Refers {}

/// The table that has the relation refers to the other one.
pub enum Owns {}

/// The table `T` refers to both.
pub struct Through<T>(PhantomData<fn() -> T>);

/// A relation whose rows refer to the row that has it: `has_many`, `has_one`.
#[diagnostic::on_unimplemented(
    message = "the rows of `{Self}` do not refer to the row that has it",
    label = "neither `has_many` nor `has_one`",
    note = "insert the row of a `belongs_to` first; rows of a `many_to_many` are inserted on their own and connected with `.connect(..)`"
)]
pub trait Referring: Relation {}

#[diagnostic::do_not_recommend]
impl<R: Relation<Way = Refers>> Referring for R {}

/// A relation by way of a table between.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not many to many",
    label = "no table between to write",
    note = "rows are connected where `many_to_many(.., through = ..)` declares the relation"
)]
pub trait ManyToMany: Relation {
    /// The table between.
    type Through: Table;
}

#[diagnostic::do_not_recommend]
impl<R: Relation<Way = Through<T>>, T: Table> ManyToMany for R {
    type Through = T;
}

/// A table that has relations.
#[diagnostic::on_unimplemented(
    message = "rows of `{Self}` have no relations",
    label = "no table with relations",
    note = "whole rows have them: call `.with(..)` before `.select(..)`, or declare the relations in a projection"
)]
pub trait Related: Table {
    /// A row with what was loaded of its relations: `ProjectWith<W>`.
    type With<W>;

    /// Puts the two together.
    fn with_relations<W>(self, relations: W) -> Self::With<W>;
}

/// How many rows a relation leads to.
pub trait Shape: 'static {
    /// The rows of one parent.
    type Of<C: Send>: Send;
    /// The shape when a condition may leave rows out.
    type Filtered: Shape;

    /// Are there several?
    const IS_MANY: bool;

    /// The rows of one parent; `None` when a row that has to be there is not.
    fn of<C: Send>(rows: Vec<C>) -> Option<Self::Of<C>>;
}

/// Any number of rows: a `Vec`.
pub enum Many {}

/// One row or none: an `Option`.
pub enum Maybe {}

/// One row, because a foreign key that is never NULL names it.
pub enum Always {}

impl Shape for Many {
    type Of<C: Send> = Vec<C>;
    type Filtered = Self;

    const IS_MANY: bool = true;

    fn of<C: Send>(rows: Vec<C>) -> Option<Vec<C>> {
        Some(rows)
    }
}

impl Shape for Maybe {
    type Of<C: Send> = Option<C>;
    type Filtered = Self;

    const IS_MANY: bool = false;

    fn of<C: Send>(rows: Vec<C>) -> Option<Option<C>> {
        Some(rows.into_iter().next())
    }
}

impl Shape for Always {
    type Of<C: Send> = C;
    type Filtered = Maybe;

    const IS_MANY: bool = false;

    fn of<C: Send>(rows: Vec<C>) -> Option<C> {
        rows.into_iter().next()
    }
}
