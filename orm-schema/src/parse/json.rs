//! Writes the inside of `json!(..)` as compact JSON text.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use syn::parse::{ParseStream, Parser};
use syn::{Ident, Lit, LitStr, Token, braced, bracketed, token};

use super::problem::Problems;

/// The JSON text of the tokens; expressions other than constants are problems.
pub(super) fn text(tokens: TokenStream, problems: &mut Problems) -> Option<String> {
    let mut out = String::new();
    let parsed = (|input: ParseStream<'_>| value(input, &mut out)).parse2(tokens);
    match parsed {
        Ok(()) => Some(out),
        Err(error) => {
            problems.push_syn(&error);
            None
        }
    }
}

fn value(input: ParseStream<'_>, out: &mut String) -> syn::Result<()> {
    if input.peek(token::Brace) {
        let content;
        braced!(content in input);
        return sequence(&content, out, ('{', '}'), |input, out| {
            string(&input.parse::<LitStr>()?.value(), out);
            input.parse::<Token![:]>()?;
            out.push(':');
            value(input, out)
        });
    }
    if input.peek(token::Bracket) {
        let content;
        bracketed!(content in input);
        return sequence(&content, out, ('[', ']'), value);
    }
    if input.peek(Token![-]) {
        input.parse::<Token![-]>()?;
        out.push('-');
        return number(&input.parse()?, out);
    }
    if input.peek(syn::Ident) {
        let ident: Ident = input.parse()?;
        if ident != "null" {
            return Err(constants_only(ident.span()));
        }
        out.push_str("null");
        return Ok(());
    }
    match input.parse::<Lit>().map_err(|error| constants_only(error.span()))? {
        Lit::Str(text) => string(&text.value(), out),
        Lit::Bool(value) => out.push_str(if value.value { "true" } else { "false" }),
        literal => number(&literal, out)?,
    }
    Ok(())
}

fn sequence(
    input: ParseStream<'_>,
    out: &mut String,
    (open, close): (char, char),
    element: fn(ParseStream<'_>, &mut String) -> syn::Result<()>,
) -> syn::Result<()> {
    out.push(open);
    while !input.is_empty() {
        element(input, out)?;
        if input.is_empty() {
            break;
        }
        input.parse::<Token![,]>()?;
        if !input.is_empty() {
            out.push(',');
        }
    }
    out.push(close);
    Ok(())
}

fn number(literal: &Lit, out: &mut String) -> syn::Result<()> {
    match literal {
        Lit::Int(number) => out.push_str(number.base10_digits()),
        Lit::Float(number) => out.push_str(number.base10_digits()),
        other => return Err(constants_only(other.span())),
    }
    Ok(())
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c < ' ' => {
                // Writing to a string does not fail.
                let _ = write!(out, "\\u{:04x}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
}

fn constants_only(span: proc_macro2::Span) -> syn::Error {
    syn::Error::new(span, "a default holds only constants: the schema is read without running any code")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(source: &str, expected: &str) {
        let mut problems = Problems::new();
        let text = text(source.parse().expect("tokens"), &mut problems);
        let messages: Vec<String> = problems.take().into_iter().map(|problem| problem.message).collect();
        assert_eq!(text.unwrap_or_else(|| messages.join("; ")), expected);
    }

    #[test]
    fn documents_are_compact() {
        check("{}", "{}");
        check(r#"{ "a": [1, -2.5, true, null,], "b": "q\"\n" }"#, r#"{"a":[1,-2.5,true,null],"b":"q\"\n"}"#);
    }

    #[test]
    fn code_is_refused() {
        check(
            r#"{ "a": compute() }"#,
            "a default holds only constants: the schema is read without running any code",
        );
    }
}
