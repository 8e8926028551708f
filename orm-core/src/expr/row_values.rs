//! Row values: several expressions compared at once, the first that differs decides.

use std::marker::PhantomData;

use super::{Expr, Expression, IntoExpr, IntoValue, NeedsDatabase, Scope};
use crate::ast::{self, BinaryOperator, RowsTest};
use crate::dialect::Database;
use crate::query::{Compound, Query, Select};
use crate::types::{ColumnType, Field, NotNull, Nullness, Value};

/// A row value of 2 to 4 columns or expressions: `(a, b)`.
///
/// ```
/// # use orm_core::doc::*;
/// let behind = User::query().filter(row((User::name, User::id)).gt(("m", 7))).select(User::id);
/// assert_eq!(
///     behind.sql(Postgres).text,
///     r#"select "users"."id" from "users" where ("users"."name", "users"."id") > ($1, $2)"#,
/// );
/// ```
pub fn row<R: RowCells>(cells: R) -> Row<R::Types, R::Null, R::Uses> {
    Row { nodes: cells.nodes(), marker: PhantomData }
}

/// A row value of the types `T`. Made by [`row()`].
#[must_use = "a row value does nothing until it is compared"]
pub struct Row<T, N, U> {
    nodes: Vec<ast::Expr>,
    marker: PhantomData<fn() -> (T, N, U)>,
}

/// What a row value is made of: a tuple of 2 to 4 columns or expressions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row value",
    label = "expected a tuple of 2 to 4 columns or expressions"
)]
pub trait RowCells {
    /// The types of the cells.
    type Types;
    /// NULL when any cell is.
    type Null: Nullness;
    /// What they need of their query.
    type Uses;

    /// The nodes.
    fn nodes(self) -> Vec<ast::Expr>;
}

/// What a row value of the types `T` is compared with: a tuple of values, columns and expressions, or a row value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row value of `{T}`",
    label = "expected a tuple of `{T}`: values, columns or expressions"
)]
pub trait RowOperand<T> {
    /// NULL when any cell is.
    type Null: Nullness;
    /// What they need of their query.
    type Uses;

    /// The nodes.
    fn operands(self) -> Vec<ast::Expr>;
}

/// A row of values of the types `T` in a list.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a row of values of `{T}`",
    label = "expected a tuple of values of `{T}`"
)]
pub trait RowOfValues<T> {
    /// The names of their types.
    const TYPES: &'static [&'static str];

    /// The values.
    fn values(self) -> Vec<Value>;
}

/// What a row value of the types `T` is looked for in: rows of values, or a query that selects such rows.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list of rows of `{T}`",
    label = "expected tuples of values, or a query that selects as many columns of these types"
)]
pub trait InRows<T> {
    /// Can a cell be NULL?
    type Null: Nullness;
    /// What it needs of the query around it.
    type Uses;

    /// The test against it.
    fn test(self, operand: Vec<ast::Expr>, is_negated: bool) -> ast::Expr;
}

