//! Full-text search of PostgreSQL: the words of texts, and queries that find them.

use std::marker::PhantomData;

use super::{Expr, Expression, IntoExpr, NeedsTextSearch, TextType};
use crate::ast::{self, Function, SearchFunction};
use crate::types::Nullness;

/// `to_tsvector('config', text)`: the words of a text, by the rules of a configuration (`"english"`, `"simple"`). PostgreSQL.
///
/// An index over the same words, `#[table(index("to_tsvector('english', title)", using = "gin"))]`, is used for it.
///
/// ```
/// # use orm_core::doc::*;
/// let words = search_words("english", Post::title);
/// let query = web_query("english", "rust -java");
/// let found = Post::query().filter(words.clone().matches(query.clone())).order_by(words.rank(query).desc()).limit(10);
/// assert_eq!(
///     found.select(Post::id).sql(Postgres).text,
///     r#"select "posts"."id" from "posts" where (to_tsvector('english', "posts"."title") @@ "#.to_owned()
///         + r#"websearch_to_tsquery('english', $1)) order by cast(ts_rank(to_tsvector('english', "posts"."title"), "#
///         + r#"websearch_to_tsquery('english', $2)) as double precision) desc limit $3"#,
/// );
/// ```
pub fn search_words<E: Expression<Ty: TextType>>(
    config: &'static str,
    text: E,
) -> SearchWords<E::Null, E::Uses> {
    SearchWords::of(node(SearchFunction::Words, vec![ast::Expr::Literal(config), text.into_node()]))
}

/// The words that a column of the type `tsvector` holds, which the struct has as text: `#[column(type = "tsvector")]`.
pub fn stored_words<E: Expression<Ty: TextType>>(column: E) -> SearchWords<E::Null, E::Uses> {
    SearchWords::of(column.into_node())
}

/// `plainto_tsquery('config', text)`: all words of the text.
pub fn plain_query<E: IntoExpr<String>>(config: &'static str, text: E) -> SearchQuery<E::Null, E::Uses> {
    query(SearchFunction::PlainQuery, config, text)
}

/// `phraseto_tsquery('config', text)`: all words of the text, one after the other.
pub fn phrase_query<E: IntoExpr<String>>(config: &'static str, text: E) -> SearchQuery<E::Null, E::Uses> {
    query(SearchFunction::PhraseQuery, config, text)
}

/// `websearch_to_tsquery('config', text)`: as people write for search engines, `"exact words" or this -without`. Every text
/// is a query.
pub fn web_query<E: IntoExpr<String>>(config: &'static str, text: E) -> SearchQuery<E::Null, E::Uses> {
    query(SearchFunction::WebQuery, config, text)
}

/// `to_tsquery('config', text)`: in the language of the database, `cat & !dog | bird:*`. Not every text is a query; text of
/// others belongs into [`web_query`].
pub fn search_query<E: IntoExpr<String>>(config: &'static str, text: E) -> SearchQuery<E::Null, E::Uses> {
    query(SearchFunction::Query, config, text)
}

/// `ts_headline('config', text, query)`: a part of the text, with what was found in `<b>` and `</b>`.
pub fn headline<E: Expression<Ty: TextType>, M: Nullness, V>(
    config: &'static str,
    text: E,
    query: SearchQuery<M, V>,
) -> Expr<String, <E::Null as Nullness>::Or<M>, (NeedsTextSearch, (E::Uses, V))> {
    let arguments = vec![ast::Expr::Literal(config), text.into_node(), query.node];
    Expr::new(node(SearchFunction::Headline, arguments))
}

/// The importance of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SearchWeight {
    /// The highest.
    A,
    /// The second.
    B,
    /// The third.
    C,
    /// The lowest, which words have by themselves.
    D,
}

/// The words of a text. Made by [`search_words`] and [`stored_words`].
#[must_use = "words do nothing until something is searched in them"]
pub struct SearchWords<N, U> {
    node: ast::Expr,
    marker: PhantomData<fn() -> (N, U)>,
}

impl<N: Nullness, U> SearchWords<N, U> {
    fn of(node: ast::Expr) -> Self {
        Self { node, marker: PhantomData }
    }

    /// `setweight(self, 'A')`: as that important.
    pub fn weight(self, weight: SearchWeight) -> Self {
        let letter = match weight {
            SearchWeight::A => "A",
            SearchWeight::B => "B",
            SearchWeight::C => "C",
            SearchWeight::D => "D",
        };
        Self::of(node(SearchFunction::Weighted, vec![self.node, ast::Expr::Literal(letter)]))
    }

    /// `self || other`: the words of both.
    pub fn and<M: Nullness, V>(self, other: SearchWords<M, V>) -> SearchWords<N::Or<M>, (U, V)> {
        SearchWords::of(node(SearchFunction::Both, vec![self.node, other.node]))
    }

    /// `self @@ query`: the query finds the words.
    pub fn matches<M: Nullness, V>(
        self,
        query: SearchQuery<M, V>,
    ) -> Expr<bool, N::Or<M>, (NeedsTextSearch, (U, V))> {
        Expr::new(node(SearchFunction::Finds, vec![self.node, query.node]))
    }

    /// `ts_rank(self, query)`: how well the query fits, the best is the largest.
    pub fn rank<M: Nullness, V>(
        self,
        query: SearchQuery<M, V>,
    ) -> Expr<f64, N::Or<M>, (NeedsTextSearch, (U, V))> {
        Expr::new(node(SearchFunction::Rank, vec![self.node, query.node]))
    }
}

impl<N, U> Clone for SearchWords<N, U> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), marker: PhantomData }
    }
}

/// A query of full-text search. Made by [`web_query`] and its siblings.
#[must_use = "a search does nothing until words are matched with it"]
pub struct SearchQuery<N, U> {
    node: ast::Expr,
    marker: PhantomData<fn() -> (N, U)>,
}

impl<N, U> Clone for SearchQuery<N, U> {
    fn clone(&self) -> Self {
        Self { node: self.node.clone(), marker: PhantomData }
    }
}

fn query<E: IntoExpr<String>>(
    function: SearchFunction,
    config: &'static str,
    text: E,
) -> SearchQuery<E::Null, E::Uses> {
    let node = node(function, vec![ast::Expr::Literal(config), text.into_expr_node()]);
    SearchQuery { node, marker: PhantomData }
}

fn node(function: SearchFunction, arguments: Vec<ast::Expr>) -> ast::Expr {
    ast::Expr::Function(Function::Search(function), arguments)
}
