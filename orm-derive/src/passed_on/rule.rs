//! `#[validate(..)]` of a field, and the rules that its column implies.

use orm_schema::SqlType;
use orm_schema::model::ColumnDef;
use orm_schema::parse::{ColumnDecl, Field, Implied, Problems, Rule, TypeRef};
use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, Ident, Lit, Meta, Path, Token};

use super::arguments::Arguments;
use super::implied;

/// One rule of a field.
pub(crate) enum RuleCall {
    /// A method of `orm_core::models::rules::Checked` with its arguments: a rule of the column, for every model of it.
    Method(TokenStream),
    /// The same with the context of the model, so not of the column alone.
    ModelMethod(TokenStream),
    /// The same for the insert model alone: it means nothing where absent fields are kept as they are.
    InsertMethod(TokenStream),
    /// The value of another field, for the insert model alone; then the code and the message.
    MustMatch(Ident, TokenStream),
}

/// A rule over a whole insert model.
pub(crate) struct StructRule {
    /// The function that takes it.
    pub(crate) function: Path,
    /// Does it take the context of the table too?
    pub(crate) uses_context: bool,
}

const WORDS: &str = "`length`, `range`, `email`, `url`, `ip`, `regex`, `contains`, `does_not_contain`, `must_match`, \
                     `custom`, `nested`, `required` and `non_control_character`";

/// The rules of a field: the user's, and those of its column.
pub(crate) fn field_rules(
    field: &Field<'_>,
    def: &ColumnDef,
    decl: &ColumnDecl,
    has_context: bool,
    problems: &mut Problems,
) -> Vec<RuleCall> {
    let mut reader = FieldRules {
        ty: rule_type(&decl.inferred),
        max_length: None,
        implied: orm_schema::parse::implied(def, decl),
        has_context,
        rules: Vec::new(),
        problems,
    };
    if let Some(Implied::Characters(max)) = reader.implied {
        reader.max_length = Some(max);
    }
    reader.attributes(field.attributes);
    reader.implied(decl);
    reader.rules
}

/// The rules of a field that is its model's alone: those of the user.
#[cfg(feature = "models")]
pub(crate) fn own_rules(attributes: &[Attribute], ty: &TypeRef, problems: &mut Problems) -> Vec<RuleCall> {
    let mut reader = FieldRules {
        ty: rule_type(ty),
        max_length: None,
        implied: None,
        has_context: false,
        rules: Vec::new(),
        problems,
    };
    reader.attributes(attributes);
    reader.rules
}

/// The rules of `#[validate(schema(function = ..))]` on the struct.
pub(crate) fn struct_rules(
    attributes: &[Attribute],
    has_context: bool,
    problems: &mut Problems,
) -> Vec<StructRule> {
    let mut rules = Vec::new();
    for attribute in attributes {
        for meta in metas(attribute, problems) {
            match &meta {
                Meta::List(list) if list.path.is_ident("schema") => {
                    let known = ["function", "use_context"];
                    let mut arguments = Arguments::of(list.tokens.clone(), &known, problems);
                    let Some(uses_context) = arguments.context(has_context, problems) else { continue };
                    let function = arguments.path("function", problems);
                    rules.extend(function.map(|function| StructRule { function, uses_context }));
                }
                other => {
                    problems
                        .push_at(other.path(), "a struct takes no such rule")
                        .hint("write #[validate(schema(function = path))], or put the rule on a field");
                }
            }
        }
    }
    rules
}

fn metas(attribute: &Attribute, problems: &mut Problems) -> Vec<Meta> {
    let list = match &attribute.meta {
        Meta::List(list) => list.tokens.clone(),
        other => {
            problems.push_at(other, "`#[validate]` needs a list: `#[validate(email)]`");
            return Vec::new();
        }
    };
    match Punctuated::<Meta, Token![,]>::parse_terminated.parse2(list) {
        Ok(metas) => metas.into_iter().collect(),
        Err(error) => {
            problems.push_syn(&error);
            Vec::new()
        }
    }
}

/// The type that rules on numbers and lengths go by; `None` for a type of the user's.
fn rule_type(inferred: &TypeRef) -> Option<SqlType> {
    match inferred {
        TypeRef::Array(_) => Some(SqlType::Bytes),
        inferred => inferred.known(),
    }
}

