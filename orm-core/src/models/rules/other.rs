//! Rules on any type.

use validator::{Validate, ValidationError};

use super::Checked;

impl<T: ?Sized> Checked<'_, T> {
    /// `required`: the value is there.
    pub fn required(&mut self) -> &mut Self {
        if self.is_only_said("required", &[]) {
            return self;
        }
        self.is_broken = self.value.is_none();
        if self.is_broken {
            self.rules.broken.push((self.wire, ValidationError::new("required")));
        }
        self
    }

    /// `custom(function = path)`: a rule of the user's.
    pub fn custom(&mut self, rule: impl FnOnce(&T) -> Result<(), ValidationError>) -> &mut Self {
        if self.is_only_said("custom", &[]) {
            return self;
        }
        self.is_broken = false;
        if let Some(Err(error)) = self.value.map(rule) {
            self.is_broken = true;
            self.rules.broken.push((self.wire, error));
        }
        self
    }
}

impl<T: PartialEq> Checked<'_, T> {
    /// `must_match(other = field)`: the same value as another field, which requests call `wire`.
    pub fn must_match(&mut self, wire: &'static str, other: Option<&T>) -> &mut Self {
        self.rule("must_match", [("field", Some(wire.into()))], |value| Some(value) == other)
    }
}

impl<T: Validate + ?Sized> Checked<'_, T> {
    /// `nested`: the rules of the value's own type.
    pub fn nested(&mut self) -> &mut Self {
        if self.is_only_said("nested", &[]) {
            return self;
        }
        self.is_broken = false;
        if let Some(Err(errors)) = self.value.map(Validate::validate) {
            self.rules.nested.push((self.wire, errors));
        }
        self
    }
}