macro_rules! comparisons {
    ($($(#[$docs:meta])* $method:ident => $operator:ident;)*) => {$(
        $(#[$docs])*
        pub fn $method<R: RowOperand<T>>(self, other: R) -> Expr<bool, N::Or<R::Null>, (U, R::Uses)> {
            let (left, right) = (ast::Expr::Row(self.nodes), ast::Expr::Row(other.operands()));
            Expr::new(ast::Expr::binary(BinaryOperator::$operator, left, right))
        }
    )*};
}

impl<T, N: Nullness, U> Row<T, N, U> {
    comparisons! {
        /// `(a, b) = (x, y)`
        eq => Equal;
        /// `(a, b) <> (x, y)`
        ne => NotEqual;
        /// `(a, b) > (x, y)`
        gt => Greater;
        /// `(a, b) >= (x, y)`
        ge => GreaterOrEqual;
        /// `(a, b) < (x, y)`
        lt => Less;
        /// `(a, b) <= (x, y)`
        le => LessOrEqual;
    }

    /// One of a list of rows, or of the rows of a subquery: `(a, b) in ((x, y), …)`. An empty list has no match.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let some = Post::query().filter(row((Post::author_id, Post::title)).in_([(1, "a"), (2, "b")])).select(Post::id);
    /// assert_eq!(
    ///     some.sql(Sqlite).text,
    ///     r#"select "posts"."id" from "posts" where ("posts"."author_id", "posts"."title") in "#.to_owned()
    ///         + "(values (?, ?), (?, ?))",
    /// );
    /// ```
    pub fn in_<L: InRows<T>>(self, list: L) -> Expr<bool, N::Or<L::Null>, (U, L::Uses)> {
        Expr::new(list.test(self.nodes, false))
    }

    /// None of a list of rows, nor of the rows of a subquery. Everything is outside an empty list.
    pub fn not_in<L: InRows<T>>(self, list: L) -> Expr<bool, N::Or<L::Null>, (U, L::Uses)> {
        Expr::new(list.test(self.nodes, true))
    }
}

#[diagnostic::do_not_recommend]
impl<T, N: Nullness, U> RowOperand<T> for Row<T, N, U> {
    type Null = N;
    type Uses = U;

    fn operands(self) -> Vec<ast::Expr> {
        self.nodes
    }
}

#[diagnostic::do_not_recommend]
impl<T, I: IntoIterator<Item: RowOfValues<T>>> InRows<T> for I {
    type Null = NotNull;
    type Uses = ();

    fn test(self, operand: Vec<ast::Expr>, is_negated: bool) -> ast::Expr {
        let rows = self.into_iter().map(RowOfValues::values).collect();
        let types = I::Item::TYPES.to_vec();
        ast::Expr::InRows(RowsTest { operand, rows, types, is_negated })
    }
}

/// The test against the rows of a query, whose cells have the SQL types of these names.
fn in_query(operand: Vec<ast::Expr>, mut select: ast::Select, types: &[&str], is_negated: bool) -> ast::Expr {
    for (position, ty) in types.iter().enumerate() {
        select.cell_compared_as(position, ty);
    }
    let operand = Box::new(ast::Expr::Row(operand));
    ast::Expr::InSelect { operand, select: Box::new(select), is_negated }
}

/// NULL when any of several is.
macro_rules! any_null {
    ($A:ty) => { $A };
    ($A:ty, $($rest:ty),+) => { <$A as Nullness>::Or<any_null!($($rest),+)> };
}

/// What several cells use, as a tree of pairs.
macro_rules! pairs {
    ($A:ident) => { $A::Uses };
    ($A:ident, $($rest:ident),+) => { ($A::Uses, pairs!($($rest),+)) };
}

macro_rules! rows {
    ($($C:ident $T:ident),+) => {
        impl<$($C: Expression),+> RowCells for ($($C,)+) {
            type Types = ($($C::Ty,)+);
            type Null = any_null!($($C::Null),+);
            type Uses = pairs!($($C),+);

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn nodes(self) -> Vec<ast::Expr> {
                let ($($C,)+) = self;
                vec![$($C.into_compared().compared_as($C::Ty::SQL_NAME)),+]
            }
        }

        impl<$($C: IntoExpr<$T>, $T: ColumnType),+> RowOperand<($($T,)+)> for ($($C,)+) {
            type Null = any_null!($($C::Null),+);
            type Uses = pairs!($($C),+);

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn operands(self) -> Vec<ast::Expr> {
                let ($($C,)+) = self;
                vec![$($C.into_expr_node().compared_as($T::SQL_NAME)),+]
            }
        }

        impl<$($C: IntoValue<$T>, $T: ColumnType),+> RowOfValues<($($T,)+)> for ($($C,)+) {
            const TYPES: &'static [&'static str] = &[$($T::SQL_NAME),+];

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn values(self) -> Vec<Value> {
                let ($($C,)+) = self;
                vec![$($C.into_list_value()),+]
            }
        }

        rows!(@query Select $($C $T),+);
        rows!(@query Compound $($C $T),+);
    };
    (@query $Query:ident $($C:ident $T:ident),+) => {
        #[diagnostic::do_not_recommend]
        impl<Db: Database, Sc: Scope, $($C: Field<Base = $T>, $T: ColumnType),+> InRows<($($T,)+)>
            for $Query<Db, Sc, ($($C,)+)>
        {
            type Null = any_null!($($C::Null),+);
            type Uses = (NeedsDatabase<Db>, Sc::OuterUses);

            fn test(self, operand: Vec<ast::Expr>, is_negated: bool) -> ast::Expr {
                in_query(operand, self.into_query(), &[$($T::SQL_NAME),+], is_negated)
            }
        }
    };
}

rows!(A TA, B TB);
rows!(A TA, B TB, C TC);
rows!(A TA, B TB, C TC, E TE);
