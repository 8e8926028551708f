//! What `new!` is made of: the check of the fields that are given, and the values that fit them.

use super::slots::Slots;
use super::{FromSlots, ModelMeta};
use crate::const_message::fail;
use crate::derived::same;
use crate::schema::Col;
use crate::types::{ColumnType, Field};

/// A value for a field of the type `T`: a `T`, a `&str` for a `String`, and either of them for an `Option`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no value for a field of type `{T}`",
    label = "expected `{T}`"
)]
pub trait Given<T> {
    /// The value in the type of the field.
    fn given(self) -> T;
}

#[diagnostic::do_not_recommend]
impl<T> Given<T> for T {
    fn given(self) -> T {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Given<Option<T>> for T {
    fn given(self) -> Option<T> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl Given<String> for &str {
    fn given(self) -> String {
        self.to_owned()
    }
}

#[diagnostic::do_not_recommend]
impl Given<Option<String>> for &str {
    fn given(self) -> Option<String> {
        Some(self.to_owned())
    }
}

impl Slots {
    /// Fills the slot of the field `name`. The column only tells the type.
    pub fn give<S, T: Field, V: Given<T>>(&mut self, _column: Col<S, T>, name: &str, value: V) {
        self.fill(plain(name), Box::new(value.given()));
    }

    /// The model out of slots that `new!` filled.
    ///
    /// # Panics
    /// If a required slot is empty, which [`check_given`] has ruled out at compile time.
    pub fn build<M: FromSlots>(mut self) -> M {
        M::from_slots(&mut self)
            .expect("`new!` has checked at compile time that every required field is given")
    }
}

/// Panics at compile time if a required field of `model` is missing from `given`, or if `given` names a field twice or one
/// that the database computes. What is no field at all the compiler finds by itself.
pub const fn check_given(model: &ModelMeta, table: &str, given: &[&str]) {
    let mut i = 0;
    while i < model.required.len() {
        let name = model.column(model.required[i]).field;
        if !contains(given, name) {
            fail(&["missing required field `", name, "` of `", table, "`"]);
        }
        i += 1;
    }
    let mut i = 0;
    while i < given.len() {
        let (before, _) = given.split_at(i);
        if contains(before, plain(given[i])) {
            fail(&["field `", given[i], "` of `", table, "` is given twice"]);
        }
        if is_column(model, given[i]) && !accepts(model, given[i]) {
            fail(&["field `", given[i], "` of `", table, "` is computed by the database"]);
        }
        i += 1;
    }
}

const fn is_column(model: &ModelMeta, name: &str) -> bool {
    let mut i = 0;
    while i < model.table.columns.len() {
        if same(model.column(i).field, plain(name)) {
            return true;
        }
        i += 1;
    }
    false
}

const fn accepts(model: &ModelMeta, name: &str) -> bool {
    let mut i = 0;
    while i < model.accepted.len() {
        if same(model.column(model.accepted[i]).field, plain(name)) {
            return true;
        }
        i += 1;
    }
    false
}

const fn contains(names: &[&str], name: &str) -> bool {
    let mut i = 0;
    while i < names.len() {
        if same(plain(names[i]), name) {
            return true;
        }
        i += 1;
    }
    false
}

/// A name as the table knows it: `type` for `r#type`.
const fn plain(name: &str) -> &str {
    match name.as_bytes() {
        [b'r', b'#', ..] => name.split_at(2).1,
        _ => name,
    }
}
