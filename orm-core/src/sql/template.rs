//! Statements written once, whose values come later.

use std::sync::Arc;

use orm_schema::Dialect;

use super::expr::fits_decimal;
use super::list::{elements, json_array};
use super::writer::Writer;
use super::{Refusal, Statement};
use crate::types::{Parameter, ParameterForm, Value};

/// A statement with places for arguments among its values.
#[derive(Debug, Clone)]
pub struct Template {
    dialect: Dialect,
    text: Arc<str>,
    binds: Vec<Value>,
    /// The values are the arguments in their order, so that the list of the arguments is the list of the values.
    takes_all_in_order: bool,
    /// Does the text depend on the length of a list?
    has_elements: bool,
    /// Why it is not sent.
    refusal: Option<Refusal>,
    /// Does the text hold values?
    is_once: bool,
}

/// A statement with the arguments in their places.
#[derive(Debug)]
pub struct Filled {
    /// The text.
    pub text: Arc<str>,
    /// The values.
    pub binds: Vec<Value>,
    /// Why it is not sent.
    pub refusal: Option<Refusal>,
    /// Does the text hold values, so that no other run has it?
    pub is_once: bool,
}

impl Template {
    /// Of a statement that was written with parameters.
    pub fn new(dialect: Dialect, statement: Statement) -> Self {
        let Statement { text, binds, refusal, is_once } = statement;
        let parameter = |bind: &Value| match bind {
            Value::Parameter(parameter) => Some(*parameter),
            _ => None,
        };
        let has_elements = binds
            .iter()
            .filter_map(parameter)
            .any(|parameter| matches!(parameter.form, ParameterForm::Elements { .. }));
        let takes_all_in_order = !has_elements
            && binds
                .iter()
                .enumerate()
                .all(|(index, bind)| parameter(bind).is_some_and(|parameter| parameter.position == index));
        Self { dialect, text: text.into(), binds, takes_all_in_order, has_elements, refusal, is_once }
    }

    /// The text. Where it depends on the length of a list, one of one value.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text and the values, with the arguments in their places.
    ///
    /// Copies nothing when each argument is sent once and in the order of the parameters. Where the text depends on the
    /// length of a list, it is written anew around the list.
    pub fn fill(&self, mut arguments: Vec<Value>) -> Filled {
        if self.has_elements {
            return self.fill_elements(&arguments);
        }
        if self.takes_all_in_order && self.binds.len() == arguments.len() {
            for (argument, bind) in arguments.iter_mut().zip(&self.binds) {
                if let Value::Parameter(Parameter { form, .. }) = bind
                    && *form != ParameterForm::Value
                {
                    *argument = in_form(std::mem::replace(argument, Value::Null), *form);
                }
            }
            return self.filled(arguments);
        }
        self.filled(self.binds.iter().map(|bind| filled(bind, &arguments)).collect())
    }

    fn filled(&self, binds: Vec<Value>) -> Filled {
        let (refusal, is_once) = (self.refusal.clone(), self.is_once);
        Filled { text: Arc::clone(&self.text), binds, refusal, is_once }
    }

    fn fill_elements(&self, arguments: &[Value]) -> Filled {
        let mut text = String::with_capacity(self.text.len() * 2);
        let mut binds = Vec::with_capacity(self.binds.len() + 8);
        let (mut copied, mut is_once) = (0, self.is_once);
        for bind in &self.binds {
            let Value::Parameter(Parameter { position, form: ParameterForm::Elements { at, ty } }) = bind
            else {
                binds.push(filled(bind, arguments));
                continue;
            };
            let Some(Value::Array { values, .. }) = arguments.get(*position) else { continue };
            text.push_str(&self.text[copied..*at]);
            copied = at + 1;
            if values.is_empty() {
                // A list may be empty on SQLite alone. Elsewhere a query without rows means the same.
                text.push_str(match self.dialect {
                    Dialect::Sqlite => "",
                    Dialect::Postgres | Dialect::Mysql => "select 1 from dual where false",
                });
                continue;
            }
            let mut writer = Writer::behind(self.dialect, 64, binds.len());
            elements(&mut writer, values.clone(), ty);
            let list = writer.finish();
            text.push_str(&list.text);
            binds.extend(list.binds);
            is_once |= list.is_once;
        }
        text.push_str(&self.text[copied..]);
        let refusal = self.refusal.clone().or_else(|| Refusal::of_values(self.dialect, binds.len()));
        Filled { text: text.into(), binds, refusal, is_once }
    }
}

/// A value with the arguments in it.
fn filled(bind: &Value, arguments: &[Value]) -> Value {
    match bind {
        Value::Parameter(Parameter { position, form }) => {
            arguments.get(*position).map_or(Value::Null, |argument| in_form(argument.clone(), *form))
        }
        Value::Array { element, values } => {
            Value::Array { element, values: values.iter().map(|value| filled(value, arguments)).collect() }
        }
        value => value.clone(),
    }
}

fn in_form(argument: Value, form: ParameterForm) -> Value {
    match (form, argument) {
        (ParameterForm::Rows, Value::U64(rows)) => Value::I64(i64::try_from(rows).unwrap_or(i64::MAX)),
        (ParameterForm::Json, Value::Array { values, .. }) => match json_array(&values) {
            Some(json) => Value::Text(json.into()),
            None => Value::Invalid("the list holds a value that has no form in a list".to_owned()),
        },
        (ParameterForm::Decimal, argument @ Value::Decimal(_)) if !fits_decimal(&argument) => Value::Invalid(
            "MySQL compares a decimal in a prepared query by 35 digits before the point and 30 behind it"
                .to_owned(),
        ),
        (_, argument) => argument,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_that_a_cast_would_cut_is_not_sent() {
        let text = "select 1 where cast(? as decimal(65, 30)) > 1".to_owned();
        let binds = vec![Parameter::value(0, ParameterForm::Decimal)];
        let template =
            Template::new(Dialect::Mysql, Statement { text, binds, refusal: None, is_once: false });
        let sent = |number: &str| template.fill(vec![Value::Decimal(number.to_owned())]).binds.remove(0);
        let widest = format!("-{}.{}", "1".repeat(35), "2".repeat(30));
        assert_eq!(sent(&widest), Value::Decimal(widest));
        for wide in ["1".repeat(36), format!("0.{}", "1".repeat(31))] {
            assert!(matches!(sent(&wide), Value::Invalid(_)), "{wide}");
        }
    }
}
