//! Reads the words of an attribute by its [`Grammar`]. A mistake in one word leaves the others readable.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Attribute, Expr, ExprLit, Ident, Lit, Token};

use super::attr::{Grammar, Takes, Word};
use super::problem::{Place, Problems};
use super::suggest;

/// The words of one attribute (or of all attributes of one name on an item), each as its grammar wants it.
pub(super) struct Entries {
    grammar: &'static Grammar,
    entries: Vec<Entry>,
}

/// A word and what follows it.
pub(super) struct Entry {
    word: &'static Word,
    /// Where the word is.
    pub(super) place: Place,
    /// Where its value is; the word if it has none or a list.
    pub(super) value_place: Place,
    pub(super) value: Value,
}

/// What follows a word.
pub(super) enum Value {
    Nothing,
    Text(String),
    Integer(i128),
    Path(syn::Path),
    Expression(Box<Expr>),
    List(TokenStream),
}

/// One element of an attribute, before its grammar is asked.
struct Raw {
    key: Ident,
    value: RawValue,
}

enum RawValue {
    Nothing,
    Expression(Expr),
    List(TokenStream),
}

impl Entries {
    /// Reads all attributes of the grammar's name among `attributes`.
    pub(super) fn of_attributes(
        grammar: &'static Grammar,
        attributes: &[Attribute],
        problems: &mut Problems,
    ) -> Self {
        let mut entries = Self { grammar, entries: Vec::new() };
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident(grammar.name)) {
            if let Ok(list) = attribute.meta.require_list() {
                match simple_words(list.tokens.clone()) {
                    Some(words) => words.into_iter().for_each(|raw| entries.push(raw, problems)),
                    None => entries.read(list.tokens.clone(), &mut |_, _| false, problems),
                }
            } else {
                let message = format!("`#[{0}]` needs a list: `#[{0}(..)]`", grammar.name);
                problems.push_at(&attribute.meta, message);
            }
        }
        entries.check(problems);
        entries
    }

    /// Reads the inside of a list. Elements that `positional` takes (it reads them and says true) are no words.
    pub(super) fn of_list(
        grammar: &'static Grammar,
        tokens: TokenStream,
        positional: &mut dyn FnMut(ParseStream<'_>, &mut Problems) -> bool,
        problems: &mut Problems,
    ) -> Self {
        let mut entries = Self { grammar, entries: Vec::new() };
        entries.read(tokens, positional, problems);
        entries.check(problems);
        entries
    }

    fn read(
        &mut self,
        tokens: TokenStream,
        positional: &mut dyn FnMut(ParseStream<'_>, &mut Problems) -> bool,
        problems: &mut Problems,
    ) {
        let parsed = (|input: ParseStream<'_>| {
            while !input.is_empty() {
                let before = problems.len();
                if !positional(input, problems) {
                    match raw(input) {
                        Ok(raw) => self.push(raw, problems),
                        Err(error) => problems.push_syn(&error),
                    }
                }
                skip_to_comma(input, problems.len() > before, problems)?;
            }
            Ok(())
        })
        .parse2(tokens);
        if let Err(error) = parsed {
            problems.push_syn(&error);
        }
    }

    fn push(&mut self, raw: Raw, problems: &mut Problems) {
        let name = super::name_of(&raw.key);
        let place = problems.place_of(raw.key.span());
        let Some(word) = self.grammar.word(&name) else {
            let known = self.grammar.words.iter().map(|word| word.name);
            let hint = suggest::did_you_mean(&name, known.clone())
                .unwrap_or_else(|| format!("it takes {}", listed(known)));
            problems.push(place, format!("unknown attribute `{name}` in `{}`", self.grammar.name)).hint(hint);
            return;
        };
        if !word.repeats
            && let Some(first) = self.find(word.name)
        {
            let first = first.place;
            problems.push(place, format!("`{name}` is given twice")).note(first, "first given here");
            return;
        }
        let value_place = match &raw.value {
            RawValue::Nothing | RawValue::List(_) => place,
            RawValue::Expression(Expr::Lit(literal)) => problems.place_of(literal.lit.span()),
            RawValue::Expression(expr) => problems.place(expr),
        };
        match value(word, raw.value) {
            Some(value) => self.entries.push(Entry { word, place, value_place, value }),
            None => {
                problems
                    .push(value_place, format!("`{name}` cannot be given in this way"))
                    .hint(format!("write `{}`", word.usage));
            }
        }
    }

    fn check(&self, problems: &mut Problems) {
        for (one, other, why) in self.grammar.conflicts {
            if let (Some(one_entry), Some(other_entry)) = (self.find(one), self.find(other)) {
                problems
                    .push(other_entry.place, format!("`{one}` and `{other}` exclude each other: {why}"))
                    .note(one_entry.place, format!("`{one}` is given here"));
            }
        }
        for (name, needed) in self.grammar.requires {
            if let Some(entry) = self.find(name)
                && !needed.iter().any(|needed| self.find(needed).is_some())
            {
                let needed = needed.join("` or `");
                let usage = entry.word.usage;
                problems
                    .push(entry.place, format!("`{name}` means nothing without `{needed}`"))
                    .hint(format!("it is written `{usage}` beside `{needed}`"));
            }
        }
    }

    /// How many words are given?
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// The entry of that word.
    pub(super) fn find(&self, name: &str) -> Option<&Entry> {
        debug_assert!(
            self.grammar.word(name).is_some(),
            "`{name}` is in the grammar of `{}`",
            self.grammar.name
        );
        self.entries.iter().find(|entry| entry.word.name == name)
    }

    /// All entries of that word.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Entry> {
        self.entries.iter().filter(move |entry| entry.word.name == name)
    }

    /// Where the word is, if it is given.
    pub(super) fn place(&self, name: &str) -> Option<Place> {
        self.find(name).map(|entry| entry.place)
    }

    /// Is the word given?
    pub(super) fn has(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// The text behind the word.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        match &self.find(name)?.value {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The text behind the word, which must be a name: not empty and without a NUL character.
    pub(super) fn name(&self, name: &str, problems: &mut Problems) -> Option<String> {
        let text = self.text(name)?;
        if text.is_empty() || text.contains('\0') {
            let place = self.find(name)?.value_place;
            problems
                .push(place, format!("`{name}` needs a name that is not empty and holds no NUL character"));
            return None;
        }
        Some(text)
    }

    /// The number behind the word, if it fits.
    pub(super) fn integer<T: TryFrom<i128>>(&self, name: &str, problems: &mut Problems) -> Option<T> {
        let entry = self.find(name)?;
        let Value::Integer(number) = entry.value else { return None };
        let fits = T::try_from(number).ok();
        if fits.is_none() {
            problems.push(entry.value_place, format!("`{name} = {number}` is out of range"));
        }
        fits
    }

    /// The path behind the word.
    pub(super) fn path(&self, name: &str) -> Option<&syn::Path> {
        match &self.find(name)?.value {
            Value::Path(path) => Some(path),
            _ => None,
        }
    }

    /// The path behind the word, or the list of paths.
    pub(super) fn paths(&self, name: &str, problems: &mut Problems) -> Vec<syn::Path> {
        let listed = Punctuated::<syn::Path, Token![,]>::parse_terminated_with;
        match self.find(name).map(|entry| &entry.value) {
            Some(Value::Path(path)) => vec![path.clone()],
            Some(Value::List(tokens)) => {
                match (|input: ParseStream<'_>| listed(input, syn::Path::parse_mod_style))
                    .parse2(tokens.clone())
                {
                    Ok(paths) => paths.into_iter().collect(),
                    Err(error) => {
                        problems.push_syn(&error);
                        Vec::new()
                    }
                }
            }
            _ => Vec::new(),
        }
    }

    /// The expression behind the word.
    pub(super) fn expression(&self, name: &str) -> Option<&Expr> {
        match &self.find(name)?.value {
            Value::Expression(expression) => Some(expression),
            _ => None,
        }
    }

    /// The list behind the word.
    pub(super) fn list(&self, name: &str) -> Option<(&TokenStream, Place)> {
        let entry = self.find(name)?;
        match &entry.value {
            Value::List(tokens) => Some((tokens, entry.place)),
            _ => None,
        }
    }

    /// All lists, each with its word.
    pub(super) fn all_lists(&self) -> impl Iterator<Item = (&'static str, &TokenStream, Place)> {
        self.entries.iter().filter_map(|entry| match &entry.value {
            Value::List(tokens) => Some((entry.word.name, tokens, entry.place)),
            _ => None,
        })
    }

    /// All lists behind the word.
    pub(super) fn lists<'a>(&'a self, name: &'a str) -> impl Iterator<Item = (&'a TokenStream, Place)> {
        self.all(name).filter_map(|entry| match &entry.value {
            Value::List(tokens) => Some((tokens, entry.place)),
            _ => None,
        })
    }
}

