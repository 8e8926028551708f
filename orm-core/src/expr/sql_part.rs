//! What stands in the braces of `sql!`.

use super::{Expr, Expression, One, Param, Sql};
use crate::ast::RawPart;
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, Nullness};

/// A part of SQL in the user's own words that is not text: a column, an expression, another piece of SQL or a value.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot stand in the braces of `sql!`",
    label = "expected a column, an expression, `sql(..)` or a value that a column can hold"
)]
pub trait SqlPart {
    /// What it needs of its query.
    type Uses;

    /// Puts it behind the others.
    fn push(self, parts: &mut Vec<RawPart>);
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> SqlPart for T {
    type Uses = ();

    fn push(self, parts: &mut Vec<RawPart>) {
        parts.push(RawPart::Bind(self.into_value()));
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> SqlPart for Option<T> {
    type Uses = ();

    fn push(self, parts: &mut Vec<RawPart>) {
        parts.push(RawPart::Bind(self.into_field_value()));
    }
}

#[diagnostic::do_not_recommend]
impl SqlPart for &String {
    type Uses = ();

    fn push(self, parts: &mut Vec<RawPart>) {
        self.clone().push(parts);
    }
}

#[diagnostic::do_not_recommend]
impl SqlPart for &str {
    type Uses = ();

    fn push(self, parts: &mut Vec<RawPart>) {
        self.to_owned().push(parts);
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> SqlPart for Param<T> {
    type Uses = ();

    fn push(self, parts: &mut Vec<RawPart>) {
        parts.push(RawPart::Expr(Box::new(self.into_node())));
    }
}

#[diagnostic::do_not_recommend]
impl<S: Source, F: Field> SqlPart for Col<S, F> {
    type Uses = One<S>;

    fn push(self, parts: &mut Vec<RawPart>) {
        parts.push(RawPart::Column { source: S::ALIAS, name: self.name() });
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType, N: Nullness, U> SqlPart for Expr<T, N, U> {
    type Uses = U;

    fn push(self, parts: &mut Vec<RawPart>) {
        parts.push(RawPart::Expr(Box::new(self.into_node())));
    }
}

#[diagnostic::do_not_recommend]
impl<U> SqlPart for Sql<U> {
    type Uses = U;

    fn push(self, parts: &mut Vec<RawPart>) {
        parts.extend(self.into_raw().parts);
    }
}
