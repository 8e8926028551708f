//! Values as JSON: parts of documents, and documents made of values.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Expr, Expression, Grouped, NeedsOrderedJson, Never, OrderKeys};
use crate::ast::{self, AggregateFunction, Function, JsonForm, Order};
use crate::schema::{Col, Source};
use crate::types::{ColumnType, Field, Json, NotNull, Null, Nullness, Value, json_value};

/// A type whose values have one form in JSON on every database.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no one form in JSON on all databases",
    label = "expected a number, text, a truth value, a time or a document",
    note = "`.cast::<String>()` makes text of other types"
)]
pub trait JsonElement: ColumnType + Serialize + DeserializeOwned {
    /// How a value becomes JSON.
    const FORM: JsonForm;
}

macro_rules! elements {
    ($($ty:ty => $Form:ident;)*) => {$(
        impl JsonElement for $ty {
            const FORM: JsonForm = JsonForm::$Form;
        }
    )*};
}

elements! {
    bool => Bool;
    i8 => Plain;
    i16 => Plain;
    i32 => Plain;
    i64 => Plain;
    u8 => Plain;
    u16 => Plain;
    u32 => Plain;
    f64 => Plain;
    String => Plain;
    NaiveDate => Plain;
    NaiveDateTime => Local;
    DateTime<Utc> => Utc;
    serde_json::Value => Document;
}

impl<T: Serialize + DeserializeOwned + Send + 'static> JsonElement for Json<T> {
    const FORM: JsonForm = JsonForm::Document;
}

fn element<E: Expression<Ty: JsonElement>>(expression: E) -> ast::Expr {
    let node = expression.into_node();
    match E::Ty::FORM {
        JsonForm::Plain => node,
        form => ast::Expr::ToJson(Box::new(node), form),
    }
}

/// What becomes part of a document: a value that serializes, a column or an expression.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot become a part of a document",
    label = "expected a value that serializes, a column or an expression"
)]
pub trait JsonArgument {
    /// What it needs of its query.
    type Uses;

    /// The node.
    fn into_json(self) -> ast::Expr;
}

#[diagnostic::do_not_recommend]
impl<V: Serialize> JsonArgument for V {
    type Uses = ();

    fn into_json(self) -> ast::Expr {
        ast::Expr::Value(json_value(&self))
    }
}

#[diagnostic::do_not_recommend]
impl<S: Source, F: Field<Base: JsonElement>> JsonArgument for Col<S, F> {
    type Uses = <Self as Expression>::Uses;