/// Words with nothing, a list or an expression without `<` behind them. Read without a parser: copying tokens into one
/// costs more than reading them. `None` for all else, which the parser reads or reports.
fn simple_words(tokens: TokenStream) -> Option<Vec<Raw>> {
    let mut words = Vec::new();
    let mut tokens = tokens.into_iter();
    while let Some(first) = tokens.next() {
        let TokenTree::Ident(key) = first else { return None };
        let mut rest: Vec<TokenTree> = Vec::new();
        for token in tokens.by_ref() {
            match &token {
                TokenTree::Punct(punct) if punct.as_char() == ',' => break,
                TokenTree::Punct(punct) if punct.as_char() == '<' => return None,
                _ => rest.push(token),
            }
        }
        let mut rest = rest.into_iter();
        let value = match (rest.next(), rest.len()) {
            (None, _) => RawValue::Nothing,
            (Some(TokenTree::Group(list)), 0) if list.delimiter() == Delimiter::Parenthesis => {
                RawValue::List(list.stream())
            }
            (Some(TokenTree::Punct(equals)), 1..) if equals.as_char() == '=' => {
                RawValue::Expression(simple_value(rest)?)
            }
            _ => return None,
        };
        words.push(Raw { key, value });
    }
    Some(words)
}

fn simple_value(tokens: std::vec::IntoIter<TokenTree>) -> Option<Expr> {
    match tokens.as_slice() {
        [TokenTree::Literal(literal)] => {
            Some(Expr::Lit(ExprLit { attrs: Vec::new(), lit: Lit::new(literal.clone()) }))
        }
        _ => syn::parse2(tokens.collect()).ok(),
    }
}