struct FieldRules<'a> {
    ty: Option<SqlType>,
    /// The characters that the column holds, until a rule of the user's says so too.
    max_length: Option<u64>,
    /// What the type of the column implies.
    implied: Option<Implied>,
    /// Does the table say what type its context has?
    has_context: bool,
    rules: Vec<RuleCall>,
    problems: &'a mut Problems,
}

impl FieldRules<'_> {
    fn attributes(&mut self, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("validate")) {
            self.attribute(attribute);
        }
    }

    fn attribute(&mut self, attribute: &Attribute) {
        for meta in metas(attribute, self.problems) {
            let Some(word) = meta.path().get_ident().map(ToString::to_string) else {
                self.unknown(&meta);
                continue;
            };
            let arguments = match &meta {
                Meta::Path(_) => TokenStream::new(),
                Meta::List(list) => list.tokens.clone(),
                // `contains = "x"` is short for `contains(pattern = "x")`.
                Meta::NameValue(pair) => {
                    let value = &pair.value;
                    quote!(pattern = #value)
                }
            };
            self.word(&word, &meta, arguments);
        }
    }

    fn word(&mut self, word: &str, meta: &Meta, tokens: TokenStream) {
        let known: &[&str] = match word {
            "length" => &["min", "max", "equal"],
            "range" => &["min", "max", "exclusive_min", "exclusive_max"],
            "regex" => &["path"],
            "contains" | "does_not_contain" => &["pattern"],
            "must_match" => &["other"],
            "custom" => &["function", "use_context"],
            "ip" => &["v4", "v6"],
            "email" | "url" | "nested" | "required" | "non_control_character" => &[],
            _ => return self.unknown(meta),
        };
        let mut arguments = Arguments::of(tokens, known, self.problems);
        let said = arguments.code_and_message(self.problems);
        let Some(uses_context) = arguments.context(self.has_context, self.problems) else { return };
        let call = match word {
            "length" => self.length(&mut arguments),
            "range" => self.range(&mut arguments),
            "ip" if arguments.flag("v4") => quote!(.ipv4()),
            "ip" if arguments.flag("v6") => quote!(.ipv6()),
            "regex" | "contains" | "does_not_contain" | "custom" => {
                match self.with_argument(word, meta, &mut arguments, uses_context) {
                    Some(call) => call,
                    None => return,
                }
            }
            "must_match" => {
                if let Some(other) = arguments.ident("other", self.problems) {
                    self.rules.push(RuleCall::MustMatch(other, said));
                } else {
                    self.problems.push_at(meta, "`must_match` needs a field: `must_match(other = field)`");
                }
                return;
            }
            _ => {
                let method = Ident::new(word, proc_macro2::Span::call_site());
                quote!(.#method())
            }
        };
        let call = quote!(#call #said);
        self.rules.push(match word {
            "required" => RuleCall::InsertMethod(call),
            _ if uses_context => RuleCall::ModelMethod(call),
            _ => RuleCall::Method(call),
        });
    }

    fn with_argument(
        &mut self,
        word: &str,
        meta: &Meta,
        arguments: &mut Arguments,
        uses_context: bool,
    ) -> Option<TokenStream> {
        let context = uses_context.then(|| quote!(, &context.0));
        let call = match word {
            "regex" => arguments.expression("path", self.problems).map(|regex| quote!(.regex(&#regex))),
            "custom" => arguments
                .path("function", self.problems)
                .map(|function| quote!(.custom(|value| #function(value #context)))),
            "contains" => arguments.take("pattern").map(|needle| quote!(.contains(#needle))),
            _ => arguments.take("pattern").map(|needle| quote!(.does_not_contain(#needle))),
        };
        if call.is_none() {
            let argument = match word {
                "regex" => "path = REGEX",
                "custom" => "function = path",
                _ => "pattern = \"..\"",
            };
            self.problems.push_at(meta, format!("`{word}` needs an argument: `{word}({argument})`"));
        }
        call
    }

    fn length(&mut self, arguments: &mut Arguments) -> TokenStream {
        let (min, max, equal) = (arguments.take("min"), arguments.take("max"), arguments.take("equal"));
        if matches!(self.ty, Some(SqlType::Bytes)) {
            return length_call("elements", [min, max, equal]);
        }
        // The narrower of the user's limit and the column's; a limit that is no literal leaves both rules standing.
        let implied = self.max_length;
        let max = match (max, implied) {
            (Some(Expr::Lit(literal)), Some(implied)) => {
                self.max_length = None;
                let given = match &literal.lit {
                    Lit::Int(number) => number.base10_parse::<u64>().ok(),
                    _ => None,
                };
                match given {
                    Some(given) if given > implied => Some(integer(implied)),
                    _ => Some(Expr::Lit(literal)),
                }
            }
            (None, Some(implied)) if equal.is_none() => {
                self.max_length = None;
                Some(integer(implied))
            }
            (max, _) => max,
        };
        length_call("length", [min, max, equal])
    }

    fn range(&mut self, arguments: &mut Arguments) -> TokenStream {
        let mut limit = |name| arguments.take(name).map(|limit| self.limit(&limit.to_token_stream()));
        let (min, max) = (limit("min"), limit("max"));
        let (above, below) = (limit("exclusive_min"), limit("exclusive_max"));
        let mut call = TokenStream::new();
        if min.is_some() || max.is_some() {
            let (min, max) = (option(min), option(max));
            call.extend(quote!(.range(#min, #max)));
        }
        if above.is_some() || below.is_some() {
            let (above, below) = (option(above), option(below));
            call.extend(quote!(.range_exclusive(#above, #below)));
        }
        call
    }

    /// A limit in the type of the field: literals are written as people write numbers, whatever the type.
    fn limit(&self, limit: &TokenStream) -> TokenStream {
        let text = limit.to_string().replace(' ', "");
        let is_number = text.trim_start_matches('-').starts_with(|c: char| c.is_ascii_digit());
        match &self.ty {
            Some(SqlType::Numeric(_)) if is_number => quote!(__p::decimal(#text)),
            Some(SqlType::Real | SqlType::Double) if is_number && !text.contains('.') => {
                let number: TokenStream = format!("{text}.0").parse().unwrap_or_else(|_| limit.clone());
                number
            }
            _ => limit.clone(),
        }
    }

    fn implied(&mut self, decl: &ColumnDecl) {
        match self.implied.take() {
            // A rule of the user's says it too.
            Some(Implied::Characters(_)) if self.max_length.is_none() => {}
            Some(implied) => self.push(implied::call(&implied)),
            None => {}
        }
        for (_, rule) in &decl.rules {
            let call = match rule {
                Rule::Range { min, max } => {
                    let limit = |text: &Option<String>| {
                        let tokens = text.as_ref().and_then(|text| text.parse::<TokenStream>().ok());
                        option(tokens.map(|tokens| self.limit(&tokens)))
                    };
                    let (min, max) = (limit(min), limit(max));
                    quote!(.range(#min, #max))
                }
                Rule::Length { min, max } => {
                    length_call("length", [min.map(integer), max.map(integer), None])
                }
            };
            self.push(call);
        }
    }

    fn push(&mut self, call: TokenStream) {
        self.rules.push(RuleCall::Method(call));
    }

    fn unknown(&mut self, meta: &Meta) {
        let name = meta.path().to_token_stream().to_string();
        self.problems
            .push_at(meta.path(), format!("unknown rule `{name}`"))
            .hint(format!("the rules are {WORDS}"));
    }
}

/// A call with the shortest, the longest and the only length.
pub(super) fn length_call(method: &str, limits: [Option<Expr>; 3]) -> TokenStream {
    let method = Ident::new(method, proc_macro2::Span::call_site());
    let limits = limits.map(option);
    quote!(.#method(#(#limits),*))
}

pub(super) fn option<T: ToTokens>(value: Option<T>) -> TokenStream {
    value.map_or_else(|| quote!(__p::None), |value| quote!(__p::Some(#value)))
}

pub(super) fn integer(value: u64) -> Expr {
    let literal = Literal::u64_unsuffixed(value);
    syn::parse_quote!(#literal)
}
