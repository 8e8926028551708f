//! What is wrong with a request: the answer that a client can show beside its form.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::{ModelMeta, TypeError, messages};

/// Everything that is wrong with a request, in the order of the model's fields.
///
/// Paths are made of the names in the request. The rejected values are never part of a report, so it can be sent and
/// logged. It serializes as a problem document (RFC 9457, `application/problem+json`) with the members that form
/// libraries of the zod family expect (`formErrors`, `fieldErrors`) beside the standard ones:
///
/// ```
/// use orm_core::models::Model;
/// # use orm_core::doc::NewTag;
///
/// let report = NewTag::parse(br#"{ "slug": "", "title": "A" }"#).unwrap_err();
/// assert_eq!(
///     serde_json::to_value(&report).unwrap(),
///     serde_json::json!({
///         "type": "about:blank", "title": "Validation failed", "status": 422, "code": "validation_failed",
///         "errors": [{ "pointer": "#/slug", "code": "length", "detail": "must have 1 to 50 characters",
///                      "params": { "min": 1, "max": 50 } }],
///         "formErrors": [], "fieldErrors": { "slug": ["must have 1 to 50 characters"] },
///     }),
/// );
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    issues: Vec<Issue>,
    is_syntax: bool,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq)]
pub struct Issue {
    path: Vec<String>,
    code: Cow<'static, str>,
    message: String,
    params: BTreeMap<String, Value>,
}

impl Issue {
    /// Where: a JSON pointer (RFC 6901) in the names of the request, such as `#/settings/themeName`; `#` is the request
    /// as a whole.
    pub fn pointer(&self) -> String {
        let mut pointer = String::from("#");
        for segment in &self.path {
            pointer.push('/');
            pointer.push_str(&segment.replace('~', "~0").replace('/', "~1"));
        }
        pointer
    }

    /// What, for programs: `type`, `required`, `length`, `range`, …, or the code of the user's own rule.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// What, for people; it goes on after the name of the field: `must have 1 to 120 characters`.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The limits that the rule names, such as `min` and `max`.
    pub const fn params(&self) -> &BTreeMap<String, Value> {
        &self.params
    }
}

impl From<TypeError> for Issue {
    fn from(error: TypeError) -> Self {
        let mut path = error.reversed_path;
        path.reverse();
        Self { path, code: Cow::Borrowed(error.code), message: error.message, params: BTreeMap::new() }
    }
}

impl Report {
    /// What is wrong, in the order of the model's fields.
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// The HTTP status that says so: 400 for text that is no JSON, 422 for everything else.
    pub const fn status(&self) -> u16 {
        if self.is_syntax { 400 } else { 422 }
    }

    pub(super) const fn new(issues: Vec<Issue>) -> Self {
        Self { issues, is_syntax: false }
    }

    /// Text that is no JSON.
    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        let message = format!("is not valid JSON: broken at line {} column {}", error.line(), error.column());
        Self { issues: vec![Issue::from(TypeError::new("syntax", message))], is_syntax: true }
    }

    /// Sorted by the fields of `model`.
    pub(super) fn in_order_of(mut self, model: &ModelMeta) -> Self {
        let columns = model.table.columns;
        self.issues.sort_by_key(|issue| {
            let key = issue.path.first()?;
            Some(columns.iter().position(|column| column.wire == key).unwrap_or(columns.len()))
        });
        self
    }

    fn push_errors(&mut self, path: &mut Vec<String>, errors: ValidationErrors) {
        for (key, kind) in BTreeMap::from_iter(errors.into_errors()) {
            // `validator` files what concerns the whole struct under this name.
            let is_field = key != "__all__";
            if is_field {
                path.push(key.into_owned());
            }
            match kind {
                ValidationErrorsKind::Struct(errors) => self.push_errors(path, *errors),
                ValidationErrorsKind::List(items) => {
                    for (index, errors) in items {
                        path.push(index.to_string());
                        self.push_errors(path, *errors);
                        path.pop();
                    }
                }
                ValidationErrorsKind::Field(errors) => {
                    self.issues.extend(errors.into_iter().map(|error| Issue::of_rule(path.clone(), error)));
                }
            }
            if is_field {
                path.pop();
            }
        }
    }

    /// The messages that concern the request as a whole, and those of each field.
    fn by_field(&self) -> (Vec<&str>, Vec<(&str, Vec<String>)>) {
        let mut form = Vec::new();
        let mut fields: Vec<(&str, Vec<String>)> = Vec::new();
        for issue in &self.issues {
            let Some((field, rest)) = issue.path.split_first() else {
                form.push(issue.message());
                continue;
            };
            let message = match rest {
                [] => issue.message.clone(),
                rest => format!("{}: {}", rest.join("."), issue.message),
            };
            match fields.iter_mut().find(|(name, _)| name == field) {
                Some((_, messages)) => messages.push(message),
                None => fields.push((field, vec![message])),
            }
        }
        (form, fields)
    }
}

impl Issue {
    fn of_rule(path: Vec<String>, error: ValidationError) -> Self {
        // `validator` puts the rejected values there.
        let params: BTreeMap<String, Value> = error
            .params
            .into_iter()
            .filter(|(name, _)| name != "value" && name != "other")
            .map(|(name, value)| (name.into_owned(), value))
            .collect();
        let message =
            error.message.map_or_else(|| messages::default_message(&error.code, &params), Cow::into_owned);
        Self { path, code: error.code, message, params }
    }
}

impl From<ValidationErrors> for Report {
    /// Takes the codes, messages and limits over and leaves the rejected values out.
    fn from(errors: ValidationErrors) -> Self {
        let mut report = Self::new(Vec::new());
        report.push_errors(&mut Vec::new(), errors);
        report
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, issue) in self.issues.iter().enumerate() {
            let separator = if i == 0 { "" } else { "; " };
            match issue.path.as_slice() {
                [] => write!(f, "{separator}the request {}", issue.message)?,
                path => write!(f, "{separator}`{}` {}", path.join("."), issue.message)?,
            }
        }
        Ok(())
    }
}

impl std::error::Error for Report {}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (form, fields) = self.by_field();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "about:blank")?;
        map.serialize_entry("title", if self.is_syntax { "Malformed request" } else { "Validation failed" })?;
        map.serialize_entry("status", &self.status())?;
        map.serialize_entry("code", if self.is_syntax { "malformed_request" } else { "validation_failed" })?;
        map.serialize_entry("errors", &self.issues)?;
        map.serialize_entry("formErrors", &form)?;
        map.serialize_entry("fieldErrors", &FieldErrors(&fields))?;
        map.end()
    }
}

impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("pointer", &self.pointer())?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("detail", &self.message)?;
        if !self.params.is_empty() {
            map.serialize_entry("params", &self.params)?;
        }
        map.end()
    }
}

/// Keeps the order of the fields, which a map of `std` would not.
struct FieldErrors<'a>(&'a [(&'a str, Vec<String>)]);

impl Serialize for FieldErrors<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(field, messages)| (field, messages)))
    }
}
