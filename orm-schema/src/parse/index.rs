//! Reads `index(..)`, `unique(..)` and `primary_key(..)` of a table.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::{Expr, ExprLit, ExprMethodCall, Lit};

use super::attr::{self, Takes};
use super::columns::{self, Columns};
use super::entry::{Entries, Value};
use super::problem::{Place, Problems};
use crate::ident;
use crate::model::{Deferrable, IndexDef, IndexKey, IndexPart, NullsOrder, PrimaryKeyDef, UniqueDef};

/// `index(owner_id, created_at.desc(), unique, where = "..")`.
pub(super) fn index(
    tokens: &TokenStream,
    place: Place,
    columns: &Columns,
    problems: &mut Problems,
) -> Option<IndexDef> {
    let before = problems.len();
    let mut parts = Vec::new();
    let entries = parts_and_words(&attr::INDEX, part, tokens, columns, &mut parts, problems);
    if is_without_columns("index", &parts, before, place, problems) {
        return None;
    }
    let parts: Vec<IndexPart> = parts.into_iter().map(|(part, _)| part).collect();
    let include = entries.list("include").map_or_else(Vec::new, |(tokens, _)| {
        let idents = columns::idents(tokens.clone(), problems);
        idents.iter().filter_map(|ident| columns.name(ident, problems)).collect()
    });
    Some(IndexDef {
        name: entries.name("name", problems).unwrap_or_else(|| derived_name(columns, &parts)),
        parts,
        is_unique: entries.has("unique"),
        method: entries.text("using"),
        predicate: entries.text("where"),
        include,
        with: entries.text("with"),
        nulls_not_distinct: entries.has("nulls_not_distinct"),
        concurrently: entries.has("concurrently"),
    })
}

/// `unique(owner_id, name)`.
pub(super) fn unique(
    tokens: &TokenStream,
    place: Place,
    columns: &Columns,
    problems: &mut Problems,
) -> Option<UniqueDef> {
    let before = problems.len();
    let mut parts = Vec::new();
    let entries = parts_and_words(&attr::UNIQUE, part, tokens, columns, &mut parts, problems);
    let names = plain_columns("unique", parts, before, place, problems)?;
    Some(UniqueDef {
        name: entries
            .name("name", problems)
            .unwrap_or_else(|| ident::unique_name(&columns.table, &borrowed(&names))),
        columns: names,
        nulls_not_distinct: entries.has("nulls_not_distinct"),
        deferrable: deferrable(&entries, problems),
    })
}

/// `primary_key(user_id, role_id)`.
pub(super) fn primary_key(
    tokens: &TokenStream,
    place: Place,
    columns: &Columns,
    problems: &mut Problems,
) -> Option<PrimaryKeyDef> {
    let before = problems.len();
    let mut parts = Vec::new();
    let entries = parts_and_words(&attr::PRIMARY_KEY, part, tokens, columns, &mut parts, problems);
    let names = plain_columns("primary_key", parts, before, place, problems)?;
    Some(PrimaryKeyDef {
        name: entries.name("name", problems).unwrap_or_else(|| ident::primary_key_name(&columns.table)),
        columns: names,
    })
}

/// `deferrable`, `deferrable = "deferred"`.
pub(super) fn deferrable(entries: &Entries, problems: &mut Problems) -> Deferrable {
    let Some(entry) = entries.find("deferrable") else { return Deferrable::No };
    match &entry.value {
        Value::Text(text) => match text.to_ascii_lowercase().as_str() {
            "deferred" | "initially deferred" => Deferrable::InitiallyDeferred,
            "immediate" | "initially immediate" => Deferrable::InitiallyImmediate,
            _ => {
                problems
                    .push(entry.value_place, format!("`{text}` is no time at which a constraint is checked"))
                    .hint("write `deferrable = \"deferred\"` or `deferrable = \"immediate\"`");
                Deferrable::No
            }
        },
        _ => Deferrable::InitiallyImmediate,
    }
}

