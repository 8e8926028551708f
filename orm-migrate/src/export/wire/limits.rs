//! The rules of a value, put together.

use orm_schema::parse::wire::RuleDecl;

/// What a value is under, beyond its type.
#[derive(Debug, Clone, Default)]
pub(in crate::export) struct Limits {
    /// Characters of text, elements of a list.
    pub(in crate::export) min_length: Option<u64>,
    pub(in crate::export) max_length: Option<u64>,
    /// Numbers as written.
    pub(in crate::export) min: Option<String>,
    pub(in crate::export) max: Option<String>,
    pub(in crate::export) exclusive_min: Option<String>,
    pub(in crate::export) exclusive_max: Option<String>,
    /// The digits of a decimal: in all, and after the point.
    pub(in crate::export) digits: Option<(u16, u16)>,
    /// Forms that the text has.
    pub(in crate::export) forms: Vec<TextForm>,
    /// Text that it contains.
    pub(in crate::export) contains: Vec<String>,
    /// Text that it does not contain.
    pub(in crate::export) lacks: Vec<String>,
    /// What only the server can tell.
    pub(in crate::export) notes: Vec<String>,
}

/// A form of text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::export) enum TextForm {
    /// One character.
    Char,
    /// `2026-02-28`.
    Day,
    /// `18:30:00`.
    Time,
    /// `2026-02-28T18:30:00`.
    DateTime,
    /// `2026-02-28T18:30:00Z`.
    Instant,
    Uuid,
    Ip,
    Ipv4,
    Ipv6,
    Email,
    Url,
    NonControl,
}

impl Limits {
    /// Of these rules. A rule on a list of numbers is one on its elements' number.
    pub(super) fn of(rules: &[RuleDecl]) -> Self {
        let mut limits = Self::default();
        for rule in rules {
            limits.add(rule);
        }
        limits
    }

    fn add(&mut self, rule: &RuleDecl) {
        match rule {
            RuleDecl::Length { min, max } => {
                self.min_length = self.min_length.max(*min);
                self.max_length = narrower(self.max_length, *max);
            }
            RuleDecl::Range { min, max, exclusive_min, exclusive_max } => {
                self.range([min, max, exclusive_min, exclusive_max]);
            }
            RuleDecl::Digits { precision, scale } => self.digits = Some((*precision, *scale)),
            RuleDecl::Email => self.forms.push(TextForm::Email),
            RuleDecl::Url => self.forms.push(TextForm::Url),
            RuleDecl::Ip(None) => self.forms.push(TextForm::Ip),
            RuleDecl::Ip(Some(4)) => self.forms.push(TextForm::Ipv4),
            RuleDecl::Ip(Some(_)) => self.forms.push(TextForm::Ipv6),
            RuleDecl::NonControlCharacter => self.forms.push(TextForm::NonControl),
            RuleDecl::Contains(text) => self.contains.push(text.clone()),
            RuleDecl::DoesNotContain(text) => self.lacks.push(text.clone()),
            RuleDecl::Server(rule) => self.notes.push(format!("the server also checks {rule}")),
            // What a model or a nested document does about these is not a limit of the value.
            RuleDecl::Required | RuleDecl::Nested => {}
        }
    }

    fn range(&mut self, [min, max, exclusive_min, exclusive_max]: [&Option<String>; 4]) {
        let is_narrower =
            |known: &str, new: &str, is_lower: bool| match (known.parse::<f64>(), new.parse::<f64>()) {
                (Ok(known), Ok(new)) if is_lower => new > known,
                (Ok(known), Ok(new)) => new < known,
                _ => false,
            };
        let places = [
            (&mut self.min, min, true),
            (&mut self.max, max, false),
            (&mut self.exclusive_min, exclusive_min, true),
            (&mut self.exclusive_max, exclusive_max, false),
        ];
        for (place, limit, is_lower) in places {
            let Some(limit) = limit else { continue };
            if place.as_ref().is_none_or(|known| is_narrower(known, limit, is_lower)) {
                *place = Some(limit.clone());
            }
        }
    }
}

fn narrower(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}
