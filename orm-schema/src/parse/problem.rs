//! Problems of source, each at a place.

use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote_spanned};

/// A place in source: an index into the [`Problems`] that handed it out. Unlike a span it can move between threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file, as numbered by whoever reads several.
    pub file: u32,
    index: u32,
}

/// Something wrong in source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What, in one sentence.
    pub message: String,
    /// Ways out.
    pub hints: Vec<String>,
    /// Other places that have to do with it.
    pub notes: Vec<Note>,
}

/// Another place that has to do with a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// What is there.
    pub message: String,
}

impl Problem {
    /// A problem without hints.
    pub fn new(place: Place, message: impl Display) -> Self {
        Self { place, message: message.to_string(), hints: Vec::new(), notes: Vec::new() }
    }

    /// Adds a way out.
    pub fn hint(&mut self, hint: impl Display) -> &mut Self {
        self.hints.push(hint.to_string());
        self
    }

    /// Adds a way out if there is one.
    pub fn hint_opt(&mut self, hint: Option<impl Display>) -> &mut Self {
        self.hints.extend(hint.map(|hint| hint.to_string()));
        self
    }

    /// Points at another place.
    pub fn note(&mut self, place: Place, message: impl Display) -> &mut Self {
        self.notes.push(Note { place, message: message.to_string() });
        self
    }
}

/// The problems of one file or one derive input, and the spans behind their places.
///
/// Panics when dropped with problems that nobody took: a mistake of the user's must never go unsaid.
#[derive(Debug, Default)]
pub struct Problems {
    file: u32,
    spans: Vec<(Span, Span)>,
    list: Vec<Problem>,
}

impl Problems {
    /// For a derive input.
    pub fn new() -> Self {
        Self::default()
    }

    /// For the file of that number.
    pub fn of_file(file: u32) -> Self {
        Self { file, spans: Vec::new(), list: Vec::new() }
    }

    /// Remembers where `node` is.
    pub fn place(&mut self, node: &impl ToTokens) -> Place {
        let mut tokens = node.to_token_stream().into_iter();
        let start = tokens.next().map_or_else(Span::call_site, |token| token.span());
        let end = tokens.last().map_or(start, |token| token.span());
        self.place_between(start, end)
    }

    /// Remembers a span.
    pub fn place_of(&mut self, span: Span) -> Place {
        self.place_between(span, span)
    }

    /// Remembers what lies from the start of one span to the end of another.
    ///
    /// # Panics
    /// After 2^32 places: more than a file of tokens can have.
    pub fn place_between(&mut self, start: Span, end: Span) -> Place {
        let index = u32::try_from(self.spans.len()).expect("a file has fewer than 2^32 tokens");
        self.spans.push((start, end));
        Place { file: self.file, index }
    }

    /// The spans of the first and last token of a place that this collection handed out.
    pub fn spans(&self, place: Place) -> (Span, Span) {
        self.spans[place.index as usize]
    }

    /// The spans behind all places, in the order in which they were handed out: [`Place::index`] counts them.
    pub fn all_spans(&self) -> &[(Span, Span)] {
        &self.spans
    }

    /// Adds a problem.
    pub fn push(&mut self, place: Place, message: impl Display) -> &mut Problem {
        let index = self.list.len();
        self.list.push(Problem::new(place, message));
        &mut self.list[index]
    }

    /// Adds a problem at `node`.
    pub fn push_at(&mut self, node: &impl ToTokens, message: impl Display) -> &mut Problem {
        let place = self.place(node);
        self.push(place, message)
    }

    /// Adds what syn found.
    pub fn push_syn(&mut self, error: &syn::Error) {
        for error in error {
            let place = self.place_of(error.span());
            self.push(place, lower_first(&error.to_string()));
        }
    }

    /// Is there none?
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// How many are there?
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Takes the problems out.
    pub fn take(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.list)
    }

    /// One `compile_error!` for each problem, on its own tokens; `None` if there is no problem.
    pub fn into_compile_errors(mut self) -> Option<TokenStream> {
        let problems = self.take();
        if problems.is_empty() {
            return None;
        }
        Some(problems.iter().map(|problem| self.compile_error(problem)).collect())
    }

    fn compile_error(&self, problem: &Problem) -> TokenStream {
        let (start, end) = self.spans(problem.place);
        let mut text = problem.message.clone();
        for hint in &problem.hints {
            text.push_str("\nhint: ");
            text.push_str(hint);
        }
        // rustc underlines from the first token of the invocation to the last one.
        let arguments = quote_spanned!(end=> { #text });
        quote_spanned!(start=> ::core::compile_error! #arguments)
    }
}

impl Place {
    /// The position of this place in [`Problems::all_spans`].
    pub fn index(self) -> usize {
        self.index as usize
    }
}

impl Drop for Problems {
    fn drop(&mut self) {
        assert!(self.list.is_empty() || std::thread::panicking(), "unread: {:?}", self.list);
    }
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}
