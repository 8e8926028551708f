//! The values by which rows of two tables belong together.

use std::cmp::Ordering;

use super::super::super::KeyCells;
use crate::schema::ColumnMeta;
use crate::types::{Cells, DecodeError, Value};

/// The values of the columns of one side of a relation.
#[derive(Debug, Clone)]
pub enum Key {
    One(Value),
    Several(Vec<Value>),
}

impl Key {
    /// Reads the cells of a row; `None` when one of them is NULL, which belongs to nothing.
    pub(super) fn read(cells: &Cells<'_>, key: &KeyCells) -> Result<Option<Self>, DecodeError> {
        let value = |(column, at): (&&ColumnMeta, &usize)| (column.key.read)(cells.at(*at));
        if let ([column], [at]) = (&key.columns[..], &key.at[..]) {
            return Ok(match value((column, at))? {
                Value::Null => None,
                value => Some(Self::One(value)),
            });
        }
        let values: Vec<Value> = key.columns.iter().zip(&key.at).map(value).collect::<Result<_, _>>()?;
        Ok((!values.contains(&Value::Null)).then_some(Self::Several(values)))
    }

    pub(super) fn values(&self) -> &[Value] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Several(values) => values,
        }
    }

    /// The key as a number with a sign. Numbers without one are compared otherwise.
    pub(super) fn number(&self) -> Option<i64> {
        match self {
            Self::One(Value::I64(number)) => Some(*number),
            Self::One(Value::I32(number)) => Some((*number).into()),
            Self::One(Value::I16(number)) => Some((*number).into()),
            _ => None,
        }
    }

    pub(super) fn into_values(self) -> Vec<Value> {
        match self {
            Self::One(value) => vec![value],
            Self::Several(values) => values,
        }
    }
}

impl Ord for Key {
    fn cmp(&self, other: &Self) -> Ordering {
        // Nearly all keys are one number, and each row is compared with two of them.
        match (self, other) {
            (Self::One(Value::I64(one)), Self::One(Value::I64(other))) => return one.cmp(other),
            (Self::One(Value::I32(one)), Self::One(Value::I32(other))) => return one.cmp(other),
            _ => {}
        }
        let pairs = self.values().iter().zip(other.values());
        pairs.map(|(one, other)| order(one, other)).find(|order| order.is_ne()).unwrap_or(Ordering::Equal)
    }
}

impl PartialOrd for Key {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Key {}

/// Any order, in which equal values are equal whatever their width or scale.
fn order(one: &Value, other: &Value) -> Ordering {
    if let (Some(one), Some(other)) = (integer(one), integer(other)) {
        return one.cmp(&other);
    }
    match (one, other) {
        (Value::Text(one) | Value::Label(one), Value::Text(other) | Value::Label(other)) => one.cmp(other),
        (Value::Bytes(one), Value::Bytes(other)) => one.cmp(other),
        (Value::Uuid(one), Value::Uuid(other)) => one.cmp(other),
        (Value::Bool(one), Value::Bool(other)) => one.cmp(other),
        (Value::Date(one), Value::Date(other)) => one.cmp(other),
        (Value::Time(one), Value::Time(other)) => one.cmp(other),
        (Value::Timestamp(one), Value::Timestamp(other)) => one.cmp(other),
        (Value::TimestampTz(one), Value::TimestampTz(other)) => one.cmp(other),
        (Value::Decimal(one), Value::Decimal(other)) => plain(one).cmp(plain(other)),
        (Value::F32(one), Value::F32(other)) => one.total_cmp(other),
        (Value::F64(one), Value::F64(other)) => one.total_cmp(other),
        // Types that are rarely keys. Their text is longer than they are, and says as much.
        (one, other) => format!("{one:?}").cmp(&format!("{other:?}")),
    }
}

fn integer(value: &Value) -> Option<i128> {
    match value {
        Value::I16(number) => Some((*number).into()),
        Value::I32(number) => Some((*number).into()),
        Value::I64(number) => Some((*number).into()),
        Value::U64(number) => Some((*number).into()),
        _ => None,
    }
}

/// A decimal number without zeros at its end.
fn plain(decimal: &str) -> &str {
    if decimal.contains('.') { decimal.trim_end_matches('0').trim_end_matches('.') } else { decimal }
}
