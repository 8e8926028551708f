//! Window functions: a value for each row, calculated over the rows around it.

use std::marker::PhantomData;

use super::{
    Aggregated, Expr, Expression, GroupKeys, IntoExpr, NeedsGroupFrames, NeedsLagDefaults, Never, OrderKeys,
    Windowed,
};
use crate::ast::{self, Exclude, Frame, FrameBound, FrameUnit, Over, WindowFunction};
use crate::types::{ColumnType, NotNull, Null, Nullness};

/// The rows around a row; without more words, all of them.
///
/// ```
/// # use orm_core::doc::*;
/// let newest_first = window().partition_by(Post::author_id).order_by(Post::id.desc());
/// assert_eq!(
///     Post::query().select((Post::id, row_number().over(newest_first))).sql(Sqlite).text,
///     r#"select "posts"."id", row_number() over ("#.to_owned()
///         + r#"partition by "posts"."author_id" order by "posts"."id" desc) from "posts""#,
/// );
/// ```
pub fn window() -> Window<()> {
    Window { ast: ast::Window::default(), marker: PhantomData }
}

/// The rows around a row. Made by [`window`].
#[must_use = "a window does nothing until a function is calculated over it"]
pub struct Window<U> {
    ast: ast::Window,
    marker: PhantomData<fn() -> U>,
}

impl<U> Window<U> {
    /// `partition by …`: only the rows that agree with it in a key or a tuple of up to 4.
    pub fn partition_by<K: GroupKeys>(mut self, keys: K) -> Window<(U, K::Uses)> {
        keys.push(&mut self.ast.partition_by);
        Window { ast: self.ast, marker: PhantomData }
    }

    /// `order by …`: a key or a tuple of up to 4. Without a frame, an aggregate then reaches from the first row to this one
    /// and its equals.
    pub fn order_by<K: OrderKeys>(mut self, keys: K) -> Window<(U, K::Uses)> {
        keys.push(&mut self.ast.order_by);
        Window { ast: self.ast, marker: PhantomData }
    }

    /// `rows between start and end`
    pub fn rows_between(self, start: FrameBound, end: FrameBound) -> Self {
        self.frame(FrameUnit::Rows, start, end)
    }

    /// `range between start and end`: rows with the same key count as one.
    pub fn range_between(self, start: FrameBound, end: FrameBound) -> Self {
        self.frame(FrameUnit::Range, start, end)
    }

    /// `groups between start and end`: groups of rows with the same key are counted. PostgreSQL and SQLite.
    pub fn groups_between(self, start: FrameBound, end: FrameBound) -> Window<(NeedsGroupFrames, U)> {
        Window { ast: self.frame(FrameUnit::Groups, start, end).ast, marker: PhantomData }
    }

    /// `exclude …`: the frame, which comes before this, without the row itself, its group, or its equals. PostgreSQL and
    /// SQLite.
    pub fn exclude(mut self, rows: Exclude) -> Window<(NeedsGroupFrames, U)> {
        if let Some(frame) = &mut self.ast.frame {
            frame.exclude = Some(rows);
        }
        Window { ast: self.ast, marker: PhantomData }
    }

    /// Gives the window a name, under which the select list and the order of a query share it: `over name` with one
    /// `window name as (…)`. What uses a clone of it computes the same; databases sort for it once.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let by_author = window().partition_by(Post::author_id).order_by(Post::id).named("by_author");
    /// let query = Post::query().select((row_number().over(by_author.clone()), lag(Post::title, 1).over(by_author)));
    /// assert_eq!(
    ///     query.sql(Sqlite).text,
    ///     r#"select row_number() over "by_author", lag("posts"."title", ?) over "by_author" from "posts" "#.to_owned()
    ///         + r#"window "by_author" as (partition by "posts"."author_id" order by "posts"."id")"#,
    /// );
    /// ```
    pub fn named(mut self, name: &'static str) -> Self {
        self.ast.name = Some(name);
        self
    }

    fn frame(mut self, unit: FrameUnit, start: FrameBound, end: FrameBound) -> Self {
        self.ast.frame = Some(Frame { unit, start, end, exclude: None });
        self
    }
}

impl<U> Clone for Window<U> {
    fn clone(&self) -> Self {
        Self { ast: self.ast.clone(), marker: PhantomData }
    }
}

impl<T, N, U> Expr<T, N, Aggregated<U>> {
    /// `aggregate over (…)`: over the rows around each row, none of which it puts together.
    pub fn over<W>(self, window: Window<W>) -> Expr<T, N, Windowed<(U, Never<W>)>> {
        match self.node() {
            ast::Expr::Aggregate(aggregate) => over(WindowFunction::Aggregate(aggregate), window.ast),
            // Only the functions of `aggregate.rs` make this type, out of an aggregate each.
            node => Expr::new(node),
        }
    }
}

