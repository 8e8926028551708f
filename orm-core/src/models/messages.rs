//! The sentence of a rule, from its code and its limits: English, unless the application knows better.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::sync::OnceLock;

use serde_json::Value;

use super::Issue;

static MESSAGES: OnceLock<Messages> = OnceLock::new();

/// The sentence about an issue in a language (`de`, `pt-BR`, as in `Accept-Language`), or `None` to leave it as it is.
pub type Messages = fn(&Issue, &str) -> Option<String>;

/// Sets what an application says instead of the English sentences, once at its start. Says whether this was the first call;
/// later ones change nothing.
///
/// ```
/// # use orm_core::doc::*;
/// use orm_core::models::set_messages;
///
/// set_messages(|issue, locale| match (locale, issue.code()) {
///     ("de", "required") => Some("fehlt".to_owned()),
///     ("de", "length") => Some(format!("darf höchstens {} Zeichen haben", issue.params().get("max")?)),
///     _ => None,
/// });
///
/// let report = NewTag::parse(br#"{ "slug": "a" }"#).unwrap_err().in_locale("de");
/// assert_eq!(report.to_string(), "`title` fehlt");
/// ```
pub fn set_messages(messages: Messages) -> bool {
    MESSAGES.set(messages).is_ok()
}

/// What the application says.
pub(super) fn translated(issue: &Issue, locale: &str) -> Option<String> {
    MESSAGES.get()?(issue, locale)
}

/// What is said about a broken rule that brings no message of its own. It goes on after the name of the field.
pub(super) fn default_message(code: &str, params: &BTreeMap<String, Value>) -> String {
    let param = |name: &str| params.get(name).map(text);
    match code {
        "length" => length_message(param("min"), param("max"), param("equal"), "characters"),
        "range" => range(params),
        "email" => "must be an email address".to_owned(),
        "url" => "must be a URL".to_owned(),
        "ip" => "must be an IP address".to_owned(),
        "ipv4" => "must be an IPv4 address".to_owned(),
        "ipv6" => "must be an IPv6 address".to_owned(),
        "contains" => format!("must contain `{}`", param("needle").unwrap_or_default()),
        "does_not_contain" => format!("must not contain `{}`", param("needle").unwrap_or_default()),
        "must_match" => format!("must be the same as `{}`", param("field").unwrap_or_default()),
        "regex" => "does not have the required form".to_owned(),
        "required" => "is required".to_owned(),
        "credit_card" => "must be the number of a credit card".to_owned(),
        "non_control_character" => "must not contain control characters".to_owned(),
        "finite" => "must be a finite number".to_owned(),
        "bytes" => length_message(None, param("max"), None, "bytes"),
        "bits" => match (param("min"), param("max")) {
            (Some(min), Some(max)) if min == max => length_message(None, None, Some(min), "bits"),
            (min, max) => length_message(min, max, None, "bits"),
        },
        "dimensions" => length_message(None, None, param("dimensions"), "finite numbers"),
        "digits" => format!(
            "must have at most {} digits, {} of them after the point",
            param("precision").unwrap_or_default(),
            param("scale").unwrap_or_default()
        ),
        _ => "is not valid".to_owned(),
    }
}

/// What is said about a wrong length, in characters or elements.
pub(super) fn length_message<N: Display>(
    min: Option<N>,
    max: Option<N>,
    equal: Option<N>,
    unit: &str,
) -> String {
    match (min, max, equal) {
        (_, _, Some(equal)) => format!("must have {equal} {unit}"),
        (Some(min), Some(max), None) => format!("must have {min} to {max} {unit}"),
        (Some(min), None, None) => format!("must have at least {min} {unit}"),
        (None, Some(max), None) => format!("must have at most {max} {unit}"),
        (None, None, None) => format!("has the wrong number of {unit}"),
    }
}

fn range(params: &BTreeMap<String, Value>) -> String {
    let limits = [
        ("min", "at least"),
        ("exclusive_min", "greater than"),
        ("max", "at most"),
        ("exclusive_max", "less than"),
    ];
    let said: Vec<String> = limits
        .iter()
        .filter_map(|(name, words)| params.get(*name).map(|limit| format!("{words} {}", text(limit))))
        .collect();
    if said.is_empty() { "is out of range".to_owned() } else { format!("must be {}", said.join(" and ")) }
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
