//! Pages of a query: by number, and by the keys of the row before them.

use super::cursor::Cursor;
use super::{Compound, Decode, Select};
use crate::ast::{self, BinaryOperator, Expr, Item, RowCount};
use crate::dialect::Database;
use crate::expr::{Expression, Ordered, PerRow, Uses};
use crate::schema::{Col, Source};
use crate::sql::{self, Statement};
use crate::types::{Cells, ColumnType, DecodeError, NotNull, Value};

/// A page of rows, and how many there are in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page<Row> {
    /// The rows of the page.
    pub rows: Vec<Row>,
    /// How many rows all pages have.
    pub total: u64,
    /// The number of the page, from 1.
    pub page: u64,
    /// How many rows a page has.
    pub per_page: u64,
}

impl<Row> Page<Row> {
    /// How many pages there are.
    pub fn pages(&self) -> u64 {
        self.total.div_ceil(self.per_page.max(1))
    }
}

/// A query for one page by its number. Made by [`Select::paginate`].
#[must_use = "a query does nothing until it is run"]
pub struct Paginated<D, Sc, Row, L = ()> {
    pub(super) select: Select<D, Sc, Row, L>,
    pub(super) page: u64,
    pub(super) per_page: u64,
}

impl<D: Database, Sc, Row, L> Select<D, Sc, Row, L> {
    /// One page of so many rows, by its number from 1, with the number of rows in all: `.paginate(3, 20).all(&db)`. Two
    /// statements on one connection, `select count(*)` and the query with a limit and an offset.
    ///
    /// The further the page, the more rows the database reads to leave them out; [`page_after`](Self::page_after) does not.
    pub fn paginate(self, page: u64, per_page: u64) -> Paginated<D, Sc, Row, L> {
        Paginated { select: self, page: page.max(1), per_page }
    }

    /// The page of so many rows that follows a row, sorted by `keys`; the first one without a cursor.
    ///
    /// The keys are columns and expressions that are never NULL, ascending or with `.desc()` in any mixture, and together
    /// are different for each row: end with the primary key. Each page hands back the [`Cursor`] of the next one. An order,
    /// limit or offset of the query so far is replaced. The keys are read beside the row: a query of distinct rows is sorted by
    /// what it selects.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// use orm_core::query::Cursor;
    ///
    /// let cursor: Cursor<(String, i32)> = Cursor::of(("m".to_owned(), 7));
    /// let page = Post::query().page_after((Post::title.desc(), Post::id), Some(&cursor), 20);
    /// assert!(page.sql(Sqlite).text.ends_with(
    ///     &(r#"from "posts" where "posts"."title" <= ? and ("posts"."title" < ? or "#.to_owned()
    ///         + r#"("posts"."title" = ? and "posts"."id" > ?)) order by "posts"."title" desc, "posts"."id" limit 21"#),
    /// ));
    /// ```
    pub fn page_after<K: PageKeys<D, Sc, P>, P>(
        mut self,
        keys: K,
        cursor: Option<&Cursor<K::Values>>,
        rows: u64,
    ) -> PageAfter<D, Row, K::Values, L> {
        let mut order_by = Vec::new();
        keys.push(&mut order_by);
        self.ast.items.extend(order_by.iter().map(|order| Item::Expr(order.expr.undecorated().clone())));
        self.ast.filters.extend(cursor.and_then(|cursor| after(&order_by, cursor.values())));
        self.ast.order_by = order_by;
        // One more than the page has, to see whether there is a next one.
        self.ast.limit = Some(RowCount::Number(rows.saturating_add(1)));
        self.ast.offset = None;
        PageAfter {
            ast: self.ast,
            decode: self.decode,
            loads: self.loads,
            read: K::read,
            rows,
            marker: std::marker::PhantomData,
        }
    }
}

impl<D: Database, Sc, Row> Paginated<D, Sc, Row> {
    /// The two statements and their values, without a database: the number of all rows, and the rows of the page.
    pub fn statements(self, _database: D) -> [Statement; 2] {
        let total = sql::count(D::DIALECT, (*self.select.ast).clone());
        let page = self.select.limit(self.per_page).offset((self.page - 1).saturating_mul(self.per_page));
        [total, sql::select(D::DIALECT, *page.ast)]
    }
}

impl<D: Database, Sc, Row> Compound<D, Sc, Row> {
    /// One page of the whole, as [`Select::paginate`].
    pub fn paginate(self, page: u64, per_page: u64) -> Paginated<D, Sc, Row> {
        self.whole.paginate(page, per_page)
    }
}

/// A page of rows, and the way to the next.
#[derive(Debug, Clone)]
pub struct CursorPage<Row, V> {
    /// The rows of the page.
    pub rows: Vec<Row>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<Cursor<V>>,
}

