//! Reads `references = User::id` of a column and `foreign_key(..)` of a table.

use proc_macro2::TokenStream;
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Ident, Path, Token, parenthesized};

use super::attr;
use super::columns::{self, Columns};
use super::entry::Entries;
use super::index::{borrowed, deferrable};
use super::item::{ForeignKeyDecl, unresolved_name};
use super::problem::{Place, Problems};
use super::value;
use crate::ident;
use crate::model::{Deferrable, ForeignKeyDef, ReferentialAction};

/// `references = User::id` on the column `column` of `table`.
pub(super) fn of_column(
    path: &Path,
    table: &str,
    column: &str,
    (on_delete, on_update): (ReferentialAction, ReferentialAction),
    problems: &mut Problems,
) -> Option<ForeignKeyDecl> {
    let mut segments: Vec<&Ident> = path.segments.iter().map(|segment| &segment.ident).collect();
    let field = segments.pop()?;
    if segments.is_empty() {
        problems
            .push_at(path, format!("`references = {field}` does not name a column"))
            .hint(format!("write the struct and its field: `references = {field}::id`"));
        return None;
    }
    let target = segments.iter().map(|ident| super::name_of(ident)).collect();
    let target_place = problems.place_between(segments[0].span(), segments[segments.len() - 1].span());
    Some(ForeignKeyDecl {
        def: ForeignKeyDef {
            name: ident::foreign_key_name(table, &[column]),
            columns: vec![column.to_owned()],
            references: unresolved_name(),
            referenced_columns: Vec::new(),
            on_delete,
            on_update,
            deferrable: Deferrable::No,
        },
        target,
        target_place,
        fields: vec![(super::name_of(field), problems.place_of(field.span()))],
    })
}

/// The struct of `references = app::User::id`: `app::User`.
pub(super) fn target(references: &Path) -> Path {
    let mut target = references.clone();
    target.segments.pop();
    // Popping leaves the separator behind the new last segment.
    target.segments.pop_punct();
    target
}

/// `foreign_key(columns(a, b), references(Other(c, d)), on_delete = "cascade")`, and the struct it refers to.
pub(super) fn of_table(
    tokens: &TokenStream,
    place: Place,
    columns: &Columns,
    problems: &mut Problems,
) -> Option<(ForeignKeyDecl, Path)> {
    let entries = Entries::of_list(&attr::FOREIGN_KEY, tokens.clone(), &mut |_, _| false, problems);
    let (Some((own, _)), Some((other, other_place))) = (entries.list("columns"), entries.list("references"))
    else {
        problems
            .push(place, "`foreign_key` needs the columns of both sides")
            .hint("write `foreign_key(columns(a, b), references(Other(c, d)))`");
        return None;
    };
    let own: Vec<String> = columns::idents(own.clone(), problems)
        .iter()
        .filter_map(|ident| columns.name(ident, problems))
        .collect();
    let (target, fields) = match referenced.parse2(other.clone()) {
        Ok(parsed) => parsed,
        Err(error) => {
            problems.push_syn(&error);
            return None;
        }
    };
    if own.len() != fields.len() {
        let message = format!("a foreign key of {} columns cannot refer to {}", own.len(), fields.len());
        problems.push(other_place, message);
        return None;
    }
    let decl = ForeignKeyDecl {
        def: ForeignKeyDef {
            name: entries
                .name("name", problems)
                .unwrap_or_else(|| ident::foreign_key_name(&columns.table, &borrowed(&own))),
            columns: own,
            references: unresolved_name(),
            referenced_columns: Vec::new(),
            on_delete: value::action(&entries, "on_delete", problems),
            on_update: value::action(&entries, "on_update", problems),
            deferrable: deferrable(&entries, problems),
        },
        target: target.segments.iter().map(|segment| super::name_of(&segment.ident)).collect(),
        target_place: problems.place(&target),
        fields: fields.iter().map(|field| (super::name_of(field), problems.place_of(field.span()))).collect(),
    };
    Some((decl, target))
}

/// `Other(c, d)`.
fn referenced(input: ParseStream<'_>) -> syn::Result<(Path, Vec<Ident>)> {
    let target = input.call(Path::parse_mod_style)?;
    let content;
    parenthesized!(content in input);
    let fields = Punctuated::<Ident, Token![,]>::parse_terminated_with(&content, Ident::parse_any)?;
    Ok((target, fields.into_iter().collect()))
}
