//! What stands in a FROM list, and the named queries before a statement.

use super::{Change, Raw, Select};
use crate::schema::{ColumnMeta, TableMeta};
use crate::types::Value;

/// A table under the name that qualifies its columns.
#[derive(Debug, Clone, Copy)]
pub struct TableRef {
    /// The table.
    pub table: &'static TableMeta,
    /// The name.
    pub alias: &'static str,
}

impl TableRef {
    /// The table under its own name.
    pub fn plain(table: &'static TableMeta) -> Self {
        Self { table, alias: table.name }
    }
}

/// What stands in a FROM list.
#[derive(Debug, Clone)]
pub enum Source {
    /// A table, or a named query of the statement.
    Table(TableRef),
    /// A query in parentheses.
    Query {
        /// The query.
        select: Box<Select>,
        /// The name of the source, and those of its columns.
        target: TableRef,
        /// It reads the sources before it.
        is_lateral: bool,
    },
    /// A table that is read in a special way.
    Decorated {
        /// The table.
        table: TableRef,
        /// How.
        decoration: Decoration,
    },
    /// Rows of values.
    Values {
        /// The rows, each with a value for every column.
        rows: Vec<Vec<Value>>,
        /// The name of the source, and those of its columns.
        target: TableRef,
    },
    /// The keys of the parents of a relation.
    Keys(Keys),
    /// A query that the user wrote.
    Raw {
        /// The query.
        raw: Raw,
        /// The name of the source, and those of its columns.
        target: TableRef,
        /// It reads the sources before it.
        is_lateral: bool,
    },
    /// A query of which only the rows count: what a set operation or a count is made over.
    Rows(Box<Select>),
}

impl Source {
    /// The name that qualifies its columns.
    pub fn alias(&self) -> &'static str {
        match self {
            Self::Table(source) | Self::Decorated { table: source, .. } => source.alias,
            Self::Query { target, .. } | Self::Values { target, .. } | Self::Raw { target, .. } => {
                target.alias
            }
            Self::Keys(keys) => keys.alias,
            Self::Rows(select) => select.from.alias(),
        }
    }

    /// The table by which errors name the statement.
    pub fn table(&self) -> &'static TableMeta {
        match self {
            Self::Table(source) | Self::Decorated { table: source, .. } => source.table,
            Self::Query { target, .. } | Self::Values { target, .. } | Self::Raw { target, .. } => {
                target.table
            }
            Self::Keys(keys) => keys.table,
            Self::Rows(select) => select.from.table(),
        }
    }
}

/// Keys as rows of a source that are compared as the columns they refer to are. Each row has the values of a key under the
/// names of the columns, and the place of the key, the first of which is 1.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The table that has the columns.
    pub table: &'static TableMeta,
    /// The columns that are equal to the values.
    pub columns: Vec<&'static ColumnMeta>,
    /// The keys, each with a value for every column.
    pub keys: Vec<Vec<Value>>,
    /// The name of the source.
    pub alias: &'static str,
}

impl Keys {
    /// The name of the column with the place.
    pub fn place(&self) -> &'static str {
        const NAMES: [&str; 2] = ["place", "place_2"];
        let is_taken = self.columns.iter().any(|column| column.name.eq_ignore_ascii_case(NAMES[0]));
        NAMES[usize::from(is_taken)]
    }
}

/// How a table is read.
#[derive(Debug, Clone)]
pub enum Decoration {
    /// With a hint which indexes to use (MySQL).
    Index(IndexHint, Vec<&'static str>),
    /// A sample of its rows (PostgreSQL).
    Sample {
        /// How the rows are chosen.
        method: SampleMethod,
        /// How many of a hundred.
        percent: f64,
        /// Equal seeds choose equal rows.
        seed: Option<f64>,
    },
}

/// What a hint says of indexes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IndexHint {
    /// No others.
    Use,
    /// No others, and no reading of the whole table if it can be avoided.
    Force,
    /// Not these.
    Ignore,
}

/// How the rows of a sample are chosen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SampleMethod {
    /// Row by row.
    Bernoulli,
    /// Page by page, which is faster.
    System,
}

/// A named query before a statement: `with name (columns) as (…)`.
#[derive(Debug, Clone)]
pub struct Cte {
    /// Its name and its columns.
    pub target: &'static TableMeta,
    /// What makes its rows.
    pub body: CteBody,
    /// It reads itself.
    pub is_recursive: bool,
    /// Whether its rows are kept or it is written out where it is used; `None` leaves it to the database.
    pub is_materialized: Option<bool>,
    /// The order in which a recursive one finds its rows, as a column beside its own (PostgreSQL).
    pub search: Option<Search>,
    /// How a recursive one sees that it comes to a row again (PostgreSQL).
    pub cycle: Option<Cycle>,
}

/// The order in which a recursive query finds its rows.
#[derive(Debug, Clone)]
pub struct Search {
    /// The rows that come of a row stand behind it, before the next beside it.
    pub is_depth_first: bool,
    /// The columns by which rows beside each other are sorted.
    pub by: Vec<&'static str>,
    /// The column that says where in the order a row stands.
    pub column: &'static str,
}

/// How a recursive query sees that it comes to a row again.
#[derive(Debug, Clone)]
pub struct Cycle {
    /// The columns whose values are the same then.
    pub by: Vec<&'static str>,
    /// The column that says it.
    pub column: &'static str,
    /// The column that says how it came there.
    pub path: &'static str,
}

/// What makes the rows of a named query.
#[derive(Debug, Clone)]
pub enum CteBody {
    /// A query.
    Select(Box<Select>),
    /// The rows that a change hands back (PostgreSQL).
    Change(Box<Change>),
}
