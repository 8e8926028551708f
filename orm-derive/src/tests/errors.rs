//! Every problem is said, all of them at once, and the rest of the expansion stays.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, parse_quote};

/// The texts of the `compile_error!`s, first lines only.
fn messages(expansion: TokenStream) -> Vec<String> {
    let file: syn::File = syn::parse2(expansion).expect("an expansion is a list of items");
    file.items
        .iter()
        .filter_map(|item| match item {
            syn::Item::Macro(item) => syn::parse2::<syn::LitStr>(item.mac.tokens.clone()).ok(),
            _ => None,
        })
        .map(|text| text.value().lines().next().unwrap_or_default().to_owned())
        .collect()
}

fn table(input: &DeriveInput) -> Vec<String> {
    messages(crate::table::derive(input))
}

#[test]
fn all_problems_of_a_table_are_said_at_once() {
    let said = table(&parse_quote! {
        struct User {
            #[column(primary, unique)]
            id: i32,
            query: String,
            #[column(secret)]
            password: String,
            #[validate(lenght(min = 1), length(mim = 1), must_match, range(min = 1, message = 2))]
            name: String,
            #[validate(must_match(other = pasword))]
            password_again: String,
        }
    });
    assert_eq!(
        said,
        [
            "unknown attribute `primary` in `column`",
            "unknown rule `lenght`",
            "unknown argument `mim`",
            "`must_match` needs a field: `must_match(other = field)`",
            "`message` is a text in quotes",
            "`User::query` would be both a column and a function of the table",
            "`password` is secret, but would be serialized",
            "`NewUser` has no field `pasword` that a request sets",
        ]
    );
}

#[test]
fn a_table_with_problems_is_still_a_table() {
    let text = super::table(&parse_quote! {
        struct User {
            #[column(primray_key)]
            id: i32,
        }
    });
    for part in ["impl __p::Table for User", "pub const id", "struct NewUser", "impl __p::FromRow for User"] {
        assert!(text.contains(part) || text.contains(&part.replace("pub ", "")), "no `{part}` in\n{text}");
    }
}

#[test]
fn what_is_no_table_says_so_and_stays_quiet_afterwards() {
    for (input, message) in [
        (
            quote!(
                enum E {
                    A,
                }
            ),
            "`Table` can be derived for structs only",
        ),
        (quote!(union U { a: i32 }), "`Table` can be derived for structs only"),
        (
            quote!(
                struct S(i32);
            ),
            "a table needs named fields",
        ),
    ] {
        let expansion = crate::table::derive(&syn::parse2(input).expect("an item"));
        assert!(expansion.to_string().contains("__p :: Table for"));
        assert_eq!(messages(expansion), [message]);
    }
    let generic = parse_quote!(
        struct S<T> {
            a: T,
        }
    );
    assert!(table(&generic).contains(&"a table cannot have generic parameters".to_owned()));
}

#[test]
fn what_is_no_column_type_says_so() {
    for (input, message) in [
        (
            quote!(
                enum E {
                    A(i32),
                }
            ),
            "a variant that is stored as its label cannot hold data",
        ),
        (
            quote!(
                struct S {
                    a: i32,
                    b: i32,
                }
            ),
            "a newtype that is stored in a column has one field",
        ),
    ] {
        let expansion = crate::column_type::derive(&syn::parse2(input).expect("an item"));
        assert!(expansion.to_string().contains("__p :: ColumnType for"));
        assert_eq!(messages(expansion), [message]);
    }
}

#[test]
fn a_projection_says_what_it_lacks() {
    let said = messages(crate::projection::derive(&parse_quote! {
        #[projection(form = Project)]
        struct Card {
            #[projection(row)]
            both: (User, Chat),
        }
    }));
    assert_eq!(
        said,
        [
            "unknown attribute `form` in `projection`",
            "a projection needs a table to read from",
            "a row is read into a struct, or an `Option` of one",
        ]
    );
}

#[test]
fn columns_that_clash_may_live_elsewhere() {
    let said = table(&parse_quote! {
        #[table(columns = "none")]
        struct User {
            query: String,
        }
    });
    assert!(said.is_empty(), "{said:?}");
}
