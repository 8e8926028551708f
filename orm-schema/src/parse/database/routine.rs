//! `function(..)` and `trigger(..)`.

use proc_macro2::TokenStream;
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Expr, ExprLit, Lit, LitStr, Path, Token};

use super::super::entry::Entries;
use super::super::policy::texts_and_words;
use super::super::problem::{Place, Problems};
use super::{DependencyDecl, ObjectDecl, grammar};
use crate::model::{FunctionDef, ObjectDef, ObjectName, TriggerDef};

/// `function("double(n int)", "returns int language sql as 'select n * 2'", depends_on(Project))`.
pub(super) fn function(
    tokens: &TokenStream,
    place: Place,
    tables: &mut Vec<Path>,
    problems: &mut Problems,
) -> Option<ObjectDecl> {
    let before = problems.len();
    let (texts, entries) = texts_and_words(&grammar::FUNCTION, tokens, problems);
    let [signature, body] = texts.as_slice() else {
        wrong_texts(
            place,
            before,
            "function",
            "its name with its arguments, and what stands behind them",
            problems,
        );
        return None;
    };
    let place = problems.place_of(signature.span());
    let Some((name, arguments)) = read_signature(&signature.value()) else {
        problems
            .push(place, format!("`{}` is no name with arguments", signature.value()))
            .hint(r#"write `"double(n int)"`, or `"touch()"` without arguments"#);
        return None;
    };
    let def = FunctionDef {
        name: ObjectName { schema: entries.name("schema", problems), name },
        arguments,
        body: body.value(),
        depends_on: Vec::new(),
    };
    let depends_on = dependencies(&entries, tables, problems);
    Some(ObjectDecl { place, def: ObjectDef::Function(def), table: None, depends_on })
}

/// The name and the inside of the parentheses behind it, which end the text.
fn read_signature(text: &str) -> Option<(String, String)> {
    let (name, rest) = text.trim().split_once('(')?;
    let arguments = rest.strip_suffix(')')?;
    let name = name.trim();
    (!name.is_empty() && !name.contains(['"', '`', '.']))
        .then(|| (name.to_owned(), arguments.trim().to_owned()))
}

/// `trigger("touch", on = Project, "before update", "for each row execute function touch()")`.
pub(super) fn trigger(
    tokens: &TokenStream,
    place: Place,
    tables: &mut Vec<Path>,
    problems: &mut Problems,
) -> Option<ObjectDecl> {
    let before = problems.len();
    let (texts, entries) = texts_and_words(&grammar::TRIGGER, tokens, problems);
    let [name, event, body] = texts.as_slice() else {
        let what = "its name, when it runs, and what stands behind the name of the table";
        wrong_texts(place, before, "trigger", what, problems);
        return None;
    };
    let place_of_name = problems.place_of(name.span());
    let Some(on) = entries.path("on") else {
        problems
            .push(place_of_name, format!("trigger `{}` does not say its table", name.value()))
            .hint("name the struct of the table: `on = Project`");
        return None;
    };
    let table = Some((segments(on), problems.place(on)));
    tables.push(on.clone());
    let def = TriggerDef {
        name: name.value(),
        table: ObjectName::default(),
        event: event.value(),
        body: body.value(),
        depends_on: Vec::new(),
    };
    let depends_on = dependencies(&entries, tables, problems);
    Some(ObjectDecl { place: place_of_name, def: ObjectDef::Trigger(def), table, depends_on })
}

fn wrong_texts(place: Place, before: usize, word: &str, what: &str, problems: &mut Problems) {
    if problems.len() == before {
        let usage = grammar::DATABASE.word(word).map_or(word, |word| word.usage);
        problems.push(place, format!("`{word}` needs {what}")).hint(format!("write `{usage}`"));
    }
}

/// `depends_on(Project, "other_function")`.
fn dependencies(entries: &Entries, tables: &mut Vec<Path>, problems: &mut Problems) -> Vec<DependencyDecl> {
    let Some((tokens, _)) = entries.list("depends_on") else { return Vec::new() };
    let parsed = match Punctuated::<Expr, Token![,]>::parse_terminated.parse2(tokens.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            problems.push_syn(&error);
            return Vec::new();
        }
    };
    let mut found = Vec::with_capacity(parsed.len());
    for expr in &parsed {
        match expr {
            Expr::Path(path) if path.qself.is_none() => {
                found.push(DependencyDecl::Table(segments(&path.path), problems.place(path)));
                tables.push(path.path.clone());
            }
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => found.push(DependencyDecl::Object(named(text))),
            _ => {
                problems
                    .push_at(expr, "a dependency is the struct of a table, or a name in quotes")
                    .hint(r#"write `depends_on(Project, "other_function")`"#);
            }
        }
    }
    found
}

fn named(text: &LitStr) -> ObjectName {
    super::old_name(&text.value(), None)
}

fn segments(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| super::super::name_of(&segment.ident)).collect()
}
