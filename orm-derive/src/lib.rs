//! The derive macros of orm-core.
//!
//! `orm_schema::parse` reads the source, `table`, `column_type`, `projection` and `written` run the stages of one derive each
//! (parse, check, expand), and `expand` holds one file for each thing that is generated.

mod check;
mod column_type;
mod database;
mod document;
#[cfg(feature = "embed")]
mod embed;
mod expand;
mod fallback;
mod passed_on;
mod plan;
mod projection;
mod sql;
mod table;
#[cfg(all(test, feature = "models"))]
mod tests;
mod view;
#[cfg(feature = "models")]
mod written;

use proc_macro::TokenStream;

/// Makes a struct a table: column handles, row decoding and the models `NewX`, `NewXBody` and `XPatch`.
///
/// | generated for `Project` | what it is |
/// |---|---|
/// | `Project::name`, `Project::table` | handles of the columns and of the table; `#[table(columns = "upper")]` writes `Project::NAME`, `columns = "none"` leaves them to `Project::columns()` |
/// | `NewProject` | a row to insert: required fields as they are, those with a default optional, computed ones absent |
/// | `NewProjectBody` | the body of a request, if a column is `server`: `body.with_owner_id(id)` adds what the server sets and gives the `NewProject`; several server columns are arguments of one method in declared order, `with_owner_id_and_role(id, role)`. One with a default is no argument: it has its default, or what is set in the `NewProject`; if all have one, `NewProject::from(body)` |
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

/// Makes a struct the rows of a view: column handles and row decoding, for queries, joins, projections and aliases as over a
/// table.
///
/// | in `#[view(..)]` | what it says |
/// |---|---|
/// | `name`, `schema` | its name in SQL; the struct's in snake case if it is left out |
/// | `query = "select .."` | the query, in the SQL of the database. Where the text tells what it yields, a field that it does not yield is an error |
/// | `materialized`, `index(..)`, `unique(..)`, `with_no_data` | its rows are kept, with these indexes, at first none (PostgreSQL) |
/// | `depends_on(Project, Chat)` | tables and views that it reads and that its text does not name: a function does |
/// | `security_invoker`, `security_barrier`, `check_option = "local"` | whose rights count (PostgreSQL 15, MySQL), whose conditions come first (PostgreSQL), which rows may be written through it (PostgreSQL, MySQL) |
/// | `renamed_from`, `comment` | its former name; what the database keeps beside it (PostgreSQL) |
///
/// A field is a column of its name, or of `#[column(name = "..")]`; its type is what the query yields, an `Option` where that
/// may be NULL. `#[column(skip)]` leaves a field out.
#[proc_macro_derive(View, attributes(view, column))]
pub fn derive_view(input: TokenStream) -> TokenStream {
    derive(input, view::derive)
}

/// Makes an enum without data, or a newtype, the type of a column. On PostgreSQL, `#[column_type(domain = "email", check = "..")]` makes
/// a domain of a newtype.
#[proc_macro_derive(ColumnType, attributes(column_type))]
pub fn derive_column_type(input: TokenStream) -> TokenStream {
    derive(input, column_type::derive)
}

/// Makes the fields of a struct that is stored as JSON places that queries can name: `Project::settings.at(Settings::theme)`.
///
/// Each field that serde writes is a constant of the struct, of the field's visibility and of the name that serde gives it in
/// JSON. A field that is flattened stands for the members in it. The struct has named fields and no type parameters.
/// `#[document(members = "upper")]` writes `Settings::THEME`, for a struct with functions of its fields' names;
/// `#[document(crate = ::my_orm)]` names this crate where it has another name.
#[proc_macro_derive(Document, attributes(document, serde))]
pub fn derive_document(input: TokenStream) -> TokenStream {
    derive(input, document::derive)
}

/// Declares what stands beside the tables: extensions, schemas, roles, sequences, functions and triggers.
///
/// ```text
/// database! {
///     extension("citext"),
///     schema("audit"),
///     role("app", login),
///     sequence("ticket_numbers", start = 1000),
///     function("touch()", "returns trigger language plpgsql as $$ begin new.updated_at = now(); return new; end $$"),
///     trigger("projects_touch", on = Project, "before update", "for each row execute function touch()"),
/// }
/// ```
///
/// | word | what it declares | databases |
/// |---|---|---|
/// | `schema("audit")` | a schema, or a database of MySQL, that is there although nothing lives in it | PostgreSQL, MySQL |
/// | `extension("citext", schema = "..", version = "..")` | an extension | PostgreSQL |
/// | `role("app", login, noinherit, createdb, createrole, bypassrls)` | a role; none is ever dropped | PostgreSQL |
/// | `sequence("numbers", schema, start, increment, min, max, cache, cycle, renamed_from)` | a sequence | PostgreSQL |
/// | `function("name(arguments)", "all that follows", schema, depends_on(Project, "other"))` | a function | PostgreSQL, MySQL |
/// | `trigger("name", on = Project, "before update", "all that follows the table", depends_on(..))` | a trigger | all |
///
/// The exporter reads it where it stands in the source; compiled it is nothing. A struct that is named has to be a table. What a
/// database lacks is refused by `generate`, with its line.
#[proc_macro]
pub fn database(input: TokenStream) -> TokenStream {
    database::expand(input.into()).into()
}

/// What `sql!` expands to.
#[doc(hidden)]
#[proc_macro]
pub fn sql_parts(input: TokenStream) -> TokenStream {
    match syn::parse(input) {
        Ok(input) => sql::expand(&input).into(),
        Err(error) => error.into_compile_error().into(),
    }
}

/// Makes a struct the row of a query: each field is a column, an expression, or a row of its own.
#[proc_macro_derive(Projection, attributes(projection))]
pub fn derive_projection(input: TokenStream) -> TokenStream {
    derive(input, projection::derive)
}

/// Makes a struct of yours a new row of a table: `Project::insert(..)` takes it. There is an example at
/// `orm_core::models::Filled`.
///
/// Each field is the column of its name, and of its type: as it is, as an `Option` if the column has a default, without the
/// `Option` if it may be NULL and this model never makes it so. What is wrong with that is an error on the field; a column
/// that must be given and is not is an error, unless `server(..)` lists it. Then `with_..` adds it and the result is what can
/// be inserted. A field marked `#[model(skip)]` is no column.
///
/// The model reads requests and checks them like the generated ones, under the names and the rules of the columns, to which
/// its own `#[validate(..)]` and `#[serde(rename = "..")]` add. Because that is an implementation of `Deserialize` and
/// `Validate`, these are not derived as well; `#[model(Project, plain)]` leaves both to the derives of serde and validator,
/// and then only their rules hold.
#[cfg(feature = "models")]
#[proc_macro_derive(Insert, attributes(model, validate, serde))]
pub fn derive_insert(input: TokenStream) -> TokenStream {
    derive(input, |input| written::derive(input, written::Kind::Insert))
}

/// Makes a struct of yours a change of a row: `.patch(..)` takes it. There is an example at `orm_core::models::FieldOf`.
///
/// As [`derive@Insert`], but nothing must be given. `T` always sets its column, `Option<T>` keeps what is absent;
/// `Option<Option<T>>` of a column that may be NULL tells absent from NULL.
#[cfg(feature = "models")]
#[proc_macro_derive(Patch, attributes(model, validate, serde))]
pub fn derive_patch(input: TokenStream) -> TokenStream {
    derive(input, |input| written::derive(input, written::Kind::Patch))
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