/// A function that needs a window.
#[must_use = "say over which rows: `.over(window())`"]
pub struct WindowCall<T, N, U> {
    function: WindowFunction,
    marker: PhantomData<fn() -> (T, N, U)>,
}

impl<T, N, U> WindowCall<T, N, U> {
    /// `function over (…)`
    pub fn over<W>(self, window: Window<W>) -> Expr<T, N, Windowed<(U, Never<W>)>> {
        over(self.function, window.ast)
    }
}

fn over<T, N, U>(function: WindowFunction, window: ast::Window) -> Expr<T, N, U> {
    Expr::new(ast::Expr::Over(Box::new(Over { function, window })))
}

fn named<T, N, U>(name: &'static str, arguments: Vec<ast::Expr>) -> WindowCall<T, N, U> {
    WindowCall { function: WindowFunction::Named(name, arguments), marker: PhantomData }
}

fn count_of_rows(rows: u32) -> ast::Expr {
    ast::Expr::Value(i32::try_from(rows).unwrap_or(i32::MAX).into_value())
}

/// `row_number()`: 1, 2, 3, …
pub fn row_number() -> WindowCall<i64, NotNull, ()> {
    named("row_number", Vec::new())
}

/// `rank()`: equals share a number, and as many are left out behind them.
pub fn rank() -> WindowCall<i64, NotNull, ()> {
    named("rank", Vec::new())
}

/// `dense_rank()`: equals share a number, and none is left out.
pub fn dense_rank() -> WindowCall<i64, NotNull, ()> {
    named("dense_rank", Vec::new())
}

/// `percent_rank()`: the rank between 0 and 1.
pub fn percent_rank() -> WindowCall<f64, NotNull, ()> {
    named("percent_rank", Vec::new())
}

/// `cume_dist()`: the part of the rows up to this one and its equals.
pub fn cume_dist() -> WindowCall<f64, NotNull, ()> {
    named("cume_dist", Vec::new())
}

/// `ntile(buckets)`: the number of the bucket, of so many of equal size.
pub fn ntile(buckets: u32) -> WindowCall<i64, NotNull, ()> {
    named("ntile", vec![count_of_rows(buckets)])
}

/// `lag(expression, rows)`: of the row so many before; NULL when there is none.
pub fn lag<E: Expression>(expression: E, rows: u32) -> WindowCall<E::Ty, Null, Never<E::Uses>> {
    named("lag", vec![expression.into_node(), count_of_rows(rows)])
}

/// `lead(expression, rows)`: of the row so many behind; NULL when there is none.
pub fn lead<E: Expression>(expression: E, rows: u32) -> WindowCall<E::Ty, Null, Never<E::Uses>> {
    named("lead", vec![expression.into_node(), count_of_rows(rows)])
}

/// `lag(expression, rows, default)`: of the row so many before; the default when there is none. Not on MySQL.
///
/// ```
/// # use orm_core::doc::*;
/// let before = lag_or(Post::id, 1, 0).over(window().order_by(Post::id));
/// assert_eq!(
///     Post::query().select(before).sql(Sqlite).text,
///     r#"select lag("posts"."id", ?, ?) over (order by "posts"."id") from "posts""#,
/// );
/// ```
pub fn lag_or<E: Expression, R: IntoExpr<E::Ty>>(
    expression: E,
    rows: u32,
    default: R,
) -> WindowCall<E::Ty, <E::Null as Nullness>::Or<R::Null>, (NeedsLagDefaults, (E::Uses, R::Uses))> {
    named("lag", vec![expression.into_node(), count_of_rows(rows), default.into_expr_node()])
}

/// `lead(expression, rows, default)`: of the row so many behind; the default when there is none. Not on MySQL.
pub fn lead_or<E: Expression, R: IntoExpr<E::Ty>>(
    expression: E,
    rows: u32,
    default: R,
) -> WindowCall<E::Ty, <E::Null as Nullness>::Or<R::Null>, (NeedsLagDefaults, (E::Uses, R::Uses))> {
    named("lead", vec![expression.into_node(), count_of_rows(rows), default.into_expr_node()])
}

/// `first_value(expression)`: of the first row of the frame; NULL when it has none.
pub fn first_value<E: Expression>(expression: E) -> WindowCall<E::Ty, Null, Never<E::Uses>> {
    named("first_value", vec![expression.into_node()])
}

/// `last_value(expression)`: of the last row of the frame, which is the row itself when the frame is not given.
pub fn last_value<E: Expression>(expression: E) -> WindowCall<E::Ty, Null, Never<E::Uses>> {
    named("last_value", vec![expression.into_node()])
}

/// `nth_value(expression, row)`: of the row of that number in the frame, from 1; NULL when there is none.
pub fn nth_value<E: Expression>(expression: E, row: u32) -> WindowCall<E::Ty, Null, Never<E::Uses>> {
    named("nth_value", vec![expression.into_node(), count_of_rows(row)])
}
