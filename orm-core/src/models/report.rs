//! What is wrong with a request: the answer that a client can show beside its form.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::content::Content;
use super::document::Document;
use super::{TypeError, messages};

/// A report lists no more than so many issues: a list of a million wrong items makes no answer of a million lines.
const MOST_ISSUES: usize = 100;

/// Everything that is wrong with a request, in the order of the model's fields, up to a hundred issues.
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
    /// Is the message that of the rule itself, given with `message = ".."`?
    is_worded: bool,
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

impl Issue {
    /// Something that is wrong with a field, or with the request as a whole.
    pub(super) fn new(field: Option<String>, code: &'static str, message: impl Into<String>) -> Self {
        Self {
            path: field.into_iter().collect(),
            code: Cow::Borrowed(code),
            message: message.into(),
            params: BTreeMap::new(),
            is_worded: false,
        }
    }

    /// The segments of its path.
    pub(super) fn path(&self) -> &[String] {
        &self.path
    }

    /// What a type error says: one thing, or all that is wrong with a model inside.
    pub(super) fn all_of(error: TypeError) -> Vec<Self> {
        let TypeError { reversed_path: mut path, code, message, inner, .. } = error;
        path.reverse();
        if inner.is_empty() {
            let code = Cow::Borrowed(code);
            return vec![Self { path, code, message, params: BTreeMap::new(), is_worded: false }];
        }
        let below = |issue: Self| Self { path: path.iter().cloned().chain(issue.path).collect(), ..issue };
        inner.into_iter().map(below).collect()
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

    /// With the messages that [`set_messages`](super::set_messages) knows in a language, such as `de` or `pt-BR`. Those
    /// that a rule brings itself (`message = ".."`) stay.
    #[must_use]
    pub fn in_locale(mut self, locale: &str) -> Self {
        self.issues.iter_mut().for_each(|issue| issue.translate(locale));
        self
    }

    pub(super) fn new(mut issues: Vec<Issue>) -> Self {
        issues.truncate(MOST_ISSUES);
        Self { issues, is_syntax: false }
    }

    /// Its title and its code.
    pub(super) const fn name(&self) -> (&'static str, &'static str) {
        if self.is_syntax {
            ("Malformed request", "malformed_request")
        } else {
            ("Validation failed", "validation_failed")
        }
    }

    pub(super) fn into_issues(self) -> Vec<Issue> {
        self.issues
    }

    /// Text that is no JSON.
    pub(super) fn syntax(error: &serde_json::Error) -> Self {
        Self::malformed(format!(
            "is not valid JSON: broken at line {} column {}",
            error.line(),
            error.column()
        ))
    }

    /// Text that is not of the form that was asked for.
    pub(super) fn malformed(message: impl Into<String>) -> Self {
        Self { is_syntax: true, ..Self::new(Issue::all_of(TypeError::new("syntax", message))) }
    }

    /// Sorted by the fields of a struct.
    pub(super) fn in_order_of(mut self, fields: &[&str]) -> Self {
        self.issues.sort_by_key(|issue| {
            let key = issue.path.first()?;
            Some(fields.iter().position(|field| field == key).unwrap_or(fields.len()))
        });
        self
    }

    /// With paths in the names that were sent.
    pub(super) fn in_names_of(mut self, content: &Content) -> Self {
        for issue in &mut self.issues {
            content.rename(&mut issue.path);
        }
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
}

impl Issue {
    /// Takes the words that the application has for it, unless its rule brought some.
    pub(super) fn translate(&mut self, locale: &str) {
        if !self.is_worded
            && let Some(message) = messages::translated(self, locale)
        {
            self.message = message;
        }
    }

    fn of_rule(path: Vec<String>, error: ValidationError) -> Self {
        // `validator` puts the rejected values there.
        let params: BTreeMap<String, Value> = error
            .params
            .into_iter()
            .filter(|(name, _)| name != "value" && name != "other")
            .map(|(name, value)| (name.into_owned(), value))
            .collect();
        let is_worded = error.message.is_some();
        let message =
            error.message.map_or_else(|| messages::default_message(&error.code, &params), Cow::into_owned);
        Self { path, code: error.code, message, params, is_worded }
    }
}

impl From<ValidationErrors> for Report {
    /// Takes the codes, messages and limits over and leaves the rejected values out.
    fn from(errors: ValidationErrors) -> Self {
        let mut report = Self::new(Vec::new());
        report.push_errors(&mut Vec::new(), errors);
        report.issues.truncate(MOST_ISSUES);
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
        let (title, code) = self.name();
        Document { title, status: self.status(), code, issues: &self.issues, id: None }.serialize(serializer)
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
