//! Expressions.

mod aggregate;
mod format;
mod function;
mod json;
mod walk;
mod window;

pub use aggregate::{Aggregate, AggregateFunction, ComparedBy};
pub use format::{FormatPart, TimeFormat};
pub use function::{Function, SearchFunction, TimeForm, TimePart, TimeUnit, VectorDistance, ZoneForm};
pub use json::{JsonChange, JsonChangeKind, JsonForm, JsonPath, JsonRead, JsonStep};
pub use window::{Exclude, Frame, FrameBound, FrameUnit, Over, Window, WindowFunction};

use super::{Raw, Select};
use crate::types::Value;

/// An expression.
#[derive(Debug, Clone)]
pub enum Expr {
    /// A column of a source.
    Column {
        /// The name that qualifies it.
        source: &'static str,
        /// Its name.
        name: &'static str,
    },
    /// The value that an INSERT tried to write into a column, inside its conflict clause.
    Excluded(&'static str),
    /// A value to bind.
    Value(Value),
    /// `true` or `false`.
    Bool(bool),
    /// The time of the statement, in the form of the SQL type of that name.
    Now(&'static str),
    /// Two operands.
    Binary(BinaryOperator, Box<(Expr, Expr)>),
    /// `not`.
    Not(Box<Expr>),
    /// `is null`, or `is not null` when negated.
    IsNull {
        /// What is tested.
        operand: Box<Expr>,
        /// `is not null`.
        is_negated: bool,
    },
    /// `between`: operand, low, high.
    Between(Box<(Expr, Expr, Expr)>),
    /// One of a list of values.
    InList(ListTest),
    /// One of the rows of a subquery, or none of them when negated.
    InSelect {
        /// What is looked for.
        operand: Box<Expr>,
        /// Where.
        select: Box<Select>,
        /// `not in`.
        is_negated: bool,
    },
    /// A row value: `(a, b)`.
    Row(Vec<Expr>),
    /// One of a list of row values.
    InRows(RowsTest),
    /// A comparison with all rows of a subquery, or with the elements of an array: `> any (…)`.
    Quantified(Box<Quantified>),
    /// `collate`.
    Collate(Box<Expr>, &'static str),
    /// A text of the program, written into the statement.
    Literal(&'static str),
    /// A time as text.
    Format(Box<TimeFormat>),
    /// A value as JSON.
    ToJson(Box<Expr>, JsonForm),
    /// A document with a change.
    JsonChange(Box<JsonChange>),
    /// `like`.
    Like {
        /// What is matched.
        operand: Box<Expr>,
        /// The pattern.
        pattern: LikePattern,
        /// How case counts.
        matching: Matching,
    },
    /// All conditions hold; none is `true`.
    All(Vec<Expr>),
    /// Any condition holds; none is `false`.
    Any(Vec<Expr>),
    /// A scalar function.
    Function(Function, Vec<Expr>),
    /// An aggregate function.
    Aggregate(Box<Aggregate>),
    /// A function over the rows around a row.
    Over(Box<Over>),
    /// A place in a document.
    Json(Box<JsonPath>),
    /// `case when … then … else … end`.
    Case {
        /// Conditions and their values, in order.
        arms: Vec<(Expr, Expr)>,
        /// The value when none holds; NULL when absent.
        otherwise: Option<Box<Expr>>,
    },
    /// A conversion.
    Cast(Box<Expr>, CastType),
    /// A decimal number where it is compared or calculated with. SQLite keeps decimals as text, which this turns into a
    /// number there; elsewhere it is what it holds.
    Decimal(Box<Expr>),
    /// `exists (…)`.
    Exists(Box<Select>),
    /// The one value of a subquery.
    Scalar(Box<Select>),
    /// SQL as the user wrote it.
    Raw(Raw),
    /// SQL as the schema states it: the value of a column that updates itself.
    SchemaSql(&'static str),
    /// A text column where it is compared, and its type, which was written by hand. PostgreSQL compares two values in that
    /// type where both have it.
    Declared(Box<Expr>, &'static str),
}

impl Expr {
    /// An operator between two operands.
    pub fn binary(operator: BinaryOperator, left: Self, right: Self) -> Self {
        Self::Binary(operator, Box::new((left, right)))
    }

    /// The expression where it is compared, as a value of the SQL type of that name.
    #[must_use]
    pub fn compared_as(self, ty: &str) -> Self {
        if is_decimal(ty) { Self::Decimal(Box::new(self)) } else { self }
    }

    /// The expression as it is selected, without what it is for comparisons.
    pub fn undecorated(&self) -> &Self {
        match self {
            Self::Declared(operand, _) | Self::Decimal(operand) => operand,
            other => other,
        }
    }
}

/// Is the SQL type of that name (as `ColumnType::SQL_NAME` spells it) a decimal number?
pub(crate) fn is_decimal(ty: &str) -> bool {
    ty == "numeric"
}

/// An operator between two operands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `=`.
    Equal,
    /// `<>`.
    NotEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// Different, where NULL equals NULL.
    DistinctFrom,
    /// The same, where NULL equals NULL.
    NotDistinctFrom,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `/` of integers, without the fraction: `div` on MySQL.
    Quotient,
    /// `%`.
    Remainder,
    /// Text after text.
    Concat,
}

/// A test against a list of values.
#[derive(Debug, Clone)]
pub struct ListTest {
    /// What is tested.
    pub operand: Box<Expr>,
    /// The values.
    pub values: Vec<Value>,
    /// The name of their type, as `ColumnType::SQL_NAME` spells it.
    pub ty: &'static str,
    /// None of them.
    pub is_negated: bool,
}

/// A test against a list of row values.
#[derive(Debug, Clone)]
pub struct RowsTest {
    /// What is tested.
    pub operand: Vec<Expr>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// The names of the types of their cells, as `ColumnType::SQL_NAME` spells them.
    pub types: Vec<&'static str>,
    /// None of them.
    pub is_negated: bool,
}

/// A comparison with each of several values.
#[derive(Debug, Clone)]
pub struct Quantified {
    /// What is compared.
    pub operand: Expr,
    /// How.
    pub operator: BinaryOperator,
    /// It holds for all of them, not just for any.
    pub is_all: bool,
    /// The values.
    pub set: ValueSet,
}

/// Several values.
#[derive(Debug, Clone)]
pub enum ValueSet {
    /// The rows of a query.
    Select(Box<Select>),
    /// The elements of an array (PostgreSQL).
    Array(Expr),
}

/// The pattern of a `like`.
#[derive(Debug, Clone)]
pub enum LikePattern {
    /// With `%` and `_`, as the user wrote it.
    Written(Box<Expr>),
    /// Made from plain text, with `!` before each special character.
    Escaped(Value),
}

/// How a `like` treats case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Matching {
    /// As the database does by default.
    Like,
    /// Without regard to case (PostgreSQL).
    Ilike,
}

/// What an expression can be converted to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CastType {
    /// 32 bits; 64 on MySQL, which casts to nothing smaller.
    Int,
    /// 64 bits.
    BigInt,
    /// Double precision.
    Double,
    /// Text.
    Text,
    /// A truth value (PostgreSQL).
    Bool,
    /// A decimal number (PostgreSQL, MySQL).
    Decimal,
    /// A day.
    Date,
    /// A time of day (PostgreSQL, MySQL).
    Time,
    /// A date and time without a zone (PostgreSQL, MySQL).
    Timestamp,
    /// A UUID (PostgreSQL).
    Uuid,
}