    fn into_json(self) -> ast::Expr {
        element(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: JsonElement, N: Nullness, U> JsonArgument for Expr<T, N, U> {
    type Uses = U;

    fn into_json(self) -> ast::Expr {
        element(self)
    }
}

/// Begins an object: `json_object().field("name", User::name).field("age", User::age).build::<Card>()`.
///
/// ```
/// # use orm_core::doc::*;
/// let card = json_object().field("id", User::id).field("name", User::name).build::<serde_json::Value>();
/// assert_eq!(
///     User::query().select(card).sql(Postgres).text,
///     r#"select jsonb_build_object($1, "users"."id", $2, "users"."name") from "users""#,
/// );
/// ```
pub fn json_object() -> JsonObject<()> {
    JsonObject { arguments: Vec::new(), marker: PhantomData }
}

/// An object made of values. Made by [`json_object`].
#[must_use = "end the object with `.build::<T>()`"]
pub struct JsonObject<U> {
    arguments: Vec<ast::Expr>,
    marker: PhantomData<fn() -> U>,
}

impl<U> JsonObject<U> {
    /// With a member: a column or an expression. NULL becomes `null`.
    pub fn field<E: Expression<Ty: JsonElement>>(
        mut self,
        name: impl Into<String>,
        value: E,
    ) -> JsonObject<(U, E::Uses)> {
        self.arguments.push(ast::Expr::Value(Value::Text(name.into().into())));
        self.arguments.push(element(value));
        JsonObject { arguments: self.arguments, marker: PhantomData }
    }

    /// The document, which is read as a `T`. The compiler believes the type; a wrong one is an error of decoding.
    pub fn build<T: Serialize + DeserializeOwned + Send + 'static>(self) -> Expr<Json<T>, NotNull, Never<U>> {
        Expr::new(ast::Expr::Function(Function::JsonObject, self.arguments))
    }
}

/// Begins an array: `json_array().element(User::name).element(User::age).build::<(String, i32)>()`.
pub fn json_array() -> JsonArray<()> {
    JsonArray { arguments: Vec::new(), marker: PhantomData }
}

/// An array made of values. Made by [`json_array`].
#[must_use = "end the array with `.build::<T>()`"]
pub struct JsonArray<U> {
    arguments: Vec<ast::Expr>,
    marker: PhantomData<fn() -> U>,
}

impl<U> JsonArray<U> {
    /// With an element: a column or an expression. NULL becomes `null`.
    pub fn element<E: Expression<Ty: JsonElement>>(mut self, value: E) -> JsonArray<(U, E::Uses)> {
        self.arguments.push(element(value));
        JsonArray { arguments: self.arguments, marker: PhantomData }
    }

    /// The document, which is read as a `T`. The compiler believes the type; a wrong one is an error of decoding.
    pub fn build<T: Serialize + DeserializeOwned + Send + 'static>(self) -> Expr<Json<T>, NotNull, Never<U>> {
        Expr::new(ast::Expr::Function(Function::JsonArray, self.arguments))
    }
}

/// An array of the values, NULLs among them; in no order. Of no rows it is NULL on PostgreSQL and MySQL, an empty array on
/// SQLite. `jsonb_agg`, `json_arrayagg` on MySQL, `json_group_array` on SQLite. Rows are collected as objects:
/// `json_array_agg(json_object()..build::<Card>())`.
pub fn json_array_agg<E: Expression<Ty: JsonElement>>(
    expression: E,
) -> Expr<Json<Vec<Option<E::Ty>>>, Null, Grouped<E::Uses>> {
    aggregate(AggregateFunction::JsonArray, element(expression), None, Vec::new())
}

/// As [`json_array_agg`], in an order: a key or a tuple of up to 4. PostgreSQL, and SQLite since 3.44.
///
/// ```
/// # use orm_core::doc::*;
/// assert_eq!(
///     User::query().select(json_array_agg_ordered(User::name, User::age.desc())).sql(Sqlite).text,
///     r#"select json_group_array("users"."name" order by "users"."age" desc) from "users""#,
/// );
/// ```
pub fn json_array_agg_ordered<E: Expression<Ty: JsonElement>, K: OrderKeys>(
    expression: E,
    order: K,
) -> Expr<Json<Vec<Option<E::Ty>>>, Null, Grouped<(NeedsOrderedJson, (E::Uses, K::Uses))>> {
    let mut order_by = Vec::new();
    order.push(&mut order_by);
    aggregate(AggregateFunction::JsonArray, element(expression), None, order_by)
}

/// An object of the values under their names, NULLs among them. Of no rows it is NULL on PostgreSQL and MySQL, an empty object
/// on SQLite. `jsonb_object_agg`, `json_objectagg` on MySQL, `json_group_object` on SQLite. What of two values of one name
/// remains, the database decides.
///
/// ```
/// # use orm_core::doc::*;
/// assert_eq!(
///     User::query().select(json_object_agg(User::name, User::age)).sql(Mysql).text,
///     "select json_objectagg(`users`.`name`, `users`.`age`) from `users`",
/// );
/// ```
pub fn json_object_agg<K, E>(
    name: K,
    value: E,
) -> Expr<Json<BTreeMap<String, Option<E::Ty>>>, Null, Grouped<(K::Uses, E::Uses)>>
where
    K: Expression<Ty = String, Null = NotNull>,
    E: Expression<Ty: JsonElement>,
{
    aggregate(AggregateFunction::JsonObject, element(value), Some(name.into_node()), Vec::new())
}

fn aggregate<T, N, U>(
    function: AggregateFunction,
    operand: ast::Expr,
    argument: Option<ast::Expr>,
    order_by: Vec<Order>,
) -> Expr<T, N, U> {
    let aggregate = ast::Aggregate {
        function,
        operand: Some(operand),
        argument,
        is_distinct: false,
        order_by,
        filter: None,
    };
    Expr::new(ast::Expr::Aggregate(Box::new(aggregate)))
}
