//! The order in which recursive queries find their rows, and the rows that they come to again. A key or a condition that comes
//! of it belongs to the named query that it came with. Both halves of such a query are plain: PostgreSQL takes no set
//! operations in them.

use std::marker::PhantomData;

use super::{Columns, Cte};
use crate::ast::{Cycle, Expr as Node, Order, Search};
use crate::dialect::{Database, HasSearchClauses};
use crate::expr::{Expr, One, Ordered};
use crate::schema::{Record, TableMeta};
use crate::types::NotNull;

/// Marks a named query that reads itself: whether it has an order, whether it knows the rows that it comes to again.
pub struct Recursive<const SEARCHED: bool = false, const CYCLIC: bool = false>;

/// A named query that can be told in which order it finds its rows, and is marked with `Searched` then.
#[diagnostic::on_unimplemented(
    message = "only a recursive named query has an order in which it finds its rows, and only one",
    label = "not a recursive query, or one that has an order already",
    note = "`Chain::recursive(first, |chain| next)` has none yet; sort any other with `.order_by(..)`"
)]
pub trait Searchable<Searched> {}

impl<const CYCLIC: bool> Searchable<Recursive<true, CYCLIC>> for Recursive<false, CYCLIC> {}

/// A named query that can be told to see where it comes to a row again, and is marked with `Cyclic` then.
#[diagnostic::on_unimplemented(
    message = "only a recursive named query comes to a row again, and sees it in one way",
    label = "not a recursive query, or one that sees it already",
    note = "several columns are a tuple: `.cycle((Chain::id, Chain::kind))`"
)]
pub trait Circular<Cyclic> {}

impl<const SEARCHED: bool> Circular<Recursive<SEARCHED, true>> for Recursive<SEARCHED, false> {}

/// A named query with an order, and the key by which its rows stand in it.
type Searched<D, C, N> = (Cte<D, C, N>, Ordered<SearchOrder, NotNull, One<C>>);

/// A named query that goes no further from a row that it comes to again, and whether a row is such a one.
type Cyclic<D, C, N> = (Cte<D, C, N>, Expr<bool, NotNull, One<C>>);

impl<D: Database, C: Record, K> Cte<D, C, K> {
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
    pub fn depth_first<N>(self, by: impl Columns<C>) -> Searched<D, C, N>
    where
        D: HasSearchClauses,
        K: Searchable<N>,
    {
        self.searched(true, by)
    }

    /// `search breadth first by …`: a sort key by which the rows that are fewer steps away stand first. `by` sorts rows of as
    /// many steps. PostgreSQL 14.
    pub fn breadth_first<N>(self, by: impl Columns<C>) -> Searched<D, C, N>
    where
        D: HasSearchClauses,
        K: Searchable<N>,
    {
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
    pub fn cycle<N>(mut self, columns: impl Columns<C>) -> Cyclic<D, C, N>
    where
        D: HasSearchClauses,
        K: Circular<N>,
    {
        let column = free_column(C::FACTS, ["is_cycle", "is_cycle_2"]);
        let path = free_column(C::FACTS, ["cycle_path", "cycle_path_2"]);
        let mut cycle = Cycle { by: Vec::new(), column, path };
        columns.names(&mut cycle.by);
        self.node.cycle = Some(cycle);
        let is_cycle = Expr::new(Node::Column { source: C::FACTS.name, name: column });
        (Cte { node: self.node, marker: PhantomData }, is_cycle)
    }

    fn searched<N>(mut self, is_depth_first: bool, by: impl Columns<C>) -> Searched<D, C, N>
    where
        K: Searchable<N>,
    {
        let column = free_column(C::FACTS, ["search_order", "search_order_2"]);
        let mut search = Search { is_depth_first, by: Vec::new(), column };
        by.names(&mut search.by);
        self.node.search = Some(search);
        let key = Node::Column { source: C::FACTS.name, name: column };
        (Cte { node: self.node, marker: PhantomData }, Ordered::new(Order::ascending(key)))
    }
}

/// The first of these names that is none of a column.
fn free_column(table: &TableMeta, names: [&'static str; 2]) -> &'static str {
    let [name, other] = names;
    if table.position(name).is_some() { other } else { name }
}

/// The type of a place in the order of a recursive query, which can be sorted by and not be selected.
pub struct SearchOrder;
