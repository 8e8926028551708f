//! Expansions stay small: they are compiled once for each table of each user.

use quote::quote;
use syn::parse_quote;

use super::table;

/// What is told to others (features `schemars`, `utoipa`, `ts-rs`) is there only where somebody asks.
const IS_DESCRIBED: bool = cfg!(feature = "descriptions");

/// Columns of every kind: a key, a server column, lengths, NULL, defaults, a document, `on_update`.
fn eleven_columns(more: &proc_macro2::TokenStream) -> String {
    table(&parse_quote! {
        #[table(name = "projects", rename_all = "camelCase", index(owner_id, created_at.desc()))]
        pub struct Project {
            #[column(primary_key, auto_increment)]
            pub id: i32,
            #[column(references = User::id, on_delete = "cascade", server)]
            pub owner_id: i32,
            #[column(varchar = 255)]
            #[validate(length(min = 1))]
            pub name: String,
            #[column(unique)]
            pub slug: String,
            pub description: Option<String>,
            #[column(default = ProjectStatus::Active)]
            pub status: ProjectStatus,
            #[column(default = json!({}))]
            pub settings: Json<ProjectSettings>,
            #[column(default = 0)]
            pub views: i64,
            pub archived_at: Option<DateTime<Utc>>,
            #[column(default = now())]
            pub created_at: DateTime<Utc>,
            #[column(default = now(), on_update = now())]
            pub updated_at: DateTime<Utc>,
            #more
        }
    })
}

#[test]
fn an_eleven_column_table_stays_under_four_hundred_lines_and_twenty_six_impls() {
    let text = eleven_columns(&quote!());
    let lines = text.lines().count();
    let impls = text.lines().filter(|line| line.trim_start().starts_with("impl")).count();
    let derived: usize = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("#[derive("))
        .map(|traits| traits.split("::core").count() - 1)
        .sum();
    let most = if IS_DESCRIBED { 470 } else { 400 };
    assert!(lines <= most, "{lines} lines:\n{text}");
    assert_eq!(text.contains("looks!") || text.contains("describe!"), IS_DESCRIBED, "{text}");
    assert!(impls + derived <= 26, "{impls} implementations and {derived} derives:\n{text}");
}

/// One line for the column in each place that must name it: handle, handles of aliases and their making, metadata, row,
/// and for each model its field, its reading and its writing.
#[test]
fn one_more_column_costs_one_line_in_each_place() {
    let users = |more: &proc_macro2::TokenStream| {
        let text = table(&parse_quote! {
            struct User { #[column(primary_key)] id: i32, name: String, email: String, city: String, #more }
        });
        text.lines().count()
    };
    // What others are told: the looks of the column, and its place in the row; a list of types may break once more.
    let told = if IS_DESCRIBED { 2..=3 } else { 0..=0 };
    let column = quote!(stars: i32);
    assert!(told.contains(&(users(&quote!(#column, moons: i32)) - users(&column) - 11)));
    // Three more where there is a request body.
    let projects = |more: &proc_macro2::TokenStream| eleven_columns(more).lines().count();
    assert!(told.contains(&(projects(&column) - projects(&quote!()) - 14)));
}
