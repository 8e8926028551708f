//! The derive macros of orm-core.
//!
//! `orm_schema::parse` reads the source, `table`, `column_type` and `projection` run the stages of one derive each
//! (parse, check, expand), and `expand` holds one file for each thing that is generated.

mod check;
mod column_type;
#[cfg(feature = "embed")]
mod embed;
mod expand;
mod fallback;
mod passed_on;
mod plan;
mod projection;
mod table;
#[cfg(all(test, feature = "models"))]
mod tests;

use proc_macro::TokenStream;

/// Makes a struct a table: column handles, row decoding and the models `NewX`, `NewXBody` and `XPatch`.
///
/// | generated for `Project` | what it is |
/// |---|---|
/// | `Project::name`, `Project::table` | handles of the columns and of the table; `#[table(columns = "upper")]` writes `Project::NAME`, `columns = "none"` leaves them to `Project::columns()` |
/// | `NewProject` | a row to insert: required fields as they are, those with a default optional, computed ones absent |
/// | `NewProjectBody` | the body of a request, if a column is `server`: `body.with_owner_id(id)` adds what the server sets and gives the `NewProject`; several server columns are arguments of one method in declared order, `with_owner_id_and_role(id, role)` |
/// | `ProjectPatch` | a change: `None` keeps, `Some(None)` sets NULL |
///
/// The models read requests (`Deserialize`, `NewProject::parse`) and check the rules of `#[validate(..)]` together with
/// those that the columns imply (`validator::Validate`).
///
/// Fields marked `#[column(secret)]` are redacted in `Debug`, which this derive then implements itself: leave `Debug` out
/// of the list of derives of such a struct.
#[proc_macro_derive(Table, attributes(table, column, validate, serde))]
pub fn derive_table(input: TokenStream) -> TokenStream {
    derive(input, table::derive)
}

/// Makes an enum without data, or a newtype, the type of a column.
#[proc_macro_derive(ColumnType, attributes(column_type))]
pub fn derive_column_type(input: TokenStream) -> TokenStream {
    derive(input, column_type::derive)
}

/// Makes a struct the row of a query: each field is a column, an expression, or a row of its own.
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    derive(input, projection::derive)
}

/// The folder of migrations, compiled in: a `Migrations` constant. The path is relative to the folder of `Cargo.toml`.
///
/// A file that is missing, edited, or not in `orm.lock` is a compile error that names it.
#[cfg(feature = "embed")]
#[proc_macro]
pub fn embed_migrations(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(folder) => embed::expand(&folder).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

fn derive(input: TokenStream, expand: fn(&syn::DeriveInput) -> proc_macro2::TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(input) => expand(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}
