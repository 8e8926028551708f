//! Rows of the catalog, column by column.

use super::READING;
use crate::runner::MigrateError;
use crate::runner::session::{Session, Value};

/// A row whose columns are taken one after the other.
pub(super) struct Row(std::vec::IntoIter<Value>);

impl Row {
    /// Text, or nothing.
    pub(super) fn optional(&mut self) -> Option<String> {
        self.0.next().and_then(Value::into_text)
    }

    /// Text; NULL is empty.
    pub(super) fn text(&mut self) -> String {
        self.optional().unwrap_or_default()
    }

    /// A whole number, or nothing.
    pub(super) fn number(&mut self) -> Option<i64> {
        self.0.next().and_then(|value| value.as_int())
    }

    /// Any number but zero.
    pub(super) fn flag(&mut self) -> bool {
        self.number().is_some_and(|number| number != 0)
    }

    /// A list of texts, written as JSON.
    pub(super) fn list(&mut self) -> Vec<String> {
        self.json().unwrap_or_default()
    }

    /// A document; one that does not read is nothing.
    pub(super) fn json<T: serde::de::DeserializeOwned>(&mut self) -> Option<T> {
        serde_json::from_str(&self.optional()?).ok()
    }
}

/// The rows of a query.
pub(super) async fn rows(
    session: &mut dyn Session,
    sql: &str,
    values: &[Value],
) -> Result<Vec<Row>, MigrateError> {
    match session.query(sql, values).await {
        Ok(rows) => Ok(rows.into_iter().map(|row| Row(row.into_iter())).collect()),
        Err(error) => Err(session.failure(READING, error)),
    }
}
