//! Relations: what leads from a row of one table to rows of another.

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

    /// Its name in JSON.
    const NAME: &'static str;
    /// Which columns of the two tables belong together.
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
