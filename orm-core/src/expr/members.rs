//! Places in JSON documents whose type is known: `Project::settings.at(Settings::theme)`.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::marker::PhantomData;

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Expr, Never, Place};
use crate::ast::JsonRead;
use crate::types::{ColumnType, Json, NotNull, Null, Nullness};

/// A member of the document type `D`, of the type `V`: `Settings::theme`. Made by `#[derive(Document)]`.
pub struct Member<D, V> {
    name: Option<&'static str>,
    marker: PhantomData<fn() -> (D, V)>,
}

impl<D, V> Member<D, V> {
    /// The member of that name in JSON. Called by the derive.
    pub const fn new(name: &'static str) -> Self {
        Self { name: Some(name), marker: PhantomData }
    }

    /// A field whose members are those of the struct around it (`#[serde(flatten)]`). Called by the derive.
    pub const fn flattened() -> Self {
        Self { name: None, marker: PhantomData }
    }
}

impl<D, V> Clone for Member<D, V> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<D, V> Copy for Member<D, V> {}

impl<D, V> fmt::Debug for Member<D, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Member").field(&self.name).finish()
    }
}

/// What a field holds that `#[serde(with = "..")]` or `#[serde(serialize_with = "..")]` writes: anything.
pub enum Otherwise {}

/// A member of what a place holds: of a struct, perhaps in a box, perhaps absent.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a member of `{V}`",
    label = "expected a member of `{V}`",
    note = "each step of a path takes a member of what is there: `.at(Settings::theme).at(Theme::color)`"
)]
pub trait MemberOf<V> {
    /// The type of its value.
    type Value;

    /// Its name in JSON; nothing if its members stand in its place.
    fn name(self) -> Option<&'static str>;
}

macro_rules! members_of {
    ($($holder:ty),*) => {$(
        impl<D, W> MemberOf<$holder> for Member<D, W> {
            type Value = W;

            fn name(self) -> Option<&'static str> {
                self.name
            }
        }
    )*};
}

members_of!(D, Option<D>, Box<D>, Option<Box<D>>, Json<D>);

/// A list: what JSON writes as an array of one type.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a list",
    label = "no elements to take one of",
    note = "`.at(..)` takes a member of a struct, `.entry(..)` one of a map"
)]
pub trait Elements {
    /// The type of an element.
    type Element;
}

/// A map: what JSON writes as an object with any names.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a map",
    label = "no entries to take one of",
    note = "`.at(..)` takes a member of a struct, `.element(..)` one of a list"
)]
pub trait Entries {
    /// The type of an entry's value.
    type Entry;
}

impl<T> Elements for Vec<T> {
    type Element = T;
}
impl<T, const N: usize> Elements for [T; N] {
    type Element = T;
}
impl<T> Elements for BTreeSet<T> {
    type Element = T;
}
impl<T, S> Elements for HashSet<T, S> {
    type Element = T;
}
impl<T: Elements> Elements for Option<T> {
    type Element = T::Element;
}
impl<K, T> Entries for BTreeMap<K, T> {
    type Entry = T;
}
impl<K, T, S> Entries for HashMap<K, T, S> {
    type Entry = T;
}
impl<T: Entries> Entries for Option<T> {
    type Entry = T::Entry;
}

/// A type that serde writes as a text, a number or a truth value, so that a query can compare it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a text, a number or a truth value in JSON",
    label = "cannot be read as one value",
    note = "`.text()` reads the text of an enum or a time, `.json()` a whole document"
)]
pub trait Scalar {
    /// What a query reads it as: all integers are an `i64`, all doubles an `f64`.
    type Read: ColumnType;
    /// How it is read.
    const READ: JsonRead;
}

macro_rules! scalars {
    ($($($ty:ty),+ => $read:ty, $Read:ident;)*) => {$($(
        impl Scalar for $ty {
            type Read = $read;
            const READ: JsonRead = JsonRead::$Read;
        }
    )+)*};
}

scalars! {
    String => String, Text;
    bool => bool, Bool;
    i8, i16, i32, i64, u8, u16, u32 => i64, Integer;
    f32, f64 => f64, Double;
}

