//! Decides `#[cfg(..)]` where the reader can: nothing is compiled, so only `test` and the features it is told are known.

use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, LitStr, Meta, Token};

use super::problem::{Place, Problems};
use super::type_ref::written;

/// Whether an item is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Presence {
    Present,
    Absent,
    /// It depends on the condition at this place.
    Unknown {
        place: Place,
        condition: String,
    },
}

/// Decides the `#[cfg(..)]` attributes of an item; `features` are those that are on.
pub(super) fn presence(attributes: &[Attribute], features: &[String], problems: &mut Problems) -> Presence {
    let mut result = Presence::Present;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("cfg")) {
        let condition = attribute.parse_args::<Meta>().ok();
        match condition.as_ref().and_then(|condition| holds(condition, features)) {
            Some(true) => {}
            Some(false) => return Presence::Absent,
            None => {
                let condition = condition.as_ref().map_or_else(String::new, written);
                result = Presence::Unknown { place: problems.place(&attribute.meta), condition };
            }
        }
    }
    result
}

/// Says that a table cannot depend on the condition.
pub(super) fn report(place: Place, condition: &str, what: &str, problems: &mut Problems) {
    problems
        .push(
            place,
            format!("{what} depends on `cfg({condition})`, which the reader of the schema cannot decide"),
        )
        .hint("take the attribute away, or list the feature under `features` in orm.toml");
}

/// `None` is unknown.
fn holds(condition: &Meta, features: &[String]) -> Option<bool> {
    match condition {
        Meta::Path(path) if path.is_ident("test") => Some(false),
        Meta::NameValue(pair) if pair.path.is_ident("feature") => {
            let syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(name), .. }) = &pair.value else {
                return None;
            };
            is_on(name, features)
        }
        Meta::Path(_) | Meta::NameValue(_) => None,
        Meta::List(list) => {
            let parse = |input: ParseStream<'_>| Punctuated::<Meta, Token![,]>::parse_terminated(input);
            let parts: Vec<Option<bool>> =
                parse.parse2(list.tokens.clone()).ok()?.iter().map(|part| holds(part, features)).collect();
            if list.path.is_ident("not") {
                parts.first().copied().flatten().map(|holds| !holds)
            } else if list.path.is_ident("all") {
                combined(&parts, false)
            } else if list.path.is_ident("any") {
                combined(&parts, true)
            } else {
                None
            }
        }
    }
}

fn is_on(name: &LitStr, features: &[String]) -> Option<bool> {
    features.contains(&name.value()).then_some(true)
}

/// One part that is `decisive` decides; otherwise all must be known.
fn combined(parts: &[Option<bool>], decisive: bool) -> Option<bool> {
    if parts.contains(&Some(decisive)) {
        return Some(decisive);
    }
    if parts.contains(&None) { None } else { Some(!decisive) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: Option<bool>) {
        let condition: Meta = syn::parse_str(source).expect("a condition");
        assert_eq!(holds(&condition, &["chat".to_owned()]), expected, "{source}");
    }

    #[test]
    fn what_is_known_decides() {
        check("test", Some(false));
        check("not(test)", Some(true));
        check(r#"feature = "chat""#, Some(true));
        check(r#"feature = "other""#, None);
        check(r#"all(test, feature = "other")"#, Some(false));
        check(r#"any(feature = "chat", unix)"#, Some(true));
        check("unix", None);
    }
}
