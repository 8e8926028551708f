//! Rules on text, and on the length of anything that has one.

use validator::{
    AsRegex, ValidateContains, ValidateDoesNotContain, ValidateEmail, ValidateIp, ValidateLength,
    ValidateNonControlCharacter, ValidateRegex, ValidateUrl,
};

use super::Checked;
use crate::models::messages::length_message;

impl<T: ValidateLength<u64> + ?Sized> Checked<'_, T> {
    /// `length(..)`: so many characters of text.
    pub fn length(&mut self, min: Option<u64>, max: Option<u64>, equal: Option<u64>) -> &mut Self {
        let limits =
            [("min", min.map(Into::into)), ("max", max.map(Into::into)), ("equal", equal.map(Into::into))];
        self.rule("length", limits, |value| value.validate_length(min, max, equal))
    }

    /// `length(..)`: so many elements of a list.
    pub fn elements(&mut self, min: Option<u64>, max: Option<u64>, equal: Option<u64>) -> &mut Self {
        self.length(min, max, equal);
        if let Some(error) = self.last_broken() {
            error.message = Some(length_message(min, max, equal, "elements").into());
        }
        self
    }
}

impl<T: AsRef<str>> Checked<'_, T> {
    /// What a column of `tinytext` holds: so many bytes of text.
    pub fn bytes(&mut self, max: u64) -> &mut Self {
        let limits = [("max", Some(max.into()))];
        self.rule("bytes", limits, |value| {
            u64::try_from(value.as_ref().len()).is_ok_and(|bytes| bytes <= max)
        })
    }
}

impl<T: ValidateEmail> Checked<'_, T> {
    /// `email`.
    pub fn email(&mut self) -> &mut Self {
        self.rule("email", [], ValidateEmail::validate_email)
    }
}

impl<T: ValidateUrl> Checked<'_, T> {
    /// `url`.
    pub fn url(&mut self) -> &mut Self {
        self.rule("url", [], ValidateUrl::validate_url)
    }
}

impl<T: ValidateIp> Checked<'_, T> {
    /// `ip`.
    pub fn ip(&mut self) -> &mut Self {
        self.rule("ip", [], ValidateIp::validate_ip)
    }

    /// `ip(v4)`.
    pub fn ipv4(&mut self) -> &mut Self {
        self.rule("ipv4", [], ValidateIp::validate_ipv4)
    }

    /// `ip(v6)`.
    pub fn ipv6(&mut self) -> &mut Self {
        self.rule("ipv6", [], ValidateIp::validate_ipv6)
    }
}

impl<T: ValidateContains> Checked<'_, T> {
    /// `contains(pattern = "..")`.
    pub fn contains(&mut self, needle: &'static str) -> &mut Self {
        self.rule("contains", [("needle", Some(needle.into()))], |value| value.validate_contains(needle))
    }
}

impl<T: ValidateDoesNotContain> Checked<'_, T> {
    /// `does_not_contain(pattern = "..")`.
    pub fn does_not_contain(&mut self, needle: &'static str) -> &mut Self {
        let limits = [("needle", Some(needle.into()))];
        self.rule("does_not_contain", limits, |value| value.validate_does_not_contain(needle))
    }
}

impl<T: ValidateRegex> Checked<'_, T> {
    /// `regex(path = RE)`.
    pub fn regex(&mut self, regex: impl AsRegex) -> &mut Self {
        self.rule("regex", [], |value| value.validate_regex(regex))
    }
}

impl<T: ValidateNonControlCharacter> Checked<'_, T> {
    /// `non_control_character`.
    pub fn non_control_character(&mut self) -> &mut Self {
        self.rule("non_control_character", [], ValidateNonControlCharacter::validate_non_control_character)
    }
}
