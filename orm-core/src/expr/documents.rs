//! Places in JSON documents.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::function::{Either, call};
use super::{Expr, Expression, IntoExpr, NeedsJsonContains, Never};
use crate::ast::{self, Function, JsonRead, JsonStep};
use crate::types::{ColumnType, Json, Null};

/// A Rust type stored as a JSON document.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a document",
    label = "only JSON has this operation"
)]
pub trait DocumentType: ColumnType {}
impl<T> DocumentType for Json<T> where Self: ColumnType {}
impl DocumentType for serde_json::Value {}

/// What a document can do.
///
/// ```
/// # use orm_core::doc::*;
/// let theme = sql("settings").expr::<Json<Vec<i32>>>().path("theme.colors[0]").text();
/// assert_eq!(
///     User::query().select(theme.clone()).sql(Postgres).text,
///     r#"select ((settings) #>> $1) from "users""#,
/// );
/// assert_eq!(
///     User::query().select(theme).sql(Sqlite).text,
///     r#"select cast(json_extract(settings, ?) as text) from "users""#,
/// );
/// ```
pub trait Documents: Expression<Ty: DocumentType> {
    /// A place in the document: members with dots between them, elements in brackets (`a.b[0].c`). How it is read says what
    /// follows: `.path("a.b").text()`. The path is bound as a value. A member whose name has a dot is reached with
    /// [`Place::member`].
    fn path(self, path: &str) -> Place<Self::Uses> {
        Place { document: self.into_node(), steps: steps(path), marker: PhantomData }
    }

    /// The document holds another: all its members and elements. `self @> other`, `json_contains(self, other)` on MySQL. Not on
    /// SQLite.
    fn json_contains<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsJsonContains, (Self::Uses, A::Uses))> {
        call(Function::JsonContains, [self.into_node(), other.into_expr_node()])
    }
}

impl<E: Expression<Ty: DocumentType>> Documents for E {}

/// A place in a document. What is not there is NULL, and so is the `null` of JSON.
#[derive(Debug, Clone)]
#[must_use = "say what it is read as: `.text()`, `.int()`, …"]
pub struct Place<U> {
    document: ast::Expr,
    steps: Vec<JsonStep>,
    marker: PhantomData<fn() -> U>,
}

impl<U> Place<U> {
    /// The member of that name, whatever is in it.
    pub fn member(mut self, name: impl Into<String>) -> Self {
        self.steps.push(JsonStep::Key(name.into()));
        self
    }

    /// The element at that place, from 0.
    pub fn element(mut self, index: u32) -> Self {
        self.steps.push(JsonStep::Index(index));
        self
    }

    /// As text, without quotes. How numbers and `true` are spelled, the database decides.
    pub fn text(self) -> Expr<String, Null, Never<U>> {
        self.read(JsonRead::Text)
    }

    /// As an integer.
    pub fn int(self) -> Expr<i64, Null, Never<U>> {
        self.read(JsonRead::Integer)
    }

    /// As a double.
    pub fn double(self) -> Expr<f64, Null, Never<U>> {
        self.read(JsonRead::Double)
    }

    /// As `true` or `false`.
    pub fn bool(self) -> Expr<bool, Null, Never<U>> {
        self.read(JsonRead::Bool)
    }

    /// As a document of the type `T`.
    pub fn json<T: Serialize + DeserializeOwned + Send + 'static>(self) -> Expr<Json<T>, Null, Never<U>> {
        self.read(JsonRead::Document)
    }

    /// The number of elements of an array.
    pub fn length(self) -> Expr<i64, Null, Never<U>> {
        self.read(JsonRead::Length)
    }

    fn read<T>(self, read: JsonRead) -> Expr<T, Null, Never<U>> {
        let path = ast::JsonPath { document: self.document, steps: self.steps, read };
        Expr::new(ast::Expr::Json(Box::new(path)))
    }
}

/// `a.b[0]` in steps. Brackets without a number are part of a name.
fn steps(path: &str) -> Vec<JsonStep> {
    let mut steps = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let mut indexes = Vec::new();
        let mut name = part;
        while let Some((before, index)) = name.strip_suffix(']').and_then(|rest| rest.rsplit_once('[')) {
            let Ok(index) = index.parse() else { break };
            indexes.push(JsonStep::Index(index));
            name = before;
        }
        if !name.is_empty() {
            steps.push(JsonStep::Key(name.to_owned()));
        }
        steps.extend(indexes.into_iter().rev());
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_members_and_elements() {
        let key = |key: &str| JsonStep::Key(key.to_owned());
        let expected = [key("a"), key("b"), JsonStep::Index(0), JsonStep::Index(12), key("c[x]")];
        assert_eq!(steps("a.b[0][12].c[x]"), expected);
        assert_eq!(steps("[3]"), [JsonStep::Index(3)]);
        assert_eq!(steps(""), []);
    }
}
