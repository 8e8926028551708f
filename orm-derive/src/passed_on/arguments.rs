//! The arguments of one rule: `min = 1, max = 20, message = ".."`.

use orm_schema::parse::Problems;
use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Ident, Lit, LitStr, Path, Token};

/// The arguments of one rule, each taken once.
pub(super) struct Arguments(Vec<Argument>);

struct Argument {
    name: Ident,
    value: Option<Expr>,
}

impl Parse for Argument {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let name = input.parse()?;
        let value = if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            Some(input.parse()?)
        } else {
            None
        };
        Ok(Self { name, value })
    }
}

impl Arguments {
    /// Reads the arguments; those that are neither `known`, nor `code` or `message`, are problems.
    pub(super) fn of(tokens: TokenStream, known: &[&str], problems: &mut Problems) -> Self {
        let arguments = match Punctuated::<Argument, Token![,]>::parse_terminated.parse2(tokens) {
            Ok(arguments) => arguments,
            Err(error) => {
                problems.push_syn(&error);
                return Self(Vec::new());
            }
        };
        for argument in &arguments {
            let name = argument.name.to_string();
            if !known.contains(&name.as_str()) && name != "code" && name != "message" {
                let names: Vec<String> =
                    known.iter().chain(&["code", "message"]).map(|name| format!("`{name}`")).collect();
                problems
                    .push_at(&argument.name, format!("unknown argument `{name}`"))
                    .hint(format!("the arguments of this rule are {}", names.join(", ")));
            }
        }
        Self(arguments.into_iter().collect())
    }

    /// The value of an argument.
    pub(super) fn take(&mut self, name: &str) -> Option<Expr> {
        self.0.iter_mut().find(|argument| argument.name == name)?.value.take()
    }

    /// Is the word there?
    pub(super) fn flag(&self, name: &str) -> bool {
        self.0.iter().any(|argument| argument.name == name)
    }

    /// Is `use_context` there? `None` if it is and the table has no context, so that there can be no such rule.
    pub(super) fn context(&self, has_context: bool, problems: &mut Problems) -> Option<bool> {
        let Some(argument) = self.0.iter().find(|argument| argument.name == "use_context") else {
            return Some(false);
        };
        if !has_context {
            problems
                .push_at(&argument.name, "the rule asks for a context, and the table has none")
                .hint("say its type: #[table(context = PlanLimits)]");
        }
        has_context.then_some(true)
    }

    /// A path, which may stand in quotes.
    pub(super) fn path(&mut self, name: &str, problems: &mut Problems) -> Option<Path> {
        let value = self.expression(name, problems)?;
        match value {
            Expr::Path(path) => Some(path.path),
            other => {
                problems.push_at(&other, format!("`{name}` is the path of a function"));
                None
            }
        }
    }

    /// A name, which may stand in quotes.
    pub(super) fn ident(&mut self, name: &str, problems: &mut Problems) -> Option<Ident> {
        self.path(name, problems).and_then(|path| path.get_ident().cloned())
    }

    /// An expression, which may stand in quotes.
    pub(super) fn expression(&mut self, name: &str, problems: &mut Problems) -> Option<Expr> {
        match self.take(name)? {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                text.parse().map_err(|error| problems.push_syn(&error)).ok()
            }
            other => Some(other),
        }
    }

    /// The calls that replace the code and the message of the rule before them.
    pub(super) fn code_and_message(&mut self, problems: &mut Problems) -> TokenStream {
        let mut calls = TokenStream::new();
        for name in ["code", "message"] {
            match self.take(name) {
                Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })) => calls.extend(call(name, &text)),
                Some(other) => {
                    problems.push_at(&other, format!("`{name}` is a text in quotes"));
                }
                None => {}
            }
        }
        calls
    }
}

fn call(name: &str, text: &LitStr) -> TokenStream {
    let method = Ident::new(name, text.span());
    let text = text.to_token_stream();
    quote!(.#method(#text))
}
