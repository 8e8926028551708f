//! `sql!("lower({User::name}) = {name}")`: SQL with columns, expressions and values in braces, looked over at compile time.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::{Expr, LitStr};

/// A part of the text.
enum Part {
    /// SQL.
    Text(String),
    /// What stands in braces.
    Hole(Box<Expr>),
}

/// Expands to an `Sql`, or to an error at the text.
pub(crate) fn expand(text: &LitStr) -> TokenStream {
    match Scan::new(text).parts() {
        Ok(parts) => built(text, parts),
        Err(error) => error.into_compile_error(),
    }
}

fn built(text: &LitStr, parts: Vec<Part>) -> TokenStream {
    let parts = parts.into_iter().map(|part| match part {
        Part::Text(sql) => quote!(.sql(#sql)),
        Part::Hole(expression) => quote_spanned!(text.span()=> .part(#expression)),
    });
    quote!(::orm_core::__private::sql("") #(#parts)*)
}

/// Where a character of the text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    /// In SQL.
    Sql,
    /// Between two of these quotes.
    Quotes(char),
    /// In a comment that ends with the line.
    LineComment,
    /// In a comment that ends with `*/`.
    BlockComment,
}

/// A walk through the text.
struct Scan<'t> {
    text: &'t LitStr,
    place: Place,
    /// The brackets that are open.
    open: Vec<char>,
    parts: Vec<Part>,
    sql: String,
}

impl<'t> Scan<'t> {
    fn new(text: &'t LitStr) -> Self {
        Self { text, place: Place::Sql, open: Vec::new(), parts: Vec::new(), sql: String::new() }
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
        match self.place {
            Place::Sql => {}
            Place::Quotes(quote) => {
                let message = format!("braces between `{quote}` are text and no value: leave the quotes out");
                return Err(self.error(&message));
            }
            Place::LineComment | Place::BlockComment => {
                return Err(self.error("braces in a comment are no value: leave them out"));
            }
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

    /// A character of SQL at the beginning of `rest`.
    fn character(&mut self, next: char, rest: &str) -> syn::Result<usize> {
        let length = match self.place {
            Place::Sql => self.of_sql(next, rest)?,
            Place::Quotes(quote) => {
                if next == quote {
                    self.place = Place::Sql;
                }
                next.len_utf8()
            }
            Place::LineComment => {
                if next == '\n' {
                    self.place = Place::Sql;
                }
                next.len_utf8()
            }
            Place::BlockComment if rest.starts_with("*/") => {
                self.place = Place::Sql;
                2
            }
            Place::BlockComment => next.len_utf8(),
        };
        Ok(self.pass(&rest[..length], length))
    }

    fn of_sql(&mut self, next: char, rest: &str) -> syn::Result<usize> {
        match next {
            '\'' | '"' | '`' => self.place = Place::Quotes(next),
            '-' if rest.starts_with("--") => self.place = Place::LineComment,
            '/' if rest.starts_with("/*") => self.place = Place::BlockComment,
            '(' => self.open.push(')'),
            '[' => self.open.push(']'),
            ')' | ']' if self.open.pop() != Some(next) => {
                return Err(self.error(&format!("a `{next}` closes nothing here")));
            }
            ';' => return Err(self.error("a `;` would begin another statement: run each one alone")),
            '$' if rest[1..].starts_with(|digit: char| digit.is_ascii_digit()) => {
                return Err(
                    self.error("a placeholder has no value here: write the value in braces, `{name}`")
                );
            }
            _ => {}
        }
        Ok(next.len_utf8())
    }

    fn finish(mut self) -> syn::Result<Vec<Part>> {
        match self.place {
            Place::Sql | Place::LineComment => {}
            Place::Quotes(quote) => return Err(self.error(&format!("a `{quote}` is not closed"))),
            Place::BlockComment => return Err(self.error("a comment is not closed")),
        }
        if let Some(missing) = self.open.pop() {
            return Err(self.error(&format!("a `{missing}` is missing")));
        }
        if self.place == Place::LineComment {
            // What is written behind this text is none of the comment.
            self.sql.push('\n');
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
