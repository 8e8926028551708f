//! `#[validate(..)]` as data.

use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, ExprUnary, Ident, Lit, Meta, Token, UnOp};

use super::super::implied::Implied;
use super::super::item::Rule;

/// A rule that a value is under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RuleDecl {
    /// So many characters of text, or elements of a list.
    Length {
        /// The fewest.
        min: Option<u64>,
        /// The most.
        max: Option<u64>,
    },
    /// Numbers as written.
    Range {
        /// The smallest value.
        min: Option<String>,
        /// The largest value.
        max: Option<String>,
        /// The largest value that is too small.
        exclusive_min: Option<String>,
        /// The smallest value that is too large.
        exclusive_max: Option<String>,
    },
    /// The digits of a decimal.
    Digits {
        /// In all.
        precision: u16,
        /// After the point.
        scale: u16,
    },
    /// At most so many bytes of text.
    Bytes(u64),
    /// So many bits: at least and at most.
    Bits(Option<u64>, u64),
    /// What each element of a list is under.
    Each(Box<RuleDecl>),
    /// An address of electronic mail.
    Email,
    /// A URL.
    Url,
    /// An address of the version 4, 6, or any.
    Ip(Option<u8>),
    /// Text that contains this.
    Contains(String),
    /// Text that does not contain this.
    DoesNotContain(String),
    /// No control characters.
    NonControlCharacter,
    /// The value is there, though its type allows that it is not. Holds of new rows only.
    Required,
    /// The rules of the value's own type hold.
    Nested,
    /// Something that only the compiled program knows, as written.
    Server(String),
}

impl From<&Rule> for RuleDecl {
    fn from(rule: &Rule) -> Self {
        match rule {
            Rule::Length { min, max } => Self::Length { min: *min, max: *max },
            Rule::Range { min, max } => {
                Self::Range { min: min.clone(), max: max.clone(), exclusive_min: None, exclusive_max: None }
            }
        }
    }
}

impl RuleDecl {
    /// The rule that a type implies; nothing if its form says so already.
    pub(super) fn of_implied(implied: &Implied) -> Option<Self> {
        let at_most = |max: u64| Self::Length { min: None, max: Some(max) };
        Some(match implied {
            Implied::Characters(max) | Implied::Bytes(max) => at_most(*max),
            Implied::TextBytes(max) => Self::Bytes(*max),
            Implied::Digits { precision, scale } => Self::Digits { precision: *precision, scale: *scale },
            Implied::Finite => return None,
            Implied::Range(min, max) => Self::Range {
                min: Some(min.to_string()),
                max: Some(max.to_string()),
                exclusive_min: None,
                exclusive_max: None,
            },
            Implied::Bits(min, max) => Self::Bits(*min, *max),
            Implied::Dimensions(count) => Self::Length { min: Some(*count), max: Some(*count) },
            Implied::Each(inner) => Self::Each(Box::new(Self::of_implied(inner)?)),
        })
    }
}

/// The rules of a field, or of a struct.
pub(super) fn all(attributes: &[Attribute]) -> Vec<RuleDecl> {
    let mut rules = Vec::new();
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("validate")) {
        let Meta::List(list) = &attribute.meta else { continue };
        let metas = Punctuated::<Meta, Token![,]>::parse_terminated.parse2(list.tokens.clone());
        rules.extend(metas.iter().flatten().map(rule));
    }
    rules
}

fn rule(meta: &Meta) -> RuleDecl {
    let word = meta.path().get_ident().map(ToString::to_string).unwrap_or_default();
    let arguments = Arguments::of(meta);
    let known = match word.as_str() {
        "email" => Some(RuleDecl::Email),
        "url" => Some(RuleDecl::Url),
        "ip" => Some(RuleDecl::Ip(match (arguments.has("v4"), arguments.has("v6")) {
            (true, _) => Some(4),
            (_, true) => Some(6),
            _ => None,
        })),
        "required" => Some(RuleDecl::Required),
        "nested" => Some(RuleDecl::Nested),
        "non_control_character" => Some(RuleDecl::NonControlCharacter),
        "length" => arguments.length(),
        "range" => arguments.range(),
        "contains" => arguments.text("pattern").map(RuleDecl::Contains),
        "does_not_contain" => arguments.text("pattern").map(RuleDecl::DoesNotContain),
        _ => None,
    };
    known.unwrap_or_else(|| RuleDecl::Server(crate::parse::type_ref::written(meta).replace(" (", "(")))
}

struct Arguments(Vec<(String, Option<Expr>)>);

struct Argument(String, Option<Expr>);

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name: Ident = input.parse()?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self(name.to_string(), value))
    }
}

impl Arguments {
    fn of(meta: &Meta) -> Self {
        match meta {
            Meta::Path(_) => Self(Vec::new()),
            Meta::NameValue(pair) => Self(vec![("pattern".to_owned(), Some(pair.value.clone()))]),
            Meta::List(list) => {
                let parsed = Punctuated::<Argument, Token![,]>::parse_terminated.parse2(list.tokens.clone());
                Self(parsed.into_iter().flatten().map(|Argument(name, value)| (name, value)).collect())
            }
        }
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(known, _)| known == name)
    }

    fn value(&self, name: &str) -> Option<&Expr> {
        self.0.iter().find(|(known, _)| known == name)?.1.as_ref()
    }

    fn text(&self, name: &str) -> Option<String> {
        match self.value(name)? {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        }
    }

    /// `None` if a limit is no number.
    fn length(&self) -> Option<RuleDecl> {
        let limit = |name| match self.value(name) {
            None => Some(None),
            Some(limit) => Some(Some(number(limit)?.parse().ok()?)),
        };
        let (min, max, equal) = (limit("min")?, limit("max")?, limit("equal")?);
        Some(RuleDecl::Length { min: equal.or(min), max: equal.or(max) })
    }

    /// `None` if a limit is no number.
    fn range(&self) -> Option<RuleDecl> {
        let limit = |name| match self.value(name) {
            None => Some(None),
            Some(limit) => number(limit).map(Some),
        };
        Some(RuleDecl::Range {
            min: limit("min")?,
            max: limit("max")?,
            exclusive_min: limit("exclusive_min")?,
            exclusive_max: limit("exclusive_max")?,
        })
    }
}

/// The digits of a number in source, without the suffix and the underscores.
fn number(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => Some(number.base10_digits().to_owned()),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => Some(number.base10_digits().to_owned()),
        Expr::Unary(ExprUnary { op: UnOp::Neg(_), expr, .. }) => number(expr).map(|text| format!("-{text}")),
        Expr::Group(group) => number(&group.expr),
        Expr::Paren(paren) => number(&paren.expr),
        _ => None,
    }
}
