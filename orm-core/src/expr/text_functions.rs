//! Functions of text.

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsArrays, NeedsRegex, NeedsTextPadding, TextType};
use crate::ast::{self, Function};
use crate::types::Nullness;

/// NULL when any of three is.
type Any<E, A, B> = <Either<E, A> as Nullness>::Or<B>;

/// Functions of text. Characters are counted from 1.
///
/// ```
/// # use orm_core::doc::*;
/// let initial = User::name.left(1);
/// assert_eq!(User::query().select(initial.clone()).sql(Mysql).text, "select left(`users`.`name`, ?) from `users`");
/// assert_eq!(User::query().select(initial).sql(Sqlite).text, r#"select substr("users"."name", 1, ?) from "users""#);
/// ```
pub trait TextFunctions: Expression<Ty: TextType> {
    /// `ltrim(self)`: without blanks before it.
    fn trim_start(self) -> Expr<String, Self::Null, Self::Uses> {
        call(Function::TrimStart, [self.into_node()])
    }

    /// `rtrim(self)`: without blanks behind it.
    fn trim_end(self) -> Expr<String, Self::Null, Self::Uses> {
        call(Function::TrimEnd, [self.into_node()])
    }

    /// `replace(self, from, to)`, everywhere.
    fn replace<A: IntoExpr<String>, B: IntoExpr<String>>(
        self,
        from: A,
        to: B,
    ) -> Expr<String, Any<Self, A::Null, B::Null>, (Self::Uses, (A::Uses, B::Uses))> {
        call(Function::Replace, [self.into_node(), from.into_expr_node(), to.into_expr_node()])
    }

    /// `substr(self, first, count)`: so many characters from the one at `first`.
    fn substring<A: IntoExpr<i32>, B: IntoExpr<i32>>(
        self,
        first: A,
        count: B,
    ) -> Expr<String, Any<Self, A::Null, B::Null>, (Self::Uses, (A::Uses, B::Uses))> {
        call(Function::Substring, [self.into_node(), first.into_expr_node(), count.into_expr_node()])
    }