/// A list as the functions that derive names want it.
pub(super) fn borrowed(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// Reads the parts, each by `part`, and the words that stand between them.
pub(super) fn parts_and_words<P>(
    grammar: &'static attr::Grammar,
    part: impl Fn(&Expr, &Columns, &mut Problems) -> Option<P>,
    tokens: &TokenStream,
    columns: &Columns,
    parts: &mut Vec<(P, Place)>,
    problems: &mut Problems,
) -> Entries {
    let is_flag = |name: &str| grammar.word(name).is_some_and(|word| word.takes.contains(&Takes::Nothing));
    Entries::of_list(
        grammar,
        tokens.clone(),
        &mut |input, problems| {
            if !columns.is_next(input, is_flag) {
                return false;
            }
            match input.parse::<Expr>() {
                Ok(expr) => {
                    let place = problems.place(&expr);
                    parts.extend(part(&expr, columns, problems).map(|part| (part, place)));
                }
                Err(error) => problems.push_syn(&error),
            }
            true
        },
        problems,
    )
}

/// A column or an expression with its methods: `created_at.desc().nulls_last()`.
pub(super) fn part(expr: &Expr, columns: &Columns, problems: &mut Problems) -> Option<IndexPart> {
    match expr {
        Expr::MethodCall(call) => {
            let mut part = part(&call.receiver, columns, problems)?;
            modify(&mut part, call, problems);
            Some(part)
        }
        Expr::Path(path) if path.path.get_ident().is_some() => {
            let name = columns.name(path.path.get_ident()?, problems)?;
            Some(IndexPart::column(name))
        }
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if !text.value().trim().is_empty() => {
            Some(IndexPart::expression(text.value()))
        }
        _ => {
            let message =
                format!("`{}` is neither a column nor an SQL expression", super::type_ref::written(expr));
            problems
                .push_at(expr, message)
                .hint(r#"write a field, or an expression in quotes: `index("lower(name)")`"#);
            None
        }
    }
}

fn modify(part: &mut IndexPart, call: &ExprMethodCall, problems: &mut Problems) {
    let argument = match (call.args.first(), call.args.len()) {
        (Some(Expr::Lit(literal)), 1) => Some(&literal.lit),
        _ => None,
    };
    match (call.method.to_string().as_str(), argument, call.args.len()) {
        ("asc", None, 0) => part.is_descending = false,
        ("desc", None, 0) => part.is_descending = true,
        ("nulls_first", None, 0) => part.nulls = Some(NullsOrder::First),
        ("nulls_last", None, 0) => part.nulls = Some(NullsOrder::Last),
        ("opclass", Some(Lit::Str(text)), _) => part.opclass = Some(text.value()),
        ("collate", Some(Lit::Str(text)), _) => part.collation = Some(text.value()),
        ("prefix", Some(Lit::Int(length)), _)
            if length.base10_parse::<u32>().is_ok_and(|length| length > 0) =>
        {
            part.prefix = length.base10_parse().ok();
        }
        (name, ..) => {
            let message = format!("`.{name}({})` says nothing about an index", call.args.to_token_stream());
            problems.push_at(&call.method, message).hint(
                "the parts of an index take `.asc()`, `.desc()`, `.nulls_first()`, `.nulls_last()`, \
                 `.opclass(\"..\")`, `.collate(\"..\")` and `.prefix(10)`",
            );
        }
    }
}

/// `projects_owner_id_created_at_idx`; an expression counts as `expr`.
fn derived_name(columns: &Columns, parts: &[IndexPart]) -> String {
    let names: Vec<&str> = parts
        .iter()
        .map(|part| match &part.key {
            IndexKey::Column(name) => name.as_str(),
            IndexKey::Expression(_) => "expr",
        })
        .collect();
    ident::index_name(&columns.table, &names)
}

/// The columns of a key, which are columns and nothing else.
fn plain_columns(
    word: &str,
    parts: Vec<(IndexPart, Place)>,
    before: usize,
    place: Place,
    problems: &mut Problems,
) -> Option<Vec<String>> {
    if is_without_columns(word, &parts, before, place, problems) {
        return None;
    }
    let mut names: Vec<String> = Vec::with_capacity(parts.len());
    for (part, place) in parts {
        match &part.key {
            IndexKey::Column(name) if part == IndexPart::column(name) => {
                if names.contains(name) {
                    problems.push(place, format!("`{name}` is in this key twice"));
                } else {
                    names.push(name.clone());
                }
            }
            _ => {
                problems
                    .push(place, format!("`{word}` takes columns without an order or an expression"))
                    .hint("an index with `unique` takes both: `index(\"lower(name)\", unique)`");
            }
        }
    }
    Some(names)
}

/// Is the list empty? A problem, unless the elements it has were reported.
pub(super) fn is_without_columns<T>(
    word: &str,
    parts: &[(T, Place)],
    before: usize,
    place: Place,
    problems: &mut Problems,
) -> bool {
    if parts.is_empty() && problems.len() == before {
        problems
            .push(place, format!("`{word}` needs at least one column"))
            .hint(format!("write `{word}(a, b)`"));
    }
    parts.is_empty()
}
