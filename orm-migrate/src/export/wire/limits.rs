//! The rules of a value, put together.

use orm_schema::parse::wire::RuleDecl;
use orm_wire::TextForm;

use super::Limits;

/// What a value under these rules keeps. A rule on a list of numbers is one on its elements' number.
pub(super) fn limits(rules: &[RuleDecl]) -> Limits {
    let mut limits = Limits::default();
    for rule in rules {
        add(&mut limits, rule);
    }
    limits
}

/// What each element of a list under these rules keeps.
pub(super) fn of_elements(rules: &[RuleDecl]) -> Limits {
    let mut limits = Limits::default();
    for rule in rules {
        if let RuleDecl::Each(rule) = rule {
            add(&mut limits, rule);
        }
    }
    limits
}

fn add(limits: &mut Limits, rule: &RuleDecl) {
    match rule {
        RuleDecl::Length { min, max } => limits.length(*min, *max),
        RuleDecl::Range { min, max, exclusive_min, exclusive_max } => {
            limits.range([min, max, exclusive_min, exclusive_max].map(Option::as_ref));
        }
        RuleDecl::Digits { precision, scale } => limits.digits = Some((*precision, *scale)),
        RuleDecl::Bytes(max) => limits.bytes(*max),
        RuleDecl::Bits(..) => limits.notes.push("the server also checks bits".to_owned()),
        RuleDecl::Email => limits.forms.push(TextForm::Email),
        RuleDecl::Url => limits.forms.push(TextForm::Url),
        RuleDecl::Ip(None) => limits.forms.push(TextForm::Ip),
        RuleDecl::Ip(Some(4)) => limits.forms.push(TextForm::Ipv4),
        RuleDecl::Ip(Some(_)) => limits.forms.push(TextForm::Ipv6),
        RuleDecl::NonControlCharacter => limits.forms.push(TextForm::NonControl),
        RuleDecl::Contains(text) => limits.contains.push(text.clone()),
        RuleDecl::DoesNotContain(text) => limits.lacks.push(text.clone()),
        RuleDecl::Server(rule) => limits.notes.push(format!("the server also checks {rule}")),
        // What a model, the elements of a list or a nested document do about these is not a limit of the value.
        RuleDecl::Required | RuleDecl::Nested | RuleDecl::Each(_) => {}
    }
}
