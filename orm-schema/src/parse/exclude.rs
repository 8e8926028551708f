//! Reads `exclude(..)` of a table.

use proc_macro2::TokenStream;
use syn::{Expr, ExprLit, ExprMethodCall, Lit, LitStr};

use super::attr;
use super::columns::Columns;
use super::index::{self, deferrable, is_without_columns, parts_and_words};
use super::problem::{Place, Problems};
use crate::ident;
use crate::model::{ExclusionDef, ExclusionPart, IndexKey};

/// `exclude(room.with("="), during.with("&&"), using = "gist", where = "..")`.
pub(super) fn read(
    tokens: &TokenStream,
    place: Place,
    columns: &Columns,
    problems: &mut Problems,
) -> Option<ExclusionDef> {
    let before = problems.len();
    let mut parts = Vec::new();
    let entries = parts_and_words(&attr::EXCLUDE, part, tokens, columns, &mut parts, problems);
    if is_without_columns("exclude", &parts, before, place, problems) {
        return None;
    }
    let parts: Vec<ExclusionPart> = parts.into_iter().map(|(part, _)| part).collect();
    Some(ExclusionDef {
        name: entries.name("name", problems).unwrap_or_else(|| derived_name(columns, &parts)),
        method: entries.text("using"),
        parts,
        predicate: entries.text("where"),
        deferrable: deferrable(&entries, problems),
    })
}

/// `during.with("&&")`: a part of an index, and the operator behind it.
fn part(expr: &Expr, columns: &Columns, problems: &mut Problems) -> Option<ExclusionPart> {
    if let Expr::MethodCall(call) = expr
        && call.method == "with"
        && let Some(operator) = operator(call)
    {
        let part = index::part(&call.receiver, columns, problems)?;
        return Some(ExclusionPart { part, operator: operator.value() });
    }
    let message = format!("`{}` does not say how two rows are compared", super::type_ref::written(expr));
    problems.push_at(expr, message).hint(r#"write the operator last: `room.with("=")`, `during.with("&&")`"#);
    None
}

/// An operator is made of these characters. <https://www.postgresql.org/docs/17/sql-createoperator.html>
fn operator(call: &ExprMethodCall) -> Option<&LitStr> {
    match (call.args.first(), call.args.len()) {
        (Some(Expr::Lit(ExprLit { lit: Lit::Str(text), .. })), 1) => {
            let value = text.value();
            let is_operator = !value.is_empty() && value.chars().all(|c| "+-*/<>=~!@#%^&|`?".contains(c));
            is_operator.then_some(text)
        }
        _ => None,
    }
}

/// `bookings_room_during_excl`; an expression counts as `expr`.
fn derived_name(columns: &Columns, parts: &[ExclusionPart]) -> String {
    let names: Vec<&str> = parts
        .iter()
        .map(|part| match &part.part.key {
            IndexKey::Column(name) => name.as_str(),
            IndexKey::Expression(_) => "expr",
        })
        .collect();
    ident::exclusion_name(&columns.table, &names)
}
