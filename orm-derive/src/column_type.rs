//! `#[derive(ColumnType)]`: parse, expand.

use orm_schema::parse::{self, ColumnTypeDeclKind, ColumnTypeKind, Problems};
use proc_macro2::TokenStream;
use quote::quote;
use syn::DeriveInput;

use crate::{expand, fallback};

/// The expansion, or the problems and an implementation that keeps the rest of the program quiet.
pub(crate) fn derive(input: &DeriveInput) -> TokenStream {
    let mut problems = Problems::new();
    let ty = parse::column_type(input, &mut problems);
    let is_sound = problems.is_empty();
    let errors = problems.into_compile_errors();
    let expansion = match ty {
        Some(ty) if is_sound => {
            let krate = ty.krate.map_or_else(|| quote!(::orm_core), |path| quote!(#path));
            let described = expand::column_type_described(input, &ty.kind);
            let stored = match (&ty.decl.kind, &ty.kind) {
                (ColumnTypeDeclKind::Enum { def, .. }, ColumnTypeKind::Enum(variants)) => {
                    expand::enumeration(&krate, &ty.ident, def, variants)
                }
                (_, ColumnTypeKind::Newtype { field, ty: inner }) => {
                    expand::newtype(&krate, &ty.ident, field.as_ref(), inner)
                }
                (
                    ColumnTypeDeclKind::Newtype(_) | ColumnTypeDeclKind::Domain { .. },
                    ColumnTypeKind::Enum(_),
                ) => TokenStream::new(),
            };
            let described = described.map(|described| {
                quote! {
                    const _: () = {
                        use #krate::__private as __p;
                        #described
                    };
                }
            });
            quote!(#stored #described)
        }
        _ => fallback::column_type(input),
    };
    quote! { #errors #expansion }
}
