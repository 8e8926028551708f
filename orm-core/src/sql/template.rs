//! Statements written once, whose values come later.

use std::sync::Arc;

use orm_schema::Dialect;

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
}

impl Template {
    /// Of a statement that was written with parameters.
    pub fn new(dialect: Dialect, statement: Statement) -> Self {
        let Statement { text, binds, refusal } = statement;
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
        Self { dialect, text: text.into(), binds, takes_all_in_order, has_elements, refusal }
    }

    /// The text. Where it depends on the length of a list, one of one value.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Why it is not sent.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// The text and the values, with the arguments in their places.
    ///
    /// Copies nothing when each argument is sent once and in the order of the parameters. Where the text depends on the
    /// length of a list, it is written anew around the list.
    pub fn fill(&self, mut arguments: Vec<Value>) -> (Arc<str>, Vec<Value>) {
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
            return (Arc::clone(&self.text), arguments);
        }
        (Arc::clone(&self.text), self.binds.iter().map(|bind| filled(bind, &arguments)).collect())
    }

    fn fill_elements(&self, arguments: &[Value]) -> (Arc<str>, Vec<Value>) {
        let mut text = String::with_capacity(self.text.len() * 2);
        let mut binds = Vec::with_capacity(self.binds.len() + 8);
        let mut copied = 0;
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
            let mut writer = Writer::new(self.dialect, 64);
            elements(&mut writer, values.clone(), ty);
            let list = writer.finish();
            text.push_str(&list.text);
            binds.extend(list.binds);
        }
        text.push_str(&self.text[copied..]);
        (text.into(), binds)
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
        (_, argument) => argument,
    }
}
