//! The order in which recursive queries find their rows, and the rows that they come to again.

use super::{Columns, Cte};
use crate::ast::{Expr as Node, Order, Search};
use crate::dialect::HasSearchClauses;
use crate::expr::{Expr, One, Ordered};
use crate::schema::Record;
use crate::sql::{IS_CYCLE, SEARCH_ORDER};
use crate::types::NotNull;

impl<D: HasSearchClauses, C: Record> Cte<D, C> {
    /// `search depth first by …`: a sort key by which each row of a recursive query stands before those that come of it, and
    /// these before the next row beside it, as a tree is printed. `by` sorts rows beside each other. PostgreSQL 14.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// #[derive(Projection)]
    /// #[projection(from = User, name = "chain")]
    /// struct Chain {
    ///     id: i32,
    /// }
    ///
    /// let chain = Chain::recursive(
    ///     User::query().filter(User::id.eq(1)).select(Chain::SELECT),
    ///     |chain| User::query().join(chain, User::age.eq(Chain::id)).select(Chain::SELECT),
    /// );
    /// let (chain, order) = chain.depth_first(Chain::id);
    /// assert_eq!(
    ///     from(chain).order_by(order).sql(Postgres).text,
    ///     r#"with recursive "chain" ("id") as (select "users"."id" from "users" where "users"."id" = $1 "#.to_owned()
    ///         + r#"union all select "users"."id" from "users" join "chain" on "users"."age" = "chain"."id") "#
    ///         + r#"search depth first by "id" set "search_order" "#
    ///         + r#"select "chain"."id" from "chain" order by "chain"."search_order""#,
    /// );
    /// # let _ = |chain: Chain| chain.id;
    /// ```
    pub fn depth_first(self, by: impl Columns<C>) -> (Self, Ordered<SearchOrder, NotNull, One<C>>) {
        self.searched(true, by)
    }

    /// `search breadth first by …`: a sort key by which the rows that are fewer steps away stand first. `by` sorts rows of as
    /// many steps. PostgreSQL 14.
    pub fn breadth_first(self, by: impl Columns<C>) -> (Self, Ordered<SearchOrder, NotNull, One<C>>) {
        self.searched(false, by)
    }

    /// `cycle …`: goes no further from a row of a recursive query that has, in these columns, the values of one on the way to
    /// it, and says of each row whether it is such a one. The way out of endless recursion; [`recursive_distinct`] is another
    /// where the rows are the same in all columns. PostgreSQL 14.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// # #[derive(Projection)]
    /// # #[projection(from = User, name = "chain")]
    /// # struct Chain {
    /// #     id: i32,
    /// # }
    /// # let chain = Chain::recursive(
    /// #     User::query().filter(User::id.eq(1)).select(Chain::SELECT),
    /// #     |chain| User::query().join(chain, User::age.eq(Chain::id)).select(Chain::SELECT),
    /// # );
    /// let (chain, is_cycle) = chain.cycle(Chain::id);
    /// let query = from(chain).filter(!is_cycle);
    /// assert!(query.sql(Postgres).text.contains(r#") cycle "id" set "is_cycle" using "cycle_path" select"#));
    /// # let _ = |chain: Chain| chain.id;
    /// ```
    ///
    /// [`recursive_distinct`]: super::NamedRows::recursive_distinct
    pub fn cycle(mut self, columns: impl Columns<C>) -> (Self, Expr<bool, NotNull, One<C>>) {
        columns.names(&mut self.node.cycle);
        (self, Expr::new(Node::Column { source: C::FACTS.name, name: IS_CYCLE }))
    }

    fn searched(
        mut self,
        is_depth_first: bool,
        by: impl Columns<C>,
    ) -> (Self, Ordered<SearchOrder, NotNull, One<C>>) {
        let mut search = Search { is_depth_first, by: Vec::new() };
        by.names(&mut search.by);
        self.node.search = Some(search);
        let key = Node::Column { source: C::FACTS.name, name: SEARCH_ORDER };
        (self, Ordered::new(Order::ascending(key)))
    }
}

/// The type of a place in the order of a recursive query, which can be sorted by and not be selected.
pub struct SearchOrder;
