//! Where a statement waits for a value.

use super::Value;

/// The place of an argument of a prepared statement. What renders the statement makes one, what runs it puts the value there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameter {
    /// Which argument, from zero.
    pub position: usize,
    /// How it is sent.
    pub form: ParameterForm,
}

/// How an argument is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterForm {
    /// As it is.
    Value,
    /// As a number of rows.
    Rows,
    /// As a decimal that MySQL casts from its text. One with more digits than the cast keeps is refused.
    Decimal,
    /// As the values of an `in`. The writer makes one of the forms below out of it.
    List,
    /// A list as one JSON text.
    Json,
    /// A list as values of their own, whose placeholders stand in the text in place of the byte at `at`.
    Elements {
        /// Where.
        at: usize,
        /// The name of their type, as [`super::ColumnType::SQL_NAME`] spells it.
        ty: &'static str,
    },
}

impl Parameter {
    /// The argument as a value.
    pub(crate) fn value(position: usize, form: ParameterForm) -> Value {
        Value::Parameter(Self { position, form })
    }
}