impl<T: Scalar> Scalar for Option<T> {
    type Read = T::Read;
    const READ: JsonRead = T::READ;
}

/// A value for a place that holds a `V`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not what this place holds, `{V}`",
    label = "expected `{V}`",
    note = "a column or an expression is written with `.untyped().set(..)`"
)]
pub trait ValueFor<V>: Serialize {}
#[diagnostic::do_not_recommend]
impl<V: Serialize> ValueFor<V> for V {}
#[diagnostic::do_not_recommend]
impl<V: Serialize> ValueFor<Option<V>> for V {}
#[diagnostic::do_not_recommend]
impl ValueFor<String> for &str {}
#[diagnostic::do_not_recommend]
impl ValueFor<Option<String>> for &str {}

/// A place in a document that holds a `V`, or is not there.
#[must_use = "say what it is read as: `.value()`, `.json()`, …"]
pub struct TypedPlace<T, N, U, V> {
    place: Place<T, N, U>,
    marker: PhantomData<fn() -> V>,
}

impl<T, N: Nullness, U, V> TypedPlace<T, N, U, V> {
    pub(super) fn new(place: Place<T, N, U>) -> Self {
        Self { place, marker: PhantomData }
    }

    /// A member of the struct that is there.
    pub fn at<M: MemberOf<V, Value = W>, W>(self, member: M) -> TypedPlace<T, N, U, W> {
        TypedPlace::new(match member.name() {
            Some(name) => self.place.member(name),
            None => self.place,
        })
    }

    /// An element of the list that is there, from 0.
    pub fn element<E>(self, index: u32) -> TypedPlace<T, N, U, E>
    where
        V: Elements<Element = E>,
    {
        TypedPlace::new(self.place.element(index))
    }

    /// What the map that is there holds under a name.
    pub fn entry<E>(self, name: impl Into<String>) -> TypedPlace<T, N, U, E>
    where
        V: Entries<Entry = E>,
    {
        TypedPlace::new(self.place.member(name))
    }

    /// The value: a text, a number or a truth value. NULL when it is not there.
    pub fn value<R>(self) -> Expr<R, Null, Never<U>>
    where
        V: Scalar<Read = R>,
    {
        self.place.read(V::READ)
    }

    /// The value as a document of its type.
    pub fn json(self) -> Expr<Json<V>, Null, Never<U>>
    where
        V: Serialize + DeserializeOwned + Send + 'static,
    {
        self.place.json()
    }

    /// The value as text, without quotes: the label of an enum, a time as serde writes it.
    pub fn text(self) -> Expr<String, Null, Never<U>> {
        self.place.text()
    }

    /// The number of elements of the list.
    pub fn length(self) -> Expr<i64, Null, Never<U>>
    where
        V: Elements,
    {
        self.place.length()
    }

    /// Something is there, if only `null`.
    pub fn exists(self) -> Expr<bool, NotNull, Never<U>> {
        self.place.exists()
    }

    /// The document with this value at the place, as [`Place::set`] does it.
    pub fn set<A: ValueFor<V>>(self, value: A) -> Expr<T, N, (U, Never<()>)> {
        self.place.set(value)
    }

    /// The document with this value at the place if nothing was there.
    pub fn insert<A: ValueFor<V>>(self, value: A) -> Expr<T, N, (U, Never<()>)> {
        self.place.insert(value)
    }

    /// The document with this value at the place if something was there.
    pub fn replace<A: ValueFor<V>>(self, value: A) -> Expr<T, N, (U, Never<()>)> {
        self.place.replace(value)
    }

    /// The document without the place.
    pub fn remove(self) -> Expr<T, N, U> {
        self.place.remove()
    }

    /// The same place without its type: what else [`Place`] can do.
    pub fn untyped(self) -> Place<T, N, U> {
        self.place
    }
}

impl<T, N, U, V> Clone for TypedPlace<T, N, U, V> {
    fn clone(&self) -> Self {
        Self { place: self.place.clone(), marker: PhantomData }
    }
}
