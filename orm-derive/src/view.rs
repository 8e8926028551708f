//! `#[derive(View)]`: parse, check, expand.

use orm_schema::parse::{self, Problems, View};
use proc_macro2::TokenStream;
use syn::DeriveInput;

use crate::{expand, fallback};

/// The names of functions and constants that a view has beside its columns.
const TAKEN: [&str; 12] = [
    "columns",
    "delete",
    "from_row",
    "insert",
    "insert_many",
    "query",
    "refresh",
    "refused",
    "table",
    "truncate",
    "update",
    "write",
];

/// The expansion, or the problems and as much of the expansion as keeps the rest of the program quiet.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::new();
    let view = parse::view(input, &mut problems);
    let expansion = match &view {
        Some(view) if input.generics.params.is_empty() => {
            clashes(view, &mut problems);
            expand::view(view, input)
        }
        _ => fallback::view(input),
    };
    let errors = problems.into_compile_errors();
    quote::quote! { #errors #expansion }
}

fn clashes(view: &View<'_>, problems: &mut Problems) {
    for (field, position) in view.fields.iter().filter_map(|field| Some((field, field.column?))) {
        let name = &view.decl.rows.columns[position].rust_name;
        if TAKEN.contains(&name.as_str()) {
            problems
                .push_at(
                    field.ident,
                    format!("`{}::{name}` would be both a column and a function of the view", view.ident),
                )
                .hint(format!("rename the field and keep the name in SQL with #[column(name = \"{name}\")]"));
        }
    }
}
