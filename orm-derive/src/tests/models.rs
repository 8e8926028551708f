//! The field matrix: what each model has of each kind of column.

use quote::quote;
use syn::parse_quote;

use super::table;

/// The types of the field `column` in the insert model, the body and the patch.
fn types(column: &proc_macro2::TokenStream) -> [Option<String>; 3] {
    let text = table(&parse_quote! {
        struct Row {
            #[column(server)]
            owner: i32,
            #column
        }
    });
    let file = syn::parse_file(&text).expect("an expansion is a list of items");
    ["NewRow", "NewRowBody", "RowPatch"].map(|model| {
        let fields = file.items.iter().find_map(|item| match item {
            syn::Item::Struct(item) if item.ident == model => Some(&item.fields),
            _ => None,
        })?;
        let field = fields.iter().find(|field| field.ident.as_ref().is_some_and(|name| name == "x"))?;
        let ty = &field.ty;
        Some(quote!(#ty).to_string().replace(":: core :: option :: ", "").replace(' ', ""))
    })
}

fn check(column: &proc_macro2::TokenStream, insert: &str, body: &str, patch: &str) {
    let expected = [insert, body, patch].map(|ty| (ty != "-").then(|| ty.to_owned()));
    assert_eq!(types(column), expected, "of `{column}`");
}

#[test]
fn each_model_has_what_the_column_asks_for() {
    check(&quote!(x: i32), "i32", "i32", "Option<i32>");
    check(&quote!(#[column(default = 1)] x: i32), "Option<i32>", "Option<i32>", "Option<i32>");
    check(&quote!(#[column(default_fn = make)] x: i32), "Option<i32>", "Option<i32>", "Option<i32>");
    check(&quote!(x: Option<i32>), "Option<i32>", "Option<i32>", "Option<Option<i32>>");
    check(
        &quote!(#[column(default = 1)] x: Option<i32>),
        "Option<Option<i32>>",
        "Option<Option<i32>>",
        "Option<Option<i32>>",
    );
    check(&quote!(#[column(generated = "1")] x: i32), "-", "-", "-");
    check(&quote!(#[column(identity(always))] x: i32), "-", "-", "-");
    check(&quote!(#[column(identity)] x: i32), "Option<i32>", "-", "-");
    check(&quote!(#[column(primary_key, auto_increment)] x: i32), "Option<i32>", "-", "-");
    check(&quote!(#[column(primary_key, auto_increment, input)] x: i32), "Option<i32>", "Option<i32>", "-");
    check(&quote!(#[column(primary_key)] x: i32), "i32", "i32", "-");
    check(&quote!(#[column(primary_key, patch)] x: i32), "i32", "i32", "Option<i32>");
    check(
        &quote!(#[column(default = now(), on_update = now())] x: DateTime<Utc>),
        "Option<DateTime<Utc>>",
        "-",
        "Option<DateTime<Utc>>",
    );
    check(&quote!(#[column(server)] x: i32), "i32", "-", "Option<i32>");
}

#[test]
fn a_body_needs_a_server_column_and_takes_those_without_a_default() {
    let text = table(&parse_quote!(
        struct Row {
            x: i32,
        }
    ));
    assert!(!text.contains("RowBody"));
    let text = table(&parse_quote! {
        struct Row {
            x: i32,
            #[column(server)]
            owner_id: i32,
            #[column(server)]
            role: Option<i32>,
            #[column(server, default = 1)]
            plan_id: i32,
        }
    });
    assert!(text.contains("fn with_owner_id_and_role("), "{text}");
    let text = table(&parse_quote! {
        struct Row {
            x: i32,
            #[column(server, default = 1)]
            plan_id: i32,
        }
    });
    assert!(
        text.contains("From<RowBody> for NewRow") || text.contains("From<NewRowBody> for NewRow"),
        "{text}"
    );
}

#[test]
fn a_default_in_rust_is_computed_when_the_row_is_inserted() {
    let text = table(&parse_quote! {
        struct Row {
            #[column(primary_key, default = uuid_v7())]
            id: Uuid,
            #[column(default_fn = codes::next)]
            code: Option<String>,
        }
    });
    let text: String = text.split_whitespace().collect();
    assert!(text.contains("||__p::computed::<Uuid,>(::core::convert::From::from(__p::uuid_v7()"), "{text}");
    assert!(text.contains("||__p::computed::<Option<String>,>(__p::Some(codes::next())"), "{text}");
}

#[test]
fn limits_of_the_column_and_of_the_user_are_merged() {
    let rule = |validate: proc_macro2::TokenStream| {
        let text = table(&parse_quote! {
            struct Row {
                #[column(varchar = 20)]
                #validate
                name: String,
            }
        });
        let start = text.find(".length(").expect("a rule on the length");
        let end = start + text[start..].find(')').map_or(0, |_| text[start..].find(';').unwrap_or_default());
        text[start..end].replace("__p::", "").split_whitespace().collect::<String>()
    };
    assert_eq!(rule(quote!()), ".length(None,Some(20),None)");
    assert_eq!(rule(quote!(#[validate(length(min = 1))])), ".length(Some(1),Some(20),None)");
    assert_eq!(rule(quote!(#[validate(length(max = 10))])), ".length(None,Some(10),None)");
    assert_eq!(rule(quote!(#[validate(length(max = 99))])), ".length(None,Some(20),None)");
    assert_eq!(
        rule(quote!(#[validate(length(max = LIMIT))])),
        ".length(None,Some(LIMIT),None).length(None,Some(20),None)"
    );
}

#[test]
fn a_secret_is_redacted_in_the_row_and_in_its_models() {
    let text = table(&parse_quote! {
        struct Account {
            #[column(secret)]
            #[serde(skip_serializing)]
            password: String,
        }
    });
    assert_eq!(text.matches("&__p::REDACTED").count(), 3, "{text}");
    assert!(!text.contains("fmt::Debug,"), "{text}");
}

#[test]
fn handles_may_be_written_in_capitals_or_live_in_the_struct_alone() {
    let upper = table(&parse_quote!(
        #[table(columns = "upper")]
        pub struct Row {
            owner_id: i32,
        }
    ));
    assert!(upper.contains("pub const OWNER_ID: "), "{upper}");
    assert!(upper.contains("struct RowColumns<"), "{upper}");
    let none = table(&parse_quote!(
        #[table(columns = "none")]
        pub struct Row {
            owner_id: i32,
        }
    ));
    assert!(
        !none.contains("const owner_id") && none.contains("pub fn columns() -> RowColumns<Row>"),
        "{none}"
    );
    let named = table(&parse_quote!(
        #[table(columns = "RowHandles")]
        pub struct Row {
            owner_id: i32,
        }
    ));
    assert!(!named.contains("const owner_id") && named.contains("struct RowHandles<"), "{named}");
}