fn raw(input: ParseStream<'_>) -> syn::Result<Raw> {
    let key = Ident::parse_any(input)?;
    let value = if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        RawValue::Expression(input.parse()?)
    } else if input.peek(syn::token::Paren) {
        let content;
        syn::parenthesized!(content in input);
        RawValue::List(content.parse()?)
    } else {
        RawValue::Nothing
    };
    Ok(Raw { key, value })
}

/// Goes behind the next comma; what stands before it is a problem, unless one was just reported there.
fn skip_to_comma(input: ParseStream<'_>, is_reported: bool, problems: &mut Problems) -> syn::Result<()> {
    let mut stray = None;
    while !input.is_empty() && !input.peek(Token![,]) {
        let token = input.parse::<TokenTree>()?;
        stray.get_or_insert(token);
    }
    if let Some(token) = stray
        && !is_reported
    {
        problems.push_at(&token, format!("expected a comma, found `{token}`"));
    }
    if input.peek(Token![,]) {
        input.parse::<Token![,]>()?;
    }
    Ok(())
}

/// The value in the form the word takes.
fn value(word: &Word, raw: RawValue) -> Option<Value> {
    let takes = |form| word.takes.contains(&form);
    match raw {
        RawValue::Nothing => takes(Takes::Nothing).then_some(Value::Nothing),
        RawValue::List(tokens) => takes(Takes::List).then_some(Value::List(tokens)),
        RawValue::Expression(expr) if takes(Takes::Expression) => Some(Value::Expression(Box::new(expr))),
        RawValue::Expression(Expr::Lit(literal)) => match literal.lit {
            Lit::Str(text) if takes(Takes::Text) => Some(Value::Text(text.value())),
            Lit::Int(number) if takes(Takes::Integer) => number.base10_parse().ok().map(Value::Integer),
            _ => None,
        },
        RawValue::Expression(Expr::Unary(unary)) if takes(Takes::Integer) => {
            unary.to_token_stream().to_string().replace(' ', "").parse().ok().map(Value::Integer)
        }
        RawValue::Expression(Expr::Path(path)) if path.qself.is_none() && takes(Takes::Path) => {
            Some(Value::Path(path.path))
        }
        RawValue::Expression(_) => None,
    }
}

/// `` `a`, `b`, `c` ``.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}
