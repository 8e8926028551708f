//! The rules behind the generated `validator::Validate`: those of `#[validate(..)]` and those that the schema implies.
//!
//! [`Rules`] collects what is broken in one model, [`Checked`] is one field of it with its rules as a chain of calls:
//! `text` has those on text, `number` those on numbers, `sizes` those on bits and dimensions, `each` those on the elements of
//! lists, `other` the rest.

mod each;
mod number;
mod other;
#[cfg(any(feature = "bit-vec", feature = "pgvector"))]
mod sizes;
mod text;

pub use number::decimal;

use std::any::Any;
use std::borrow::Cow;

use serde_json::Value;
use validator::{ValidationError, ValidationErrors, ValidationErrorsKind};

use super::FromSlots;
#[cfg(feature = "descriptions")]
use super::describe::Said;
use crate::types::Field;

/// Where `validator` files what concerns a value as a whole.
const WHOLE: &str = "__all__";

/// Where `validator` files what is wrong with the elements of a list.
const LIST: &str = "_tmp_validator";

/// The broken rules of one model, on their way into [`ValidationErrors`].
#[derive(Debug, Default)]
pub struct Rules {
    broken: Vec<(&'static str, ValidationError)>,
    nested: Vec<(&'static str, ValidationErrors)>,
    /// The rules themselves, where they are asked what they are rather than whether they hold.
    #[cfg(feature = "descriptions")]
    said: Option<Vec<Said>>,
}

impl Rules {
    /// None broken yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Rules that only say what they are.
    #[cfg(feature = "descriptions")]
    pub(super) fn said() -> Self {
        Self { said: Some(Vec::new()), ..Self::default() }
    }

    /// What they said.
    #[cfg(feature = "descriptions")]
    pub(super) fn into_said(self) -> Vec<Said> {
        self.said.unwrap_or_default()
    }

    /// Starts the rules of the field that requests call `wire`; rules hold of an absent value.
    pub fn on<'r, T: ?Sized>(&'r mut self, wire: &'static str, value: Option<&'r T>) -> Checked<'r, T> {
        Checked { rules: self, wire, value, is_broken: false }
    }

    /// The rules of the column at `position` of the model `M`, which hold of an absent value. `value` is of the column's type,
    /// every `Option` taken off.
    pub fn of_column<M: FromSlots, T: 'static>(&mut self, position: usize, value: Option<&T>) {
        let column = M::MODEL.column(position);
        if let (Some(rules), Some(value)) = (column.input.rules, value) {
            rules(OfColumn { rules: self, wire: column.wire, value });
        }
    }

    /// A rule over the whole model.
    pub fn whole(&mut self, result: Result<(), ValidationError>) {
        if let Err(error) = result {
            self.broken.push((WHOLE, error));
        }
    }

    /// The result of `Validate::validate`, filed by the names in requests.
    pub fn finish(self) -> Result<(), ValidationErrors> {
        let mut errors = ValidationErrors::new();
        for (wire, error) in self.broken {
            errors.add(wire, error);
        }
        for (wire, nested) in self.nested {
            // A field has either broken rules of its own or those of its parts, `validator` cannot hold both.
            if !errors.errors().contains_key(wire) {
                errors.errors_mut().insert(Cow::Borrowed(wire), kind_of(nested));
            }
        }
        if errors.is_empty() { Ok(()) } else { Err(errors) }
    }
}

/// Lists hand their errors over under a made-up name.
fn kind_of(mut errors: ValidationErrors) -> ValidationErrorsKind {
    match errors.errors_mut().remove(LIST) {
        Some(list) => list,
        None => ValidationErrorsKind::Struct(Box::new(errors)),
    }
}

/// The rules of a column, on whatever model has it.
pub type ColumnRules = for<'r> fn(OfColumn<'r>);

/// A value on its way to the rules of its column.
#[derive(Debug)]
pub struct OfColumn<'r> {
    rules: &'r mut Rules,
    wire: &'static str,
    value: &'r dyn Any,
}

impl<'r> OfColumn<'r> {
    /// No value at all.
    #[cfg(feature = "descriptions")]
    pub(super) fn nothing(rules: &'r mut Rules, wire: &'static str) -> Self {
        Self { rules, wire, value: &() }
    }

    /// Starts the rules of a column of that type.
    pub fn field<F: Field>(self) -> Checked<'r, F::Base> {
        Checked { rules: self.rules, wire: self.wire, value: self.value.downcast_ref(), is_broken: false }
    }
}

/// A field, and the rules it is under.
#[derive(Debug)]
pub struct Checked<'r, T: ?Sized> {
    rules: &'r mut Rules,
    wire: &'static str,
    value: Option<&'r T>,
    /// Was the rule before this point in the chain broken?
    is_broken: bool,
}

impl<T: ?Sized> Checked<'_, T> {
    /// Gives the rule before it another code.
    pub fn code(&mut self, code: &'static str) -> &mut Self {
        if let Some(error) = self.last_broken() {
            error.code = Cow::Borrowed(code);
        }
        self
    }

    /// Gives the rule before it another message.
    pub fn message(&mut self, message: &'static str) -> &mut Self {
        if let Some(error) = self.last_broken() {
            error.message = Some(Cow::Borrowed(message));
        }
        self
    }

    /// A rule with limits: `holds` says whether a value keeps it.
    fn rule<const N: usize>(
        &mut self,
        code: &'static str,
        limits: [(&'static str, Option<Value>); N],
        holds: impl FnOnce(&T) -> bool,
    ) -> &mut Self {
        if self.is_only_said(code, &limits) {
            return self;
        }
        self.is_broken = self.value.is_some_and(|value| !holds(value));
        if self.is_broken {
            let mut error = ValidationError::new(code);
            error.params = limits
                .into_iter()
                .filter_map(|(name, limit)| limit.map(|limit| (Cow::Borrowed(name), limit)))
                .collect();
            self.rules.broken.push((self.wire, error));
        }
        self
    }

    /// Is the rule asked what it is? Then it is not whether it holds.
    #[cfg_attr(not(feature = "descriptions"), expect(clippy::unused_self, reason = "nobody asks"))]
    fn is_only_said(&mut self, code: &'static str, limits: &[(&'static str, Option<Value>)]) -> bool {
        #[cfg(feature = "descriptions")]
        if let Some(said) = &mut self.rules.said {
            let limits = limits.iter().filter_map(|(name, limit)| Some((*name, limit.clone()?))).collect();
            said.push(Said { wire: self.wire, code, limits, is_each: false });
            return true;
        }
        let _ = (code, limits);
        false
    }

    fn last_broken(&mut self) -> Option<&mut ValidationError> {
        let is_broken = self.is_broken;
        self.rules.broken.last_mut().filter(|_| is_broken).map(|(_, error)| error)
    }
}
