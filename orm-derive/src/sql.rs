//! `sql!("lower({User::name}) = {name}")`: SQL with columns, expressions and values in braces, looked over at compile time.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::parse::{Parse, ParseStream};
use syn::{Expr, LitStr, Path, Token};

/// A part of the text.
enum Part {
    /// SQL.
    Text(String),
    /// What stands in braces.
    Hole(Box<Expr>),
}

/// The crate that the macro comes from, and the text.
pub(crate) struct Input {
    krate: Path,
    text: LitStr,
}

impl Parse for Input {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        let krate = input.parse()?;
        input.parse::<Token![;]>()?;
        let text = input.parse().map_err(|error| {
            syn::Error::new(
                error.span(),
                "`sql!` takes one text in quotes, with columns, expressions and values in braces",
            )
        })?;
        if input.is_empty() {
            return Ok(Self { krate, text });
        }
        Err(input
            .error("`sql!` takes nothing behind its text: columns, expressions and values stand in braces"))
    }
}

/// Expands to an `Sql`, or to an error at the text.
pub(crate) fn expand(Input { krate, text }: &Input) -> TokenStream {
    match Scan::new(text).parts() {
        Ok(parts) => built(krate, text, parts),
        Err(error) => error.into_compile_error(),
    }
}

fn built(krate: &Path, text: &LitStr, parts: Vec<Part>) -> TokenStream {
    let parts = parts.into_iter().map(|part| match part {
        Part::Text(sql) => quote!(.sql(#sql)),
        Part::Hole(expression) => quote_spanned!(text.span()=> .part(#expression)),
    });
    quote!(#krate::__private::sql("") #(#parts)*)
}

/// A walk through the text.
struct Scan<'t> {
    text: &'t LitStr,
    /// The quote that is open.
    quote: Option<char>,
    /// The brackets that are open.
    open: Vec<char>,
    parts: Vec<Part>,
    sql: String,
}

impl<'t> Scan<'t> {
    fn new(text: &'t LitStr) -> Self {
        Self { text, quote: None, open: Vec::new(), parts: Vec::new(), sql: String::new() }
    }

    fn parts(mut self) -> syn::Result<Vec<Part>> {
        let text = self.text.value();
        let mut rest = text.as_str();
        while let Some(next) = rest.chars().next() {
            let passed = match next {
                '{' if rest.starts_with("{{") => self.pass("{", 2),
                '}' if rest.starts_with("}}") => self.pass("}", 2),
                '{' => self.hole(rest)?,
                '}' => return Err(self.error("a `}` without its `{`: a brace of SQL is written `}}`")),
                _ => self.character(next, rest)?,
            };
            rest = &rest[passed..];
        }
        self.finish()
    }

    /// Takes `sql` into the text, for so many bytes of it.
    fn pass(&mut self, sql: &str, length: usize) -> usize {
        self.sql.push_str(sql);
        length
    }

    /// What stands in the braces at the beginning of `rest`.
    fn hole(&mut self, rest: &str) -> syn::Result<usize> {
        if let Some(quote) = self.quote {
            let message = format!(
                "braces between `{quote}` are text and no value: leave the quotes out, or write a brace of SQL as `{{{{`"
            );
            return Err(self.error(&message));
        }
        let ends = rest.match_indices('}').map(|(end, _)| end);
        // A block or a text in the expression has braces of its own.
        let found = ends.into_iter().find_map(|end| {
            let inner = LitStr::new(&rest[1..end], self.text.span());
            inner.parse::<Expr>().ok().map(|expression| (expression, end))
        });
        let Some((expression, end)) = found else {
            let end = rest.find('}').map_or(rest.len(), |end| end + 1);
            let message =
                format!("`{}` is no expression of Rust: a brace of SQL is written `{{{{`", &rest[..end]);
            return Err(self.error(&message));
        };
        self.end_text();
        self.parts.push(Part::Hole(Box::new(expression)));
        Ok(end + 1)
    }

    /// A character at the beginning of `rest`.
    fn character(&mut self, next: char, rest: &str) -> syn::Result<usize> {
        let length = match self.quote {
            None => self.of_sql(next, rest)?,
            Some(_) if next == '\\' => {
                return Err(self.error(
                    "a backslash in quotes is not the same on all databases: write the text in braces, `{\"..\"}`",
                ));
            }
            Some(quote) => {
                if next == quote {
                    self.quote = None;
                }
                next.len_utf8()
            }
        };
        Ok(self.pass(&rest[..length], length))
    }

    /// A character outside of quotes.
    fn of_sql(&mut self, next: char, rest: &str) -> syn::Result<usize> {
        let behind = rest[next.len_utf8()..].chars().next().unwrap_or(' ');
        let is_name = |c: char| c.is_alphabetic() || c == '_';
        match next {
            '\'' | '"' | '`' => self.quote = Some(next),
            '(' => self.open.push(')'),
            '[' => self.open.push(']'),
            ')' | ']' if self.open.pop() != Some(next) => {
                return Err(self.error(&format!("a `{next}` closes nothing here")));
            }
            ';' => return Err(self.error("a `;` would begin another statement: run each one alone")),
            '-' if behind == '-' => {
                return Err(self.error(
                    "`--` begins a comment on some databases: write a space between, or comment in Rust",
                ));
            }
            '/' if behind == '*' => {
                return Err(
                    self.error("a comment does not end at the same place on all databases: comment in Rust")
                );
            }
            ':' if behind == ':' => return Ok(2),
            '$' if behind.is_ascii_digit() => return Err(self.placeholder()),
            ':' if is_name(behind) && self.open.last() != Some(&']') => return Err(self.placeholder()),
            '$' if !self.sql.ends_with(is_name) && (behind == '$' || is_name(behind)) => {
                return Err(
                    self.error("text between dollars is no place for values: write it in braces, `{\"..\"}`")
                );
            }
            _ => {}
        }
        Ok(next.len_utf8())
    }

    fn placeholder(&self) -> syn::Error {
        self.error("a placeholder has no value here: write the value in braces, `{name}`")
    }

    fn finish(mut self) -> syn::Result<Vec<Part>> {
        if let Some(quote) = self.quote {
            return Err(self.error(&format!("a `{quote}` is not closed")));
        }
        if let Some(missing) = self.open.pop() {
            return Err(self.error(&format!("a `{missing}` is missing")));
        }
        self.end_text();
        Ok(self.parts)
    }

    fn end_text(&mut self) {
        if !self.sql.is_empty() {
            self.parts.push(Part::Text(std::mem::take(&mut self.sql)));
        }
    }

    fn error(&self, message: &str) -> syn::Error {
        syn::Error::new(self.text.span(), message)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expanded(text: &str) -> String {
        let text = LitStr::new(text, proc_macro2::Span::call_site());
        let krate = syn::parse_str("k").expect("a path");
        expand(&Input { krate, text }).to_string().replace(' ', "")
    }

    fn refused(text: &str, message: &str) {
        let expanded = expanded(text);
        let message = message.replace(' ', "");
        assert!(expanded.contains("compile_error!") && expanded.contains(&message), "{text}: {expanded}");
    }

    #[test]
    fn parts_are_told_apart() {
        assert_eq!(
            expanded("a = {User::name} and b[1:{n + 1}] = '{{}}'"),
            r#"k::__private::sql("").sql("a=").part(User::name).sql("andb[1:").part(n+1).sql("]='{}'")"#,
        );
        assert_eq!(expanded("{x}::text || {y}"), r#"k::__private::sql("").part(x).sql("::text||").part(y)"#);
        assert_eq!(expanded("é{ { \"}\" } }ü"), r#"k::__private::sql("").sql("é").part({"}"}).sql("ü")"#,);
        assert_eq!(expanded("data #>> path ? 'key' it''s"), expanded("data #>> path ? 'key' it''s"));
        assert_eq!(expanded(""), r#"k::__private::sql("")"#);
    }

    #[test]
    fn what_is_no_one_statement_is_refused() {
        refused("a; b", "would begin another statement");
        refused("(a", "a `)` is missing");
        refused("a)", "closes nothing here");
        refused("(a]", "closes nothing here");
        refused("a = 'b", "is not closed");
    }

    #[test]
    fn values_stand_in_braces_alone() {
        refused("a = $1", "a placeholder has no value here");
        refused("a = :name", "a placeholder has no value here");
        refused("a = '{b}'", "leave the quotes out");
        refused("a = {b c}", "is no expression of Rust");
        refused("a = {b", "is no expression of Rust");
        refused("a = b}", "without its");
    }

    #[test]
    fn what_databases_read_differently_is_refused() {
        refused("1 --{a}", "begins a comment");
        refused("1 /*/ {a} */", "does not end at the same place");
        refused(r"a = E'\' {b} \''", "a backslash in quotes");
        refused("a = $$ {b} $$", "text between dollars");
        refused("a = $x$ {b} $x$", "text between dollars");
        assert!(!expanded("tag$1x").contains("text between"));
    }
}
