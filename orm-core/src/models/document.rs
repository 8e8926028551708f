//! The document that tells a client what is wrong: RFC 9457, with what form libraries of the zod family expect.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::Issue;

/// A problem document.
pub(super) struct Document<'a> {
    pub(super) title: &'a str,
    pub(super) status: u16,
    pub(super) code: &'a str,
    pub(super) issues: &'a [Issue],
    /// Under which the log has more about it.
    pub(super) id: Option<&'a str>,
}

impl<'a> Document<'a> {
    /// The messages that concern the request as a whole, and those of each field.
    fn by_field(&self) -> (Vec<&'a str>, Vec<(&'a str, Vec<String>)>) {
        let mut form = Vec::new();
        let mut fields: Vec<(&'a str, Vec<String>)> = Vec::new();
        for issue in self.issues {
            let Some((field, rest)) = issue.path().split_first() else {
                form.push(issue.message());
                continue;
            };
            let message = match rest {
                [] => issue.message().to_owned(),
                rest => format!("{}: {}", rest.join("."), issue.message()),
            };
            match fields.iter_mut().find(|(name, _)| name == field) {
                Some((_, messages)) => messages.push(message),
                None => fields.push((field, vec![message])),
            }
        }
        (form, fields)
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let (form, fields) = self.by_field();
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", "about:blank")?;
        map.serialize_entry("title", self.title)?;
        map.serialize_entry("status", &self.status)?;
        map.serialize_entry("code", self.code)?;
        if let Some(id) = self.id {
            map.serialize_entry("id", id)?;
        }
        map.serialize_entry("errors", self.issues)?;
        map.serialize_entry("formErrors", &form)?;
        map.serialize_entry("fieldErrors", &FieldErrors(&fields))?;
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
