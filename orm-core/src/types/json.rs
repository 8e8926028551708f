//! JSON documents: jsonb on PostgreSQL, JSON on MySQL, TEXT on SQLite.

use std::ops::{Deref, DerefMut};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Cell, ColumnType, DecodeError, Value};

/// A value that is stored as one JSON document. Reads and writes like the value itself: it dereferences to it, and
/// serializes and validates as it does.
///
/// ```
/// use orm_core::types::Json;
///
/// let tags = Json(vec!["a", "b"]);
/// assert_eq!(tags.len(), 2);
/// assert_eq!(serde_json::to_string(&tags).unwrap(), r#"["a","b"]"#);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Json<T>(pub T);

impl<T> Json<T> {
    /// The value.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> Deref for Json<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Json<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Json<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

#[cfg(feature = "models")]
impl<T: validator::Validate> validator::Validate for Json<T> {
    fn validate(&self) -> Result<(), validator::ValidationErrors> {
        self.0.validate()
    }
}

impl<T: Serialize + DeserializeOwned + Send + 'static> ColumnType for Json<T> {
    const SQL_NAME: &'static str = "json";

    fn into_value(self) -> Value {
        to_value(&self.0)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        from_cell(cell).map(Self)
    }
}

impl ColumnType for serde_json::Value {
    const SQL_NAME: &'static str = "json";

    fn into_value(self) -> Value {
        to_value(&self)
    }

    fn from_cell(cell: Cell<'_>) -> Result<Self, DecodeError> {
        from_cell(cell)
    }
}

/// A document to bind.
pub(crate) fn to_value(document: &impl Serialize) -> Value {
    match serde_json::to_string(document) {
        Ok(text) => Value::Json(text),
        // The message of serde is about the shape (`key must be a string`), never about a value.
        Err(error) => Value::Invalid(format!("the value has no JSON form: {error}")),
    }
}

fn from_cell<T: DeserializeOwned>(cell: Cell<'_>) -> Result<T, DecodeError> {
    parse(cell.json()?)
}

/// Reads a document.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, DecodeError> {
    serde_json::from_str(text).map_err(|error| {
        // The message of serde may repeat the value, so only the place is told.
        let (line, column) = (error.line(), error.column());
        DecodeError::new(format!(
            "the document does not have the shape of `{}` (line {line}, column {column})",
            std::any::type_name::<T>()
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_bound_as_text() {
        assert_eq!(Json(vec![1, 2]).into_value(), Value::Json("[1,2]".to_owned()));
    }

    #[test]
    fn a_value_without_a_json_form_is_no_panic() {
        let keys = Json(std::collections::BTreeMap::from([(vec![1], 2)]));
        assert!(matches!(keys.into_value(), Value::Invalid(_)));
    }
}
