//! Groups of groups: subtotals beside the groups of all keys.

use super::{Keys, Select, WholeRow};
use crate::ast::Grouping;
use crate::dialect::{Database, HasGroupingSets, HasRollup};
use crate::expr::Scope;

impl<D: Database, Sc: Scope, Row> Select<D, Sc, Row> {
    /// Adds subtotals: groups of the keys without the last, without the last two, and so on to all rows. In their rows the
    /// keys left out are NULL, so everything that is selected behind this is an `Option`.
    ///
    /// `group by rollup (…)` on PostgreSQL, `group by … with rollup` on MySQL (MariaDB takes no order with it). Not on SQLite.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let totals = Post::query().group_by((Post::author_id, Post::title)).with_rollup();
    /// let query = totals.select((Post::author_id, Post::title, count_all()));
    /// assert_eq!(
    ///     query.sql(Postgres).text,
    ///     r#"select "posts"."author_id", "posts"."title", count(*) from "posts" "#.to_owned()
    ///         + r#"group by rollup ("posts"."author_id", "posts"."title")"#,
    /// );
    /// ```
    pub fn with_rollup<Nulled>(self) -> Select<D, Sc::Nulled, Nulled>
    where
        D: HasRollup,
        Row: WholeRow<Nulled>,
    {
        self.grouped(Grouping::Rollup)
    }

    /// Adds subtotals of each subset of the keys: `group by cube (…)`. Everything selected behind this is an `Option`.
    /// PostgreSQL only.
    pub fn with_cube<Nulled>(self) -> Select<D, Sc::Nulled, Nulled>
    where
        D: HasGroupingSets,
        Row: WholeRow<Nulled>,
    {
        self.grouped(Grouping::Cube)
    }

    /// Adds groups of a set of keys: a key, a tuple, or `()` for one group of all rows. Several calls make
    /// `group by grouping sets ((…), (…))`; the keys of [`group_by`](Self::group_by) are part of each. Everything selected
    /// behind this is an `Option`. PostgreSQL only.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let totals = Post::query().grouping_set((Post::author_id, Post::title)).grouping_set(Post::title).grouping_set(());
    /// let query = totals.select((Post::title, grouping(Post::title), count_all()));
    /// assert_eq!(
    ///     query.sql(Postgres).text,
    ///     r#"select "posts"."title", grouping("posts"."title"), count(*) from "posts" group by grouping sets "#.to_owned()
    ///         + r#"(("posts"."author_id", "posts"."title"), ("posts"."title"), ())"#,
    /// );
    /// ```
    pub fn grouping_set<K: Keys<D, Sc, P>, P, Nulled>(mut self, keys: K) -> Select<D, Sc::Nulled, Nulled>
    where
        D: HasGroupingSets,
        Row: WholeRow<Nulled>,
    {
        let mut nodes = Vec::new();
        keys.push(&mut nodes);
        let mut sets = match std::mem::replace(&mut self.ast.grouping, Grouping::Keys) {
            Grouping::Sets(sets) => sets,
            Grouping::Keys | Grouping::Rollup | Grouping::Cube => Vec::new(),
        };
        sets.push(nodes);
        self.grouped(Grouping::Sets(sets))
    }

    fn grouped<Nulled>(mut self, grouping: Grouping) -> Select<D, Sc::Nulled, Nulled>
    where
        Row: WholeRow<Nulled>,
    {
        self.ast.grouping = grouping;
        Select::new(self.ast, Row::read_nulled)
    }
}
