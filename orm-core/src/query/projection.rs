//! What `#[derive(Projection)]` checks of each field.

/// The field of this type, marked by `F`, takes what a query yields for it.
#[diagnostic::on_unimplemented(
    message = "field `{F}` is `{Self}`, but the query yields `{Got}`",
    label = "this query yields `{Got}`",
    note = "an outer join makes what it selects optional: declare the field as an `Option`, or use an inner join"
)]
pub trait Accepts<Got, F> {
    /// The value of the field.
    fn accept(got: Got) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T, F> Accepts<T, F> for T {
    fn accept(got: T) -> Self {
        got
    }
}
