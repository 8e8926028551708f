//! Rules on the elements of a list.

use std::borrow::Cow;
use std::collections::BTreeMap;

use validator::{ValidationErrors, ValidationErrorsKind};

use super::{Checked, LIST, Rules, WHOLE};
use crate::types::ColumnType;

/// An element of a list: a value, or none where the list may hold NULL.
pub trait Element {
    /// The type of the value.
    type Value;

    /// The value.
    fn value(&self) -> Option<&Self::Value>;
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Element for T {
    type Value = T;

    fn value(&self) -> Option<&T> {
        Some(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: ColumnType> Element for Option<T> {
    type Value = T;

    fn value(&self) -> Option<&T> {
        self.as_ref()
    }
}

impl<E: Element> Checked<'_, Vec<E>> {
    /// What each element keeps. What is wrong with one is filed at its place in the list.
    pub fn each(&mut self, check: impl Fn(&mut Checked<'_, E::Value>)) -> &mut Self {
        #[cfg(feature = "descriptions")]
        if self.rules.said.is_some() {
            self.say_each(check);
            return self;
        }
        self.is_broken = false;
        let mut list = ValidationErrors::new();
        for (index, element) in self.value.into_iter().flatten().enumerate() {
            let mut rules = Rules::new();
            check(&mut rules.on(WHOLE, element.value()));
            if let Err(errors) = rules.finish() {
                let place = list.errors_mut().entry(Cow::Borrowed(LIST));
                let place = place.or_insert_with(|| ValidationErrorsKind::List(BTreeMap::default()));
                if let ValidationErrorsKind::List(elements) = place {
                    elements.insert(index, Box::new(errors));
                }
            }
        }
        if !list.is_empty() {
            self.rules.nested.push((self.wire, list));
        }
        self
    }

    /// Says the rules of an element as such.
    #[cfg(feature = "descriptions")]
    fn say_each(&mut self, check: impl Fn(&mut Checked<'_, E::Value>)) {
        let mut rules = Rules::said();
        check(&mut rules.on(self.wire, None));
        let said = rules.into_said().into_iter().map(|said| super::Said { is_each: true, ..said });
        if let Some(known) = &mut self.rules.said {
            known.extend(said);
        }
    }
}
