//! Comparisons.

use super::{Comparand, Expr, Expression, InList, Never};
use crate::ast::{self, BinaryOperator};
use crate::types::{ColumnType, NotNull, Nullness};

/// NULL when either side is.
type Either<L, R> = <<L as Expression>::Null as Nullness>::Or<R>;

/// Comparisons of an expression with values, columns and other expressions of its type.
#[expect(
    clippy::wrong_self_convention,
    reason = "`is_null` makes an expression out of this one, as the others do"
)]
pub trait Compare: Expression {
    /// `self = other`
    fn eq<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, Either<Self, R::Null>, (Self::Uses, R::Uses)> {
        binary::<Self::Ty, _, _, _>(BinaryOperator::Equal, self.into_compared(), other.into_comparand())
    }

    /// `self <> other`
    fn ne<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, Either<Self, R::Null>, (Self::Uses, R::Uses)> {
        binary::<Self::Ty, _, _, _>(BinaryOperator::NotEqual, self.into_compared(), other.into_comparand())
    }

    /// `self > other`
    fn gt<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, Either<Self, R::Null>, (Self::Uses, R::Uses)> {
        binary::<Self::Ty, _, _, _>(BinaryOperator::Greater, self.into_compared(), other.into_comparand())
    }

    /// `self >= other`
    fn ge<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, Either<Self, R::Null>, (Self::Uses, R::Uses)> {
        binary::<Self::Ty, _, _, _>(
            BinaryOperator::GreaterOrEqual,
            self.into_compared(),
            other.into_comparand(),
        )
    }

    /// `self < other`
    fn lt<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, Either<Self, R::Null>, (Self::Uses, R::Uses)> {
        binary::<Self::Ty, _, _, _>(BinaryOperator::Less, self.into_compared(), other.into_comparand())
    }

    /// `self <= other`
    fn le<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, Either<Self, R::Null>, (Self::Uses, R::Uses)> {
        binary::<Self::Ty, _, _, _>(BinaryOperator::LessOrEqual, self.into_compared(), other.into_comparand())
    }

    /// `self is distinct from other`: different, where NULL is a value like any other. Never NULL.
    ///
    /// `not (self <=> other)` on MySQL, `self is not other` on SQLite.
    fn is_distinct_from<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, NotNull, Never<(Self::Uses, R::Uses)>> {
        binary::<Self::Ty, _, _, _>(
            BinaryOperator::DistinctFrom,
            self.into_compared(),
            other.into_comparand(),
        )
    }

    /// `self is not distinct from other`: equal, where NULL is a value like any other. Never NULL.
    ///
    /// `self <=> other` on MySQL, `self is other` on SQLite.
    fn is_not_distinct_from<R: Comparand<Self::Ty>>(
        self,
        other: R,
    ) -> Expr<bool, NotNull, Never<(Self::Uses, R::Uses)>> {
        binary::<Self::Ty, _, _, _>(
            BinaryOperator::NotDistinctFrom,
            self.into_compared(),
            other.into_comparand(),
        )
    }

    /// `self between low and high`, both included.
    fn between<L: Comparand<Self::Ty>, H: Comparand<Self::Ty>>(
        self,
        low: L,
        high: H,
    ) -> Expr<bool, <Either<Self, L::Null> as Nullness>::Or<H::Null>, (Self::Uses, (L::Uses, H::Uses))> {
        let [operand, low, high] = [self.into_compared(), low.into_comparand(), high.into_comparand()]
            .map(|node| node.compared_as(Self::Ty::SQL_NAME));
        Expr::new(ast::Expr::Between(Box::new((operand, low, high))))
    }

    /// One of a list of values, or of the rows of a subquery. An empty list has no match.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let authors = Post::query().select(Post::author_id);
    /// assert_eq!(
    ///     User::query().filter(User::id.in_(authors)).select(User::id).sql(Sqlite).text,
    ///     r#"select "users"."id" from "users" where "users"."id" in (select "posts"."author_id" from "posts")"#,
    /// );
    /// assert_eq!(
    ///     User::query().filter(User::id.in_([1, 2, 3])).select(User::id).sql(Postgres).text,
    ///     r#"select "users"."id" from "users" where "users"."id" = any($1)"#,
    /// );
    /// ```
    ///
    /// One text for lists of many lengths: `= any($1)` on PostgreSQL, `in (select value from json_each(?))` for integers
    /// and text on SQLite, and a number of placeholders rounded up to a power of two elsewhere. A list that is longer than a
    /// statement takes stands in one value on SQLite, and as literals in the text on MySQL, which is not kept prepared then.
    ///
    /// A column of `citext` is compared as such, without case: `= any(cast($1 as citext[]))`; so it is by the other methods
    /// here, in row values, by `eq_any` and the like, and by `page_after`.
    fn in_<L, N, U>(self, list: L) -> Expr<bool, Either<Self, N>, (Self::Uses, U)>
    where
        L: InList<Self::Ty, Null = N, Uses = U>,
        N: Nullness,
    {
        Expr::new(list.test(self.into_compared(), false))
    }

    /// None of a list of values, nor of the rows of a subquery. Everything is outside an empty list.
    ///
    /// As in SQL, it is NULL (and so no match) when the subquery yields a NULL.
    fn not_in<L, N, U>(self, list: L) -> Expr<bool, Either<Self, N>, (Self::Uses, U)>
    where
        L: InList<Self::Ty, Null = N, Uses = U>,
        N: Nullness,
    {
        Expr::new(list.test(self.into_compared(), true))
    }

    /// `self is null`
    fn is_null(self) -> Expr<bool, NotNull, Never<Self::Uses>> {
        null_test(self.into_node(), false)
    }

    /// `self is not null`
    fn is_not_null(self) -> Expr<bool, NotNull, Never<Self::Uses>> {
        null_test(self.into_node(), true)
    }
}

impl<E: Expression> Compare for E {}

fn binary<C: ColumnType, T, N, U>(
    operator: BinaryOperator,
    left: ast::Expr,
    right: ast::Expr,
) -> Expr<T, N, U> {
    Expr::new(ast::Expr::binary(operator, left.compared_as(C::SQL_NAME), right.compared_as(C::SQL_NAME)))
}

fn null_test<N, U>(operand: ast::Expr, is_negated: bool) -> Expr<bool, N, U> {
    Expr::new(ast::Expr::IsNull { operand: Box::new(operand), is_negated })
}
