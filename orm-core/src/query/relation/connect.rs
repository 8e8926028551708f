//! Connecting rows of two tables through the table between them.

use super::RelationQuery;
use super::correlate::free_name;
use crate::ast::{self, BinaryOperator, Expr, Item, Join, JoinKind, NewRows, Source, TableRef};
use crate::dialect::Database;
use crate::expr::{In, Predicate};
use crate::query::{Delete, Insert, Several, SomeRows};
use crate::schema::{ManyToMany, Relation, Side, Table};

impl<D: Database, R: Relation> RelationQuery<D, R> {
    /// Connects the rows that meet `parents` with those of the other table that meet `children`: a row of the table between for
    /// each pair that has none yet. Its other columns get their defaults.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let connect = Post::tags().connect(Post::id.eq(7), Tag::slug.in_(["rust", "sql"]));
    /// assert_eq!(
    ///     connect.statements(Postgres)[0].text,
    ///     r#"insert into "post_tags" ("post_id", "tag_id") select "posts"."id", "tags"."id" "#.to_owned()
    ///         + r#"from "posts" cross join "tags" where "posts"."id" = $1 and "tags"."slug" = any($2) "#
    ///         + "on conflict do nothing",
    /// );
    /// ```
    pub fn connect<T: Table, P, Q>(
        self,
        parents: impl Predicate<D, (In<R::Parent>,), P>,
        children: impl Predicate<D, (In<R::Child>,), Q>,
    ) -> Insert<D, T, Several>
    where
        R: ManyToMany<Through = T>,
    {
        let ends = Ends::of::<R>(children.into_predicate());
        let columns = ends.through().map(|(column, _)| column).collect();
        let cells = ends.through().map(|(_, cell)| Item::Expr(cell)).collect();
        let mut select = ast::Select::new(Source::Table(TableRef::plain(R::Parent::META)), cells);
        select.joins.push(Join { kind: JoinKind::Cross, source: Source::Table(ends.child), on: None });
        select.filters = vec![parents.into_predicate(), ends.condition];
        Insert::left_out(NewRows::Query { columns, select: Box::new(select) })
    }

    /// Disconnects the rows that meet `parents` from those of the other table that meet `children`: removes the rows of the
    /// table between.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let disconnect = Post::tags().disconnect(Post::id.eq(7), Tag::slug.ne("rust"));
    /// assert_eq!(
    ///     disconnect.sql(Sqlite).text,
    ///     r#"delete from "post_tags" where exists (select 1 from "posts" cross join "tags" "#.to_owned()
    ///         + r#"where "posts"."id" = "post_tags"."post_id" and "tags"."id" = "post_tags"."tag_id" "#
    ///         + r#"and "posts"."id" = ? and "tags"."slug" <> ?)"#,
    /// );
    /// ```
    pub fn disconnect<T: Table, P, Q>(
        self,
        parents: impl Predicate<D, (In<R::Parent>,), P>,
        children: impl Predicate<D, (In<R::Child>,), Q>,
    ) -> Delete<D, T, SomeRows>
    where
        R: ManyToMany<Through = T>,
    {
        let ends = Ends::of::<R>(children.into_predicate());
        let through = T::META.name;
        let mut select = ast::Select::table(TableRef::plain(R::Parent::META));
        select.joins.push(Join { kind: JoinKind::Cross, source: Source::Table(ends.child), on: None });
        let equal =
            |(name, cell)| Expr::binary(BinaryOperator::Equal, cell, Expr::Column { source: through, name });
        select.filters = ends.through().map(equal).collect();
        select.filters.extend([parents.into_predicate(), ends.condition]);
        select.includes_deleted = true;
        Delete::of_filter(Expr::Exists(Box::new(select)))
    }
}

/// The two tables that are connected, beside each other in one query.
struct Ends {
    link: crate::schema::Link,
    /// The second one: under another name where both are the same table.
    child: TableRef,
    /// What is asked of it.
    condition: Expr,
}

impl Ends {
    fn of<R: Relation>(condition: Expr) -> Self {
        let (parent, mut child) = (R::Parent::META.name, TableRef::plain(R::Child::META));
        // Only to walk over the condition.
        let mut select = ast::Select::new(Source::Table(child), Vec::new());
        select.filters.push(condition);
        if child.alias == parent {
            let other = free_name(parent, &mut select);
            select.visit_sources(&mut |name| {
                if *name == parent {
                    *name = other;
                }
            });
            child.alias = other;
        }
        let condition = select.filters.pop().unwrap_or(Expr::Bool(true));
        Self { link: R::LINK, child, condition }
    }

    /// The columns of the table between, each with the cell that it is equal to.
    fn through(&self) -> impl Iterator<Item = (&'static str, Expr)> {
        let parent = self.link.parent.table.name;
        let first = pairs(self.link.child, self.link.parent, parent);
        let second = self.link.between.map(|between| pairs(between.own, between.child, self.child.alias));
        first.chain(second.into_iter().flatten())
    }
}

fn pairs(through: Side, end: Side, source: &'static str) -> impl Iterator<Item = (&'static str, Expr)> {
    let names = through.columns().into_iter().map(|column| column.name);
    names.zip(end.columns().into_iter().map(move |column| Expr::Column { source, name: column.name }))
}
