//! The arguments of a function, as a declaration writes them.

use orm_schema::tokens::{Token, tokens};

/// The arguments without the values that stand in for missing ones, which are no part of what a function is called by.
pub(super) fn without_defaults(arguments: &str) -> String {
    let mut out = String::new();
    let (mut depth, mut kept_from) = (0_u32, Some(0));
    for token in tokens(arguments) {
        match token.text {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            "," => kept_from = kept_from.or(Some(token.start)),
            _ if token.is_word("default") || token.is_symbol("=") || token.is_symbol(":=") => {
                if let Some(from) = kept_from.take() {
                    out.push_str(arguments[from..token.start].trim_end());
                }
            }
            _ => {}
        }
    }
    out.push_str(kept_from.map_or("", |from| &arguments[from..]));
    out
}

/// The types that the server finds a function by: without names, defaults, and what only comes out.
pub(crate) fn types(arguments: &str) -> String {
    let arguments = without_defaults(arguments);
    let mut types = Vec::new();
    let (mut depth, mut from) = (0_u32, 0);
    for token in tokens(&arguments) {
        match token.text {
            "(" | "[" => depth += 1,
            ")" | "]" => depth = depth.saturating_sub(1),
            "," if depth == 0 => {
                types.extend(type_of(&arguments[from..token.start]));
                from = token.start + 1;
            }
            _ => {}
        }
    }
    types.extend(type_of(&arguments[from..]));
    types.join(", ")
}

/// The type of one argument: `out` and the like stand before its name or behind it.
/// <https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/parser/gram.y>, `func_arg`.
fn type_of(argument: &str) -> Option<&str> {
    let tokens = tokens(argument);
    let mut rest = tokens.as_slice();
    let (mut comes_in, mut comes_out) = (false, false);
    let mut take_modes = |rest: &mut &[Token<'_>]| {
        while let Some((first, behind)) = rest.split_first().filter(|(first, _)| is_mode(first)) {
            comes_out |= first.is_word("out");
            comes_in |= !first.is_word("out");
            *rest = behind;
        }
    };
    take_modes(&mut rest);
    if begins_with_name(rest) {
        rest = &rest[1..];
        take_modes(&mut rest);
    }
    let first = rest.first()?;
    (comes_in || !comes_out).then(|| argument[first.start..].trim_end())
}

fn is_mode(token: &Token<'_>) -> bool {
    ["in", "out", "inout", "variadic"].iter().any(|mode| token.is_word(mode))
}

/// Is the first of several words a name? A type may have several words of its own.
fn begins_with_name(argument: &[Token<'_>]) -> bool {
    let [first, second, ..] = argument else { return false };
    let second_is = |words: &[&str]| words.iter().any(|word| second.is_word(word));
    let is_type = match first.text.to_ascii_lowercase().as_str() {
        "double" => second_is(&["precision"]),
        "character" | "char" | "nchar" | "bit" => second_is(&["varying"]),
        "national" => second_is(&["character", "char"]),
        "time" | "timestamp" => second_is(&["with", "without"]),
        "interval" => second_is(&["year", "month", "day", "hour", "minute", "second"]),
        "setof" => true,
        _ => second_is(&["array"]),
    };
    first.name().is_some() && second.name().is_some() && !is_type
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_is_dropped_without_the_defaults_of_its_arguments() {
        let dropped = |arguments: &str| without_defaults(arguments);
        assert_eq!(dropped(""), "");
        assert_eq!(dropped("n int, text numeric(5, 2)"), "n int, text numeric(5, 2)");
        assert_eq!(dropped("n int default 1"), "n int");
        assert_eq!(
            dropped("a int = abs(1, 2), b int[] DEFAULT array[1, 2], c text"),
            "a int, b int[], c text"
        );
    }

    #[test]
    fn a_function_is_found_by_the_types_of_what_goes_in() {
        assert_eq!(types(""), "");
        assert_eq!(types("n int, text"), "int, text");
        assert_eq!(
            types("a numeric(5, 2) = 1, int[] , \"the b\" app.\"my kind\"[]"),
            "numeric(5, 2), int[], app.\"my kind\"[]"
        );
        assert_eq!(
            types("in a int, out b int, inout c text, d out int, e in text, in out f int"),
            "int, text, text, int"
        );
        assert_eq!(
            types("double precision, a double precision, timestamp timestamp with time zone"),
            "double precision, double precision, timestamp with time zone"
        );
        assert_eq!(
            types("time time(3) without time zone, character varying(3), int array[3]"),
            "time(3) without time zone, character varying(3), int array[3]"
        );
        assert_eq!(types("variadic rest text[]"), "text[]");
    }
}
