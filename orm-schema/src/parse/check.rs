//! Reads `check(..)` of a table or a column.

use proc_macro2::TokenStream;
use syn::{Expr, ExprLit, Lit, LitStr, UnOp};

use super::attr;
use super::entry::{Entries, Value};
use super::item::Rule;
use super::problem::{Place, Problems};

/// A check as written.
#[derive(Debug)]
pub(super) struct Check {
    /// The name, if one is given.
    pub(super) name: Option<String>,
    /// Where it is.
    pub(super) place: Place,
    pub(super) kind: CheckKind,
}

/// What a check demands.
#[derive(Debug)]
pub(super) enum CheckKind {
    /// An SQL expression.
    Sql(String),
    /// A rule for the database and the generated models.
    Rule(Rule),
}

/// Reads the inside of `check(..)`.
pub(super) fn read(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<Check> {
    let mut texts: Vec<LitStr> = Vec::new();
    let entries = Entries::of_list(
        &attr::CHECK,
        tokens.clone(),
        &mut |input, _| match input.parse::<LitStr>() {
            Ok(text) => {
                texts.push(text);
                true
            }
            Err(_) => false,
        },
        problems,
    );
    let name = entries.name("name", problems);
    let kind = if let Some((tokens, place)) = entries.list("range") {
        range(tokens, place, problems).map(CheckKind::Rule)
    } else if let Some((tokens, place)) = entries.list("length") {
        length(tokens, place, problems).map(CheckKind::Rule)
    } else {
        texts.pop().map(|text| text.value()).filter(|text| !text.trim().is_empty()).map(CheckKind::Sql)
    };
    if kind.is_none() || !texts.is_empty() {
        problems
            .push(place, "`check` needs one SQL expression or one rule")
            .hint(r#"write `check("price > 0")`, `check(range(min = 0))` or `check(length(max = 20))`"#);
        return None;
    }
    Some(Check { name, place, kind: kind? })
}

fn range(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<Rule> {
    let entries = Entries::of_list(&attr::BOUNDS, tokens.clone(), &mut |_, _| false, problems);
    let mut bound = |word: &str| {
        let entry = entries.find(word)?;
        let Value::Expression(expr) = &entry.value else { return None };
        let number = number(expr);
        if number.is_none() {
            problems.push(entry.value_place, "a bound of a range is a number");
        }
        number
    };
    let (min, max) = (bound("min"), bound("max"));
    if min.is_none() && max.is_none() {
        problems.push(place, "`range` needs a bound").hint("write `range(min = 0, max = 100)`");
        return None;
    }
    if let (Some(min), Some(max)) = (&min, &max)
        && let (Ok(low), Ok(high)) = (min.parse::<f64>(), max.parse::<f64>())
        && low > high
    {
        problems.push(place, format!("no number lies between {min} and {max}"));
    }
    Some(Rule::Range { min, max })
}

fn length(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<Rule> {
    let Some(Rule::Range { min, max }) = range(tokens, place, problems) else { return None };
    let mut whole = |bound: Option<String>| {
        let bound = bound?;
        let number = bound.parse::<u64>().ok();
        if number.is_none() {
            problems.push(place, format!("a length is a whole number, not {bound}"));
        }
        number
    };
    Some(Rule::Length { min: whole(min), max: whole(max) })
}

fn number(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(number), .. }) => Some(number.base10_digits().to_owned()),
        Expr::Lit(ExprLit { lit: Lit::Float(number), .. }) => Some(number.base10_digits().to_owned()),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => Some(format!("-{}", number(&unary.expr)?)),
        _ => None,
    }
}
