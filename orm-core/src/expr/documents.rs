//! Places in JSON documents.

use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::function::{Either, call};
use super::{
    Expr, Expression, IntoExpr, JsonArgument, MemberOf, NeedsJsonContains, NeedsJsonMergePatch, NeedsJsonb,
    Never, TypedPlace,
};
use crate::ast::{self, Function, JsonChangeKind, JsonRead, JsonStep};
use crate::types::{ColumnType, Json, NotNull, Null, Nullness, Value, json_value};

/// A Rust type stored as a JSON document.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a document",
    label = "only JSON has this operation"
)]
pub trait DocumentType: ColumnType {
    /// What it is a document of.
    type Content;
}
impl<T> DocumentType for Json<T>
where
    Self: ColumnType,
{
    type Content = T;
}
impl DocumentType for serde_json::Value {
    type Content = Self;
}

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
    fn path(self, path: &str) -> Place<Self::Ty, Self::Null, Self::Uses> {
        Place { document: self.into_node(), steps: steps(path), marker: PhantomData }
    }

    /// A member of the document, which the compiler knows: `#[derive(Document)]` makes one of each field of a struct. Its value
    /// has the field's type.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// # use serde::{Deserialize, Serialize};
    /// #[derive(Document, Serialize, Deserialize)]
    /// #[serde(rename_all = "camelCase")]
    /// struct Settings {
    ///     font_size: u32,
    ///     theme: Option<Theme>,
    /// }
    ///
    /// #[derive(Document, Serialize, Deserialize)]
    /// struct Theme {
    ///     colors: Vec<String>,
    /// }
    ///
    /// let settings = sql("settings").expr::<Json<Settings>>();
    /// assert_eq!(
    ///     User::query().select(settings.clone().at(Settings::theme).at(Theme::colors).element(0).value()).sql(Postgres).text,
    ///     r#"select ((settings) #>> $1) from "users""#,
    /// );
    /// let is_large = settings.at(Settings::font_size).value().gt(12);
    /// assert_eq!(
    ///     User::query().filter(is_large).select(User::id).sql(Sqlite).text,
    ///     r#"select "users"."id" from "users" where cast(json_extract(settings, ?) as integer) > ?"#,
    /// );
    /// ```
    fn at<M, V>(self, member: M) -> TypedPlace<Self::Ty, Self::Null, Self::Uses, V>
    where
        M: MemberOf<<Self::Ty as DocumentType>::Content, Value = V>,
    {
        self.whole().at(member)
    }

    /// The whole document as a place of its type: `Chat::history.whole().element(0)`.
    fn whole(self) -> TypedPlace<Self::Ty, Self::Null, Self::Uses, <Self::Ty as DocumentType>::Content> {
        TypedPlace::new(self.path(""))
    }

    /// The document holds another: all its members and elements. `self @> other`, `json_contains(self, other)` on MySQL. Not on
    /// SQLite.
    fn json_contains<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsJsonContains, (Self::Uses, A::Uses))> {
        call(Function::JsonContains, [self.into_node(), other.into_expr_node()])
    }

    /// Another document holds this one: `json_contains` the other way round.
    fn json_contained_in<A: IntoExpr<Self::Ty>>(
        self,
        other: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsJsonContains, (Self::Uses, A::Uses))> {
        call(Function::JsonContains, [other.into_expr_node(), self.into_node()])
    }

    /// The document with a patch of RFC 7396 applied: its members take the place of those of that name, and what it says
    /// `null` of is removed. `json_merge_patch`, `json_patch` on SQLite. Not on PostgreSQL.
    fn json_merge_patch<A: Serialize>(
        self,
        patch: A,
    ) -> Expr<Self::Ty, Self::Null, (NeedsJsonMergePatch, Self::Uses)> {
        call(Function::JsonMergePatch, [self.into_node(), document(&patch)])
    }

    /// `self || other`: the members or elements of both; of two members of one name the second. PostgreSQL only.
    fn json_concat<A: Serialize>(self, other: A) -> Expr<Self::Ty, Self::Null, (NeedsJsonb, Self::Uses)> {
        call(Function::JsonConcat, [self.into_node(), document(&other)])
    }

    /// `self ?| keys`: it has a member of one of these names, or such a text as an element. PostgreSQL only; on all databases
    /// [`Place::exists`] asks for one.
    fn json_has_any_key<K: Into<String>>(
        self,
        keys: impl IntoIterator<Item = K>,
    ) -> Expr<bool, Self::Null, (NeedsJsonb, Self::Uses)> {
        call(Function::JsonHasAnyKey, [self.into_node(), names(keys)])
    }

    /// `self ?& keys`: it has members of all of these names, or such texts as elements. PostgreSQL only.
    fn json_has_all_keys<K: Into<String>>(
        self,
        keys: impl IntoIterator<Item = K>,
    ) -> Expr<bool, Self::Null, (NeedsJsonb, Self::Uses)> {
        call(Function::JsonHasAllKeys, [self.into_node(), names(keys)])
    }

    /// `jsonb_path_exists(self, path)`: a path of the language `JSONPath` finds something, `$.items[*] ? (@.price > 10)`.
    /// PostgreSQL only.
    fn json_path_exists<A: IntoExpr<String>>(
        self,
        path: A,
    ) -> Expr<bool, Either<Self, A::Null>, (NeedsJsonb, (Self::Uses, A::Uses))> {
        call(Function::JsonPathExists, [self.into_node(), path.into_expr_node()])
    }
}

