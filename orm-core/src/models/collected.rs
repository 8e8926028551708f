//! The way of everything that is wrong with a model through serde, whose errors are one line of text.

use std::cell::Cell;

use serde::de::Error;

use super::{Issue, Report};

thread_local! {
    static ISSUES: Cell<Vec<Issue>> = const { Cell::new(Vec::new()) };
}

/// An error of any format that says all of `report`. When the format is ours, [`take`] finds the issues as they are.
pub(super) fn error<E: Error>(report: Report) -> E {
    let text = report.to_string();
    ISSUES.set(report.into_issues());
    let error = E::custom(text);
    // A format that is not ours leaves them.
    ISSUES.take();
    error
}

/// The issues that the error being made stands for; none if it is an error of its own.
pub(super) fn take() -> Vec<Issue> {
    ISSUES.take()
}
