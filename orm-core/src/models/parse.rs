//! From the bytes of a request to a value whose rules hold, or to a report.

use std::cell::Cell;

use serde::de::DeserializeOwned;

use super::content::Content;
use super::{Check, ContentDeserializer, Issue, NoContext, Report, misfits};

/// A type that a request becomes: `NewProject`, `NewProjectBody`, `ProjectPatch`, and whatever else derives
/// `serde::Deserialize` and `validator::Validate`.
pub trait Model: DeserializeOwned + Check {
    /// Reads a JSON object and checks the rules of its fields.
    ///
    /// ```
    /// use orm_core::models::Model;
    /// # use orm_core::doc::NewTag;
    ///
    /// let report = NewTag::parse(br#"{ "slug": 7 }"#).unwrap_err();
    /// let issues: Vec<_> = report.issues().iter().map(|issue| (issue.pointer(), issue.code())).collect();
    /// assert_eq!(issues, [("#/slug".to_owned(), "type"), ("#/title".to_owned(), "required")]);
    /// ```
    ///
    /// # Errors
    /// All type errors (missing fields and wrong types) at once; when there is none, all broken rules at once. Text that is
    /// no JSON, or nests more than 127 levels deep, is one error at the root. What serde stops at inside of a document is
    /// replaced by something that fits, and the rest is read: a part that is read as a whole (an untagged enum, a flattened
    /// struct) has one error.
    fn parse(bytes: &[u8]) -> Result<Self, Report>
    where
        Self: Check<Context = NoContext>,
    {
        Self::parse_with(bytes, &NoContext)
    }

    /// The same for rules with a context.
    ///
    /// # Errors
    /// As [`Model::parse`].
    fn parse_with(bytes: &[u8], context: &Self::Context) -> Result<Self, Report> {
        // What is wrong needs the whole request in memory a second time; most requests are right.
        match serde_json::from_slice::<Self>(bytes) {
            Ok(model) if model.check(context).is_ok() => Ok(model),
            _ => {
                let content = serde_json::from_slice(bytes).map_err(|error| Report::syntax(&error))?;
                from_content(&content, context)
            }
        }
    }

    /// Reads the fields of a form, or of the query of a URL, and checks their rules. Texts are numbers where numbers are
    /// asked for; a key that is given several times is a list.
    ///
    /// # Errors
    /// As [`Model::parse`].
    #[cfg(feature = "axum")]
    fn of_form(pairs: Vec<(String, String)>, context: &Self::Context) -> Result<Self, Report> {
        from_content(&Content::of_form(pairs), context)
    }
}

#[diagnostic::do_not_recommend]
impl<T: DeserializeOwned + Check> Model for T {}

/// Reads a buffered value and checks its rules.
fn from_content<T: Model>(sent: &Content, context: &T::Context) -> Result<T, Report> {
    let fields = Cell::new(&[][..]);
    let read = |content: &Content| T::deserialize(ContentDeserializer::root(content, &fields));
    let model = read(sent).map_err(|error| {
        let errors = misfits::all(sent, error, |content| read(content).err());
        let issues = errors.into_iter().flat_map(|mut error| {
            error.hide(sent);
            Issue::all_of(error)
        });
        Report::new(issues.collect()).in_order_of(fields.get())
    })?;
    match model.check(context) {
        Ok(()) => Ok(model),
        Err(errors) => Err(Report::from(errors).in_names_of(sent).in_order_of(fields.get())),
    }
}
