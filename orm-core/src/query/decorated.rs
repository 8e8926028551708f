//! Tables that are read in a special way: with hints which index to use, or only a sample.

use std::marker::PhantomData;

use super::FromItem;
use super::select::source_ref;
use crate::ast::{self, Decoration, IndexHint, SampleMethod};
use crate::expr::{NeedsIndexHints, NeedsTableSample};
use crate::schema::{Source, Tbl};

/// A table with a hint which indexes to use. Made by [`Tbl::use_index`] and its siblings.
#[must_use = "a source does nothing until it is joined"]
pub struct Hinted<S> {
    hint: IndexHint,
    indexes: Vec<&'static str>,
    marker: PhantomData<fn() -> S>,
}

/// A sample of a table. Made by [`Tbl::sample`] and [`Tbl::sample_pages`].
#[must_use = "a source does nothing until it is joined"]
pub struct Sampled<S> {
    method: SampleMethod,
    percent: f64,
    seed: Option<f64>,
    marker: PhantomData<fn() -> S>,
}

impl<S: Source> Tbl<S> {
    /// `table use index (name)`: reads it with this index, or as a whole. MySQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = from(Post::table.use_index("by_author").and("by_title")).select(Post::id);
    /// assert_eq!(
    ///     query.sql(Mysql).text,
    ///     "select `posts`.`id` from `posts` use index (`by_author`, `by_title`)",
    /// );
    /// ```
    pub fn use_index(self, index: &'static str) -> Hinted<S> {
        Hinted { hint: IndexHint::Use, indexes: vec![index], marker: PhantomData }
    }

    /// `table force index (name)`: reads it with this index unless that is impossible. MySQL.
    pub fn force_index(self, index: &'static str) -> Hinted<S> {
        Hinted { hint: IndexHint::Force, indexes: vec![index], marker: PhantomData }
    }

    /// `table ignore index (name)`: reads it without this index. MySQL.
    pub fn ignore_index(self, index: &'static str) -> Hinted<S> {
        Hinted { hint: IndexHint::Ignore, indexes: vec![index], marker: PhantomData }
    }

    /// `table tablesample bernoulli (percent)`: about so many of a hundred rows, chosen row by row. PostgreSQL.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let query = from(Post::table.sample(10.0).seed(1.0)).select(count_all());
    /// assert_eq!(
    ///     query.sql(Postgres).text,
    ///     r#"select count(*) from "posts" tablesample bernoulli ($1) repeatable ($2)"#,
    /// );
    /// ```
    pub fn sample(self, percent: f64) -> Sampled<S> {
        Sampled { method: SampleMethod::Bernoulli, percent, seed: None, marker: PhantomData }
    }

    /// `table tablesample system (percent)`: about so many of a hundred rows, chosen page by page, which reads less. PostgreSQL.
    pub fn sample_pages(self, percent: f64) -> Sampled<S> {
        Sampled { method: SampleMethod::System, percent, seed: None, marker: PhantomData }
    }
}

impl<S> Hinted<S> {
    /// One more index.
    pub fn and(mut self, index: &'static str) -> Self {
        self.indexes.push(index);
        self
    }
}

impl<S> Sampled<S> {
    /// `repeatable (seed)`: equal seeds choose the same rows, as long as the table does not change.
    pub fn seed(mut self, seed: f64) -> Self {
        self.seed = Some(seed);
        self
    }
}

impl<D, S: Source> FromItem<D, S> for Hinted<S> {
    type Uses = NeedsIndexHints;

    fn place(self, _with: &mut Vec<ast::Cte>) -> ast::Source {
        let decoration = Decoration::Index(self.hint, self.indexes);
        ast::Source::Decorated { table: source_ref::<S>(), decoration }
    }
}

impl<D, S: Source> FromItem<D, S> for Sampled<S> {
    type Uses = NeedsTableSample;

    fn place(self, _with: &mut Vec<ast::Cte>) -> ast::Source {
        let decoration = Decoration::Sample { method: self.method, percent: self.percent, seed: self.seed };
        ast::Source::Decorated { table: source_ref::<S>(), decoration }
    }
}
