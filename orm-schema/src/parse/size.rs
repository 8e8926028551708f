//! What the attributes `varchar`, `char`, `numeric`, `precision` and `type` make of the type a field has.

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{LitInt, Token};

use super::entry::Entries;
use super::item::Size;
use super::problem::{Place, Problems};
use crate::SqlType;
use crate::types::NumericSize;

/// Reads the attributes.
pub(super) fn read(entries: &Entries, problems: &mut Problems) -> Option<(Size, Place)> {
    let place = |word: &str| entries.place(word);
    if let Some(text) = entries.text("type") {
        let place = place("type")?;
        if text.trim().is_empty() {
            problems
                .push(place, "`type` needs an SQL type")
                .hint(r#"write it as the database does: `type = "citext"`"#);
            return None;
        }
        return Some((Size::Explicit(text.trim().to_owned()), place));
    }
    if let Some((tokens, place)) = entries.list("numeric") {
        return numeric(tokens.clone(), place, problems).map(|size| (Size::Numeric(size), place));
    }
    for (word, size) in [("varchar", Size::Varchar as fn(u32) -> Size), ("char", Size::Char)] {
        let Some(length) = entries.integer::<u32>(word, problems) else { continue };
        let place = place(word)?;
        if length == 0 {
            problems.push(place, format!("a `{word}` holds at least one character"));
            return None;
        }
        return Some((size(length), place));
    }
    let digits = entries.integer::<u8>("precision", problems)?;
    let place = place("precision")?;
    if digits > 6 {
        problems.push(place, "databases keep at most 6 digits of a second");
        return None;
    }
    Some((Size::Precision(digits), place))
}

fn numeric(tokens: TokenStream, place: Place, problems: &mut Problems) -> Option<NumericSize> {
    let list = |input: ParseStream<'_>| Punctuated::<LitInt, Token![,]>::parse_terminated(input);
    let numbers: Vec<u16> = match list.parse2(tokens) {
        Ok(numbers) => numbers.iter().filter_map(|number| number.base10_parse().ok()).collect(),
        Err(error) => {
            problems.push_syn(&error);
            return None;
        }
    };
    let (precision, scale) = match numbers[..] {
        [precision] => (precision, 0),
        [precision, scale] => (precision, scale),
        _ => (0, 0),
    };
    if precision == 0 || scale > precision {
        problems
            .push(place, "`numeric` needs the digits in all and those behind the point")
            .hint("write `numeric(10, 2)`: ten digits, two of them behind the point");
        return None;
    }
    Some(NumericSize { precision, scale })
}

/// The type of a column whose Rust type is stored as `inferred`; the message says why they do not go together.
pub(super) fn apply(size: &Size, inferred: &SqlType) -> Result<SqlType, String> {
    if let SqlType::Array(element) = inferred
        && !matches!(size, Size::Explicit(_))
    {
        return apply(size, element).map(|element| SqlType::Array(Box::new(element)));
    }
    match (size, inferred) {
        (Size::Explicit(text), _) => Ok(SqlType::Custom(text.clone())),
        (Size::Varchar(length), SqlType::Text) => Ok(SqlType::Varchar(*length)),
        (Size::Char(length), SqlType::Text) => Ok(SqlType::Char(*length)),
        (Size::Varchar(_), other) => {
            Err(format!("`varchar` is for text, but this field is stored as {other}"))
        }
        (Size::Char(_), other) => Err(format!("`char` is for text, but this field is stored as {other}")),
        (Size::Numeric(size), SqlType::Numeric(_)) => Ok(SqlType::Numeric(Some(*size))),
        (Size::Numeric(_), other) => {
            Err(format!("`numeric` is for decimal numbers, but this field is stored as {other}"))
        }
        (Size::Precision(digits), SqlType::Time(_)) => Ok(SqlType::Time(Some(*digits))),
        (Size::Precision(digits), SqlType::Timestamp(_)) => Ok(SqlType::Timestamp(Some(*digits))),
        (Size::Precision(digits), SqlType::TimestampTz(_)) => Ok(SqlType::TimestampTz(Some(*digits))),
        (Size::Precision(_), other) => {
            Err(format!("`precision` is for times, but this field is stored as {other}"))
        }
    }
}
