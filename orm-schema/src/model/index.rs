//! Indexes.

/// An index.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexDef {
    /// Its name.
    pub name: String,
    /// What it sorts by, in order.
    pub parts: Vec<IndexPart>,
    /// Refuses equal keys.
    pub is_unique: bool,
    /// The access method (PostgreSQL, MySQL): `gin`, `hash`, `fulltext`.
    pub method: Option<String>,
    /// Covers only the rows for which this SQL expression holds (PostgreSQL, SQLite).
    pub predicate: Option<String>,
    /// Columns kept in the index beside the key (PostgreSQL).
    pub include: Vec<String>,
    /// Storage parameters as written (PostgreSQL): `fillfactor = 70`.
    pub with: Option<String>,
    /// Two NULLs are equal (PostgreSQL 15).
    pub nulls_not_distinct: bool,
    /// Built without blocking writes (PostgreSQL): how it is made, not what it is.
    pub concurrently: bool,
}

/// One part of an index key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndexPart {
    /// What is sorted by.
    pub key: IndexKey,
    /// Largest first.
    pub is_descending: bool,
    /// Where NULLs go; `None` is the default of the database.
    pub nulls: Option<NullsOrder>,
    /// The operator class (PostgreSQL).
    pub opclass: Option<String>,
    /// A collation other than the column's.
    pub collation: Option<String>,
    /// Only so many characters of the column (MySQL).
    pub prefix: Option<u32>,
}

impl IndexPart {
    /// A column, ascending.
    pub fn column(name: impl Into<String>) -> Self {
        Self::new(IndexKey::Column(name.into()))
    }

    /// An SQL expression, ascending.
    pub fn expression(sql: impl Into<String>) -> Self {
        Self::new(IndexKey::Expression(sql.into()))
    }

    fn new(key: IndexKey) -> Self {
        Self { key, is_descending: false, nulls: None, opclass: None, collation: None, prefix: None }
    }
}

/// What an index sorts by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum IndexKey {
    /// A column.
    Column(String),
    /// An SQL expression, without parentheses around it.
    Expression(String),
}

/// Where NULLs go in an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullsOrder {
    /// Before all values.
    First,
    /// After all values.
    Last,
}
