//! SELECT.

use super::expr::is_decimal;
use super::{BinaryOperator, Cte, CteBody, Expr, Lock, Source, TableRef};

/// A query.
#[derive(Debug, Clone)]
pub struct Select {
    /// Named queries before it.
    pub with: Vec<Cte>,
    /// Which equal rows are left out.
    pub distinct: Distinct,
    /// The select list.
    pub items: Vec<Item>,
    /// The first source.
    pub from: Source,
    /// The other sources, in order.
    pub joins: Vec<Join>,
    /// Conditions, all of which hold.
    pub filters: Vec<Expr>,
    /// Grouping keys.
    pub group_by: Vec<Expr>,
    /// Which groups the keys make beside those of all of them.
    pub grouping: Grouping,
    /// Conditions on groups, all of which hold.
    pub having: Vec<Expr>,
    /// Queries whose rows are put together with those of this one. Order, limit and offset are of the whole then.
    pub combined: Vec<Combined>,
    /// Sort keys.
    pub order_by: Vec<Order>,
    /// At most so many rows.
    pub limit: Option<RowCount>,
    /// After so many rows.
    pub offset: Option<RowCount>,
    /// What is locked.
    pub lock: Option<Lock>,
    /// Rows that are softly deleted are read as well.
    pub includes_deleted: bool,
}

impl Select {
    /// All rows of `from`, with `items` as its select list.
    pub fn new(from: Source, items: Vec<Item>) -> Self {
        Self {
            with: Vec::new(),
            distinct: Distinct::No,
            items,
            from,
            joins: Vec::new(),
            filters: Vec::new(),
            group_by: Vec::new(),
            grouping: Grouping::Keys,
            having: Vec::new(),
            combined: Vec::new(),
            order_by: Vec::new(),
            limit: None,
            offset: None,
            lock: None,
            includes_deleted: false,
        }
    }

    /// All rows of a table.
    pub fn table(source: TableRef) -> Self {
        Self::new(Source::Table(source), vec![Item::Row(source)])
    }

    /// Puts the rows of `next` together with those of this query.
    ///
    /// Operands are read from left to right on every database: one that has an order, a limit or operands of its own
    /// becomes a subquery, and so does the left side unless it ends in the same operator. Named queries move to the whole.
    #[must_use]
    pub fn combine(mut self, operator: SetOperator, is_all: bool, mut next: Self) -> Self {
        let mut with = std::mem::take(&mut self.with);
        with.append(&mut next.with);
        let is_continued = !self.combined.is_empty()
            && self.has_no_tail()
            && self.combined.iter().all(|last| last.operator == operator && last.is_all == is_all);
        let mut whole = if is_continued { self } else { self.into_operand() };
        whole.with = with;
        whole.combined.push(Combined { operator, is_all, select: next.into_operand() });
        whole
    }

    /// The query that calculates an aggregate of no column over the rows of this one: over the rows of a subquery where their
    /// number depends on the select list.
    #[must_use]
    pub fn in_one_row(mut self, aggregate: Expr) -> Self {
        let with = std::mem::take(&mut self.with);
        let is_plain = self.is_one_row_for_each();
        let items = vec![Item::Expr(aggregate)];
        self.lock = None;
        if self.limit.is_none()
            && self.offset.is_none()
            && matches!(self.distinct, Distinct::No | Distinct::Rows)
        {
            self.order_by.clear();
        }
        if is_plain {
            Self { with, items, ..self }
        } else {
            Self { with, ..Self::new(Source::Rows(Box::new(self)), items) }
        }
    }

    /// Asks for the first row alone, unless there is but one: that of a primary key.
    pub fn only_first(&mut self) {
        let may_be_several = matches!(self.limit, None | Some(RowCount::Number(2..)));
        if may_be_several && !self.finds_by_key() {
            self.limit = Some(RowCount::First);
        }
    }

    /// Does a condition give the primary key of the only table a value?
    fn finds_by_key(&self) -> bool {
        let Source::Table(TableRef { table, alias }) = self.from else { return false };
        let [position] = *table.primary_key else { return false };
        let key = table.columns[position].name;
        let is_key = |filter: &Expr| match filter {
            Expr::Binary(BinaryOperator::Equal, operands) => match &**operands {
                (Expr::Column { source, name }, Expr::Value(_)) => *source == alias && *name == key,
                _ => false,
            },
            _ => false,
        };
        self.joins.is_empty() && self.combined.is_empty() && self.filters.iter().any(is_key)
    }

    /// Is there a row of the query for each row that its sources and conditions yield?
    pub fn is_one_row_for_each(&self) -> bool {
        matches!(self.distinct, Distinct::No)
            && self.combined.is_empty()
            && self.group_by.is_empty()
            && matches!(self.grouping, Grouping::Keys)
            && self.having.is_empty()
            && self.limit.is_none()
            && self.offset.is_none()
            && !self.items.iter().any(|item| matches!(item, Item::Expr(expr) if expr.may_aggregate()))
    }

    /// The query with its one cell as it is compared, as a value of the SQL type of that name.
    #[must_use]
    pub fn compared_as(mut self, ty: &str) -> Self {
        self.cell_compared_as(0, ty);
        self
    }