/// A query for the page behind a row. Made by [`Select::page_after`].
#[must_use = "a query does nothing until it is run"]
pub struct PageAfter<D, Row, V, L = ()> {
    pub(super) ast: Box<ast::Select>,
    pub(super) decode: Decode<Row>,
    pub(super) loads: L,
    pub(super) read: ReadKeys,
    pub(super) rows: u64,
    pub(super) marker: std::marker::PhantomData<fn() -> (D, V)>,
}

impl<D: Database, Row, V> PageAfter<D, Row, V> {
    /// The statement and its values, without a database.
    pub fn sql(self, _database: D) -> Statement {
        sql::select(D::DIALECT, *self.ast)
    }
}

/// Reads the keys behind a row.
pub(super) type ReadKeys = fn(&mut Cells<'_>, &mut Vec<Value>) -> Result<(), DecodeError>;

/// What pages are sorted by: a column or expression that is never NULL, either with a direction, or a tuple of up to 4.
#[diagnostic::on_unimplemented(
    message = "pages cannot be sorted by `{Self}`",
    label = "not a column or expression that is never NULL",
    note = "a row whose key is NULL would be on no page: sort by other columns, or by `.coalesce(..)`"
)]
pub trait PageKeys<D, Sc, P> {
    /// The values of the keys of a row.
    type Values;

    /// Puts the keys into ORDER BY.
    fn push(self, list: &mut Vec<ast::Order>);

    /// Reads the keys of a row.
    fn read(cells: &mut Cells<'_>, values: &mut Vec<Value>) -> Result<(), DecodeError>;
}

impl<D, Sc, S: Source, T: ColumnType, P> PageKeys<D, Sc, P> for Col<S, T>
where
    <Self as Expression>::Uses: Uses<D, Sc, P, N = NotNull>,
{
    type Values = T;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(ast::Order::ascending(self.into_compared().compared_as(T::SQL_NAME)));
    }

    fn read(cells: &mut Cells<'_>, values: &mut Vec<Value>) -> Result<(), DecodeError> {
        values.push(cells.get::<T>()?.into_value());
        Ok(())
    }
}

impl<D, Sc, T: ColumnType, U: Uses<D, Sc, P, N = NotNull> + PerRow, P> PageKeys<D, Sc, P>
    for Ordered<T, NotNull, U>
{
    type Values = T;

    fn push(self, list: &mut Vec<ast::Order>) {
        list.push(self.into_order());
    }

    fn read(cells: &mut Cells<'_>, values: &mut Vec<Value>) -> Result<(), DecodeError> {
        values.push(cells.get::<T>()?.into_value());
        Ok(())
    }
}

macro_rules! tuple {
    ($($K:ident $P:ident)*) => {
        impl<Db, Sc, $($K: PageKeys<Db, Sc, $P>, $P),*> PageKeys<Db, Sc, ($($P,)*)> for ($($K,)*) {
            type Values = ($($K::Values,)*);

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn push(self, list: &mut Vec<ast::Order>) {
                let ($($K,)*) = self;
                $($K.push(list);)*
            }

            fn read(cells: &mut Cells<'_>, values: &mut Vec<Value>) -> Result<(), DecodeError> {
                $($K::read(cells, values)?;)*
                Ok(())
            }
        }
    };
}

tuple!(A PA);
tuple!(A PA B PB);
tuple!(A PA B PB C PC);
tuple!(A PA B PB C PC E PE);

/// The condition that a row comes behind the one with these keys. The first part alone lets the database begin there in an
/// index over the keys; row values could not say mixed directions.
fn after(keys: &[ast::Order], values: &[Value]) -> Option<Expr> {
    let (first, value) = (keys.first()?, values.first()?);
    let compare = |operator, key: &ast::Order, value: &Value| {
        let value = Expr::Value(value.clone());
        let value = if matches!(key.expr, Expr::Decimal(_)) { Expr::Decimal(Box::new(value)) } else { value };
        Expr::binary(operator, key.expr.clone(), value)
    };
    let behind = |key: &ast::Order| {
        if key.is_descending { BinaryOperator::Less } else { BinaryOperator::Greater }
    };
    let strictly = compare(behind(first), first, value);
    if keys.len() == 1 {
        return Some(strictly);
    }
    let from = if first.is_descending { BinaryOperator::LessOrEqual } else { BinaryOperator::GreaterOrEqual };
    let mut ways = vec![strictly];
    for (position, (key, value)) in keys.iter().zip(values).enumerate().skip(1) {
        let mut all: Vec<Expr> = keys[..position]
            .iter()
            .zip(values)
            .map(|(key, value)| compare(BinaryOperator::Equal, key, value))
            .collect();
        all.push(compare(behind(key), key, value));
        ways.push(Expr::All(all));
    }
    Some(Expr::All(vec![compare(from, first, value), Expr::Any(ways)]))
}