    /// Where `part` first is, from 1, or 0: `strpos(self, part)`, `locate(part, self)` on MySQL, `instr(self, part)` on SQLite.
    fn position<A: IntoExpr<String>>(
        self,
        part: A,
    ) -> Expr<i32, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        call(Function::Position, [self.into_node(), part.into_expr_node()])
    }

    /// `left(self, count)`: the first characters (`substr` on SQLite).
    fn left<A: IntoExpr<i32>>(self, count: A) -> Expr<String, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        call(Function::Left, [self.into_node(), count.into_expr_node()])
    }

    /// `right(self, count)`: the last characters (`substr` on SQLite).
    fn right<A: IntoExpr<i32>>(self, count: A) -> Expr<String, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        call(Function::Right, [self.into_node(), count.into_expr_node()])
    }

    /// `repeat(self, count)`.
    fn repeat<A: IntoExpr<i32>>(
        self,
        count: A,
    ) -> Expr<String, Either<Self, A::Null>, (Self::Uses, A::Uses)> {
        call(Function::Repeat, [self.into_node(), count.into_expr_node()])
    }

    /// `lpad(self, length, fill)`: filled up before it, or cut off. Not on SQLite.
    fn pad_start<A: IntoExpr<i32>, B: IntoExpr<String>>(
        self,
        length: A,
        fill: B,
    ) -> Expr<String, Any<Self, A::Null, B::Null>, (NeedsTextPadding, (Self::Uses, (A::Uses, B::Uses)))> {
        call(Function::PadStart, [self.into_node(), length.into_expr_node(), fill.into_expr_node()])
    }

    /// `rpad(self, length, fill)`: filled up behind it, or cut off. Not on SQLite.
    fn pad_end<A: IntoExpr<i32>, B: IntoExpr<String>>(
        self,
        length: A,
        fill: B,
    ) -> Expr<String, Any<Self, A::Null, B::Null>, (NeedsTextPadding, (Self::Uses, (A::Uses, B::Uses)))> {
        call(Function::PadEnd, [self.into_node(), length.into_expr_node(), fill.into_expr_node()])
    }

    /// `reverse(self)`. Not on SQLite.
    fn reverse(self) -> Expr<String, Self::Null, (NeedsTextPadding, Self::Uses)> {
        call(Function::Reverse, [self.into_node()])
    }

    /// `string_to_array(self, separator)`: the parts of the text. PostgreSQL only.
    fn split<A: IntoExpr<String>>(
        self,
        separator: A,
    ) -> Expr<Vec<String>, Either<Self, A::Null>, (NeedsArrays, (Self::Uses, A::Uses))> {
        call(Function::Split, [self.into_node(), separator.into_expr_node()])
    }

    /// `self collate name`: compared and sorted by the rules of that name, which each database has its own of: `"C"`,
    /// `"de-x-icu"` on PostgreSQL, `"utf8mb4_bin"` on MySQL, `"nocase"`, `"binary"` on SQLite.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = User::query().order_by(User::name.collate("nocase").desc()).select(User::id);
    /// assert_eq!(
    ///     query.sql(Sqlite).text,
    ///     r#"select "users"."id" from "users" order by "users"."name" collate "nocase" desc"#,
    /// );
    /// ```
    fn collate(self, name: &'static str) -> Expr<String, Self::Null, Self::Uses> {
        Expr::new(ast::Expr::Collate(Box::new(self.into_node()), name))
    }

    /// `self ~ pattern` (`self regexp pattern` on MySQL): a part of the text matches the regular expression. Not on SQLite.
    ///
    /// Case counts on PostgreSQL; on MySQL the collation decides. The two have dialects of their own of regular expressions: a
    /// `.` is any character on PostgreSQL, and none that ends a line on MySQL.
    fn matches<A: IntoExpr<String>>(
        self,
        pattern: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsRegex, (Self::Uses, A::Uses))> {
        call(Function::Matches, [self.into_node(), pattern.into_expr_node()])
    }

    /// As [`matches`](Self::matches), whether letters are large or small: `self ~* pattern`, `self regexp concat('(?i)',
    /// pattern)` on MySQL. Not on SQLite.
    fn matches_any_case<A: IntoExpr<String>>(
        self,
        pattern: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsRegex, (Self::Uses, A::Uses))> {
        call(Function::MatchesAnyCase, [self.into_node(), pattern.into_expr_node()])
    }

    /// `regexp_replace(self, pattern, replacement)`: with each part that matches replaced, as [`matches`](Self::matches) takes
    /// the pattern. Not on SQLite.
    ///
    /// A group of the pattern is `\1` in the replacement on PostgreSQL and MariaDB, `$1` on MySQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let name = User::name.replace_matches("[0-9]+", "#");
    /// assert_eq!(
    ///     User::query().select(name.clone()).sql(Postgres).text,
    ///     r#"select regexp_replace("users"."name", $1, $2, 'g') from "users""#,
    /// );
    /// assert_eq!(
    ///     User::query().select(name).sql(Mysql).text,
    ///     "select regexp_replace(`users`.`name`, ?, ?) from `users`",
    /// );
    /// ```
    fn replace_matches<A: IntoExpr<String>, B: IntoExpr<String>>(
        self,
        pattern: A,
        replacement: B,
    ) -> Expr<
        String,
        <Either<Self, A::Null> as Nullness>::Or<B::Null>,
        (NeedsRegex, (Self::Uses, (A::Uses, B::Uses))),
    > {
        let arguments = [self.into_node(), pattern.into_expr_node(), replacement.into_expr_node()];
        call(Function::ReplaceMatches, arguments)
    }
}

impl<E: Expression<Ty: TextType>> TextFunctions for E {}