    /// Has the cell at that position as it is compared, as a value of the SQL type of that name.
    pub fn cell_compared_as(&mut self, position: usize, ty: &str) {
        if !is_decimal(ty) {
            return;
        }
        if let Some(Item::Expr(cell)) = self.items.get_mut(position) {
            *cell = std::mem::replace(cell, Expr::Bool(false)).compared_as(ty);
        }
        if let Source::Rows(select) = &mut self.from {
            select.cell_compared_as(position, ty);
        }
        for next in &mut self.combined {
            next.select.cell_compared_as(position, ty);
        }
    }

    /// Does it lock no row, and write none in a `with`? Subqueries in expressions are not looked at: they lock nothing.
    pub fn only_reads(&self) -> bool {
        let reads = |source: &Source| match source {
            Source::Table(_) | Source::Decorated { .. } | Source::Values { .. } | Source::Keys(_) => true,
            // SQL of the user may call functions that write.
            Source::Raw { .. } => false,
            Source::Query { select, .. } | Source::Rows(select) => select.only_reads(),
        };
        let with_reads = |cte: &Cte| match &cte.body {
            CteBody::Select(select) => select.only_reads(),
            CteBody::Change(_) => false,
        };
        self.lock.is_none()
            && self.with.iter().all(with_reads)
            && reads(&self.from)
            && self.joins.iter().all(|join| reads(&join.source))
            && self.combined.iter().all(|next| next.select.only_reads())
    }

    /// This query where the clauses of a whole may not stand.
    fn into_operand(self) -> Self {
        if self.combined.is_empty() && self.has_no_tail() {
            return self;
        }
        Self::new(Source::Rows(Box::new(self)), vec![Item::Everything])
    }

    fn has_no_tail(&self) -> bool {
        self.order_by.is_empty() && self.limit.is_none() && self.offset.is_none() && self.lock.is_none()
    }
}

/// A number of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowCount {
    /// So many.
    Number(u64),
    /// One, whatever the run.
    First,
    /// As many as the argument at that position of a prepared statement says.
    Parameter(usize),
}

/// A part of the rows that belong to one key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct RowRange {
    /// At most so many.
    pub limit: Option<u64>,
    /// Without the first so many.
    pub offset: u64,
}

impl RowRange {
    /// Are these all rows?
    pub fn is_all(self) -> bool {
        self == Self::default()
    }
}

/// A query whose rows are put together with those of the one before it.
#[derive(Debug, Clone)]
pub struct Combined {
    /// How.
    pub operator: SetOperator,
    /// Equal rows are kept.
    pub is_all: bool,
    /// The query.
    pub select: Select,
}

/// How the rows of two queries are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SetOperator {
    /// Those of both.
    Union,
    /// Those that are in both.
    Intersect,
    /// Those of the first that are not in the second.
    Except,
}

/// Which equal rows are left out.
#[derive(Debug, Clone)]
pub enum Distinct {
    /// None.
    No,
    /// Equal rows.
    Rows,
    /// All but the first row for each value of these (PostgreSQL).
    On(Vec<Expr>),
}

/// Which groups the keys of a GROUP BY make.
#[derive(Debug, Clone)]
pub enum Grouping {
    /// One for each value of all keys.
    Keys,
    /// Also those of the keys without the last, without the last two, and so on to all rows.
    Rollup,
    /// Also those of each subset of the keys (PostgreSQL).
    Cube,
    /// Those of each of these sets, beside the keys (PostgreSQL).
    Sets(Vec<Vec<Expr>>),
}

/// An item of a select list.
#[derive(Debug, Clone)]
pub enum Item {
    /// One cell.
    Expr(Expr),
    /// All columns of a source, in the order of its fields.
    Row(TableRef),
    /// All cells of the one source: `*`.
    Everything,
}

/// A joined source.
#[derive(Debug, Clone)]
pub struct Join {
    /// Which rows are kept.
    pub kind: JoinKind,
    /// The source.
    pub source: Source,
    /// The condition; a cross join has none.
    pub on: Option<Expr>,
}

impl Join {
    /// Every row with every row of the source.
    pub fn cross(source: Source) -> Self {
        Self { kind: JoinKind::Cross, source, on: None }
    }
}

/// Which rows a join keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JoinKind {
    /// Pairs.
    Inner,
    /// Pairs, and rows of the sources so far without a partner.
    Left,
    /// Pairs, and rows of the joined source without a partner.
    Right,
    /// Pairs, and rows of both sides without a partner.
    Full,
    /// Every row with every row.
    Cross,
}

/// A sort key.
#[derive(Debug, Clone)]
pub struct Order {
    /// What is sorted by.
    pub expr: Expr,
    /// Largest first.
    pub is_descending: bool,
    /// Where NULLs go; `None` is the default of the database.
    pub nulls: Option<Nulls>,
}

impl Order {
    /// Smallest first, NULLs where the database puts them.
    pub fn ascending(expr: Expr) -> Self {
        Self { expr, is_descending: false, nulls: None }
    }
}

/// Where NULLs go in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nulls {
    /// Before all values.
    First,
    /// After all values.
    Last,
}