impl<E: Expression<Ty: DocumentType>> Documents for E {}

fn document(value: &impl Serialize) -> ast::Expr {
    ast::Expr::Value(json_value(value))
}

fn names<K: Into<String>>(keys: impl IntoIterator<Item = K>) -> ast::Expr {
    ast::Expr::Value(Value::array(keys.into_iter().map(Into::into)))
}

/// A place in a document. What is not there is NULL, and so is the `null` of JSON.
#[must_use = "say what it is read as: `.text()`, `.int()`, …"]
pub struct Place<T, N, U> {
    document: ast::Expr,
    steps: Vec<JsonStep>,
    marker: PhantomData<fn() -> (T, N, U)>,
}

impl<T, N: Nullness, U> Place<T, N, U> {
    /// The member of that name, whatever is in it.
    ///
    /// MariaDB takes no name that begins with a minus: nothing is found there, and nothing can be set (error 4042).
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
    pub fn json<D: Serialize + DeserializeOwned + Send + 'static>(self) -> Expr<Json<D>, Null, Never<U>> {
        self.read(JsonRead::Document)
    }

    /// The number of elements of an array.
    pub fn length(self) -> Expr<i64, Null, Never<U>> {
        self.read(JsonRead::Length)
    }

    /// The names of the members of an object, in the order in which the database keeps them; NULL when there is none.
    pub fn keys(self) -> Expr<Json<Vec<String>>, Null, Never<U>> {
        self.read(JsonRead::Keys)
    }

    /// The word for what is there: `object`, `array`, `string`, `number`, `boolean` or `null`.
    pub fn kind(self) -> Expr<String, Null, Never<U>> {
        self.read(JsonRead::Kind)
    }

    /// Something is there, if only `null`.
    pub fn exists(self) -> Expr<bool, NotNull, Never<U>> {
        let path = ast::JsonPath { document: self.document, steps: self.steps, read: JsonRead::Exists };
        Expr::new(ast::Expr::Json(Box::new(path)))
    }

    /// The document with a value at the place: `jsonb_set`, `json_set`. A member that was not there is added; what holds it has
    /// to be there, which only SQLite makes when it is not. A value is anything that serializes, a column or an expression.
    ///
    /// ```
    /// # use orm_core::doc::*;
    /// let settings = sql("settings").expr::<Json<Vec<i32>>>();
    /// let changed = settings.path("theme.size").set(User::age);
    /// assert_eq!(
    ///     User::query().select(changed.clone()).sql(Postgres).text,
    ///     r#"select jsonb_set(settings, $1, coalesce(to_jsonb("users"."age"), 'null')) from "users""#,
    /// );
    /// assert_eq!(
    ///     User::query().select(changed).sql(Sqlite).text,
    ///     r#"select json_set(settings, ?, "users"."age") from "users""#,
    /// );
    /// ```
    pub fn set<A: JsonArgument>(self, value: A) -> Expr<T, N, (U, Never<A::Uses>)> {
        self.change(JsonChangeKind::Set(value.into_json()))
    }

    /// The document with a value at the place if nothing was there.
    pub fn insert<A: JsonArgument>(self, value: A) -> Expr<T, N, (U, Never<A::Uses>)> {
        self.change(JsonChangeKind::Insert(value.into_json()))
    }

    /// The document with a value at the place if something was there.
    pub fn replace<A: JsonArgument>(self, value: A) -> Expr<T, N, (U, Never<A::Uses>)> {
        self.change(JsonChangeKind::Replace(value.into_json()))
    }

    /// The document without the place: `self #- path`, `json_remove`.
    pub fn remove(self) -> Expr<T, N, U> {
        self.change(JsonChangeKind::Remove)
    }

    fn change<V>(self, kind: JsonChangeKind) -> Expr<T, N, V> {
        let change = ast::JsonChange { document: self.document, steps: self.steps, kind };
        Expr::new(ast::Expr::JsonChange(Box::new(change)))
    }

    pub(super) fn read<V>(self, read: JsonRead) -> Expr<V, Null, Never<U>> {
        let path = ast::JsonPath { document: self.document, steps: self.steps, read };
        Expr::new(ast::Expr::Json(Box::new(path)))
    }
}

impl<T, N, U> Clone for Place<T, N, U> {
    fn clone(&self) -> Self {
        Self { document: self.document.clone(), steps: self.steps.clone(), marker: PhantomData }
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
