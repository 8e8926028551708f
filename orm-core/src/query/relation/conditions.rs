//! What a relation says about the row that has it: conditions, counts, aggregates.

use super::RelationQuery;
use super::correlate::correlated;
use crate::ast::{self, Function, Item};
use crate::dialect::Database;
use crate::expr::{Expr, NeedsDatabase, Never, One, PerRow, Predicate, Uses};
use crate::schema::{Relation, Shape};
use crate::types::{ColumnType, NotNull, Null, Nullness, Value};

/// What a question about the relation `R` needs of the query that asks: its table, and the database.
type Asks<D, R> = (NeedsDatabase<D>, One<<R as Relation>::Parent>);

impl<D: Database, R: Relation, X, L, Sh: Shape> RelationQuery<D, R, X, L, Sh> {
    /// The relation leads to at least one row: `exists (select 1 …)`.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let posted = User::query().filter(User::posts().exists()).select(User::id);
    /// assert_eq!(
    ///     posted.sql(Sqlite).text,
    ///     r#"select "users"."id" from "users" where exists (select 1 from "posts" "#.to_owned()
    ///         + r#"where "posts"."author_id" = "users"."id")"#,
    /// );
    /// ```
    pub fn exists(self) -> Expr<bool, NotNull, Never<Asks<D, R>>> {
        if !self.range.is_all() {
            let count = self.count().node();
            return Expr::new(ast::Expr::binary(ast::BinaryOperator::Greater, count, number(0)));
        }
        Expr::new(ast::Expr::Exists(Box::new(self.correlated())))
    }

    /// Some row of the relation meets the condition.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let writers = User::query().filter(User::posts().any(Post::title.starts_with("A"))).select(User::id);
    /// assert_eq!(
    ///     writers.sql(Sqlite).text,
    ///     r#"select "users"."id" from "users" where exists (select 1 from "posts" "#.to_owned()
    ///         + r#"where "posts"."author_id" = "users"."id" and "posts"."title" like ? escape '!')"#,
    /// );
    /// ```
    pub fn any<P>(
        self,
        condition: impl Predicate<D, R::Sources, P>,
    ) -> Expr<bool, NotNull, Never<Asks<D, R>>> {
        self.filter(condition).exists()
    }

    /// No row of the relation meets the condition; so it is where there are no rows.
    pub fn none<P>(
        self,
        condition: impl Predicate<D, R::Sources, P>,
    ) -> Expr<bool, NotNull, Never<Asks<D, R>>> {
        Expr::new(ast::Expr::Not(Box::new(self.any(condition).node())))
    }

    /// Every row of the relation meets the condition; so it is where there are no rows. A condition that is NULL is not met.
    pub fn every<P>(
        mut self,
        condition: impl Predicate<D, R::Sources, P>,
    ) -> Expr<bool, NotNull, Never<Asks<D, R>>> {
        let met =
            ast::Expr::Function(Function::Coalesce, vec![condition.into_predicate(), ast::Expr::Bool(false)]);
        self.ast.filters.push(ast::Expr::Not(Box::new(met)));
        Expr::new(ast::Expr::Not(Box::new(self.exists().node())))
    }

    /// How many rows the relation leads to: `(select count(*) …)`. A limit counts.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let busiest = User::query().order_by(User::posts().count().desc()).select((User::name, User::posts().count()));
    /// assert_eq!(
    ///     busiest.sql(Sqlite).text,
    ///     r#"select "users"."name", (select count(*) from "posts" where "posts"."author_id" = "users"."id") "#.to_owned()
    ///         + r#"from "users" order by (select count(*) from "posts" where "posts"."author_id" = "users"."id") desc"#,
    /// );
    /// ```
    pub fn count(self) -> Expr<i64, NotNull, Never<Asks<D, R>>> {
        let range = self.range;
        let mut select = self.correlated();
        select.order_by.clear();
        let mut count = crate::expr::count_all().node();
        // A query around one with a limit would have to reach out of it for the row it belongs to, which MySQL cannot.
        if range.offset > 0 {
            let rest = ast::Expr::binary(ast::BinaryOperator::Subtract, count, number(range.offset));
            count = ast::Expr::Function(Function::Greatest, vec![rest, number(0)]);
        }
        if let Some(limit) = range.limit {
            count = ast::Expr::Function(Function::Least, vec![count, number(limit)]);
        }
        select.items = vec![Item::Expr(count)];
        Expr::new(ast::Expr::Scalar(Box::new(select)))
    }

    /// An aggregate of the rows that the relation leads to: `(select max(…) …)`. NULL where there are none.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = User::query().select((User::name, User::posts().aggregate(max(Post::title))));
    /// assert_eq!(
    ///     query.sql(Sqlite).text,
    ///     r#"select "users"."name", (select max("posts"."title") from "posts" "#.to_owned()
    ///         + r#"where "posts"."author_id" = "users"."id") from "users""#,
    /// );
    /// ```
    pub fn aggregate<T: ColumnType, N: Nullness, U: Uses<D, R::Sources, P> + PerRow, P>(
        self,
        aggregate: Expr<T, N, crate::expr::Aggregated<U>>,
    ) -> Expr<T, Null, Asks<D, R>> {
        if !self.range.is_all() {
            return Expr::new(ast::Expr::Value(Value::Invalid(format!(
                "an aggregate of `{}` with a limit or an offset: the limit would be that of the one row of the aggregate",
                R::LINK.name
            ))));
        }
        let mut select = self.correlated();
        select.order_by.clear();
        select.items = vec![Item::Expr(aggregate.node())];
        Expr::new(ast::Expr::Scalar(Box::new(select)))
    }

    /// The rows that belong to a row of the query around.
    fn correlated(self) -> ast::Select {
        correlated(*self.ast, R::LINK)
    }
}

fn number(rows: u64) -> ast::Expr {
    ast::Expr::Value(Value::I64(i64::try_from(rows).unwrap_or(i64::MAX)))
}
