//! The rules of a value, with what they need to know beyond it.

use validator::{Validate, ValidationErrors};

/// A value with rules: every `validator::Validate`, and the models of a table with `#[table(context = PlanLimits)]`.
///
/// A context is what rules need to know that is not in the request: the limits of a plan, the languages of a site. A
/// rule takes it with `use_context`:
///
/// ```
/// # use orm_core::doc::*;
/// use orm_core::models::Context;
/// use validator::ValidationError;
///
/// struct PlanLimits { longest_title: usize }
///
/// fn fits(title: &String, limits: &PlanLimits) -> Result<(), ValidationError> {
///     if title.len() <= limits.longest_title { Ok(()) } else { Err(ValidationError::new("plan")) }
/// }
///
/// #[derive(Table)]
/// #[table(context = PlanLimits)]
/// struct Note {
///     #[validate(custom(function = fits, use_context))]
///     title: String,
/// }
///
/// let limits = Context(PlanLimits { longest_title: 3 });
/// assert!(NewNote::parse_with(br#"{ "title": "abc" }"#, &limits).is_ok());
/// let report = NewNote::parse_with(br#"{ "title": "abcd" }"#, &limits).unwrap_err();
/// assert_eq!(report.issues()[0].code(), "plan");
/// # let _ = |note: Note| note.title;
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no rules to check",
    label = "not a request model",
    note = "take a model that `#[derive(Table)]` generates, or derive `validator::Validate`; a struct without rules derives it too"
)]
pub trait Check {
    /// [`NoContext`], or the [`Context`] of the table's type.
    type Context;

    /// Looks whether all rules hold.
    fn check(&self, context: &Self::Context) -> Result<(), ValidationErrors>;
}

/// Rules look at nothing but the value.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoContext;

/// What rules know beyond the value.
#[derive(Debug, Clone, Copy)]
pub struct Context<C>(pub C);

#[diagnostic::do_not_recommend]
impl<T: Validate> Check for T {
    type Context = NoContext;

    fn check(&self, _context: &NoContext) -> Result<(), ValidationErrors> {
        self.validate()
    }
}
