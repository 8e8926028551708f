//! The source that was made, read back by the same reader that `generate` uses.

use std::str::FromStr as _;

use orm_schema::parse::{self, FileContext, FileDecls, Problems};
use orm_schema::{Dialect, SchemaDef};
use proc_macro2::TokenStream;

/// The schema that `source` declares.
///
/// # Errors
/// What the reader says to it: something that the database has and that source cannot say.
pub fn read_back(source: &str, dialect: Dialect) -> Result<SchemaDef, Vec<String>> {
    let tokens = TokenStream::from_str(source).map_err(|error| vec![error.to_string()])?;
    let mut problems = Problems::of_file(0);
    let context = FileContext { module: &[], features: &[], condition: None, with_models: false };
    let decls: FileDecls = parse::file(context, tokens, &mut problems);
    let resolved = parse::resolve(&[&decls], dialect);
    let found = problems.take().into_iter().chain(resolved.problems);
    let messages: Vec<String> = found.map(|problem| problem.message).collect();
    if messages.is_empty() { Ok(resolved.schema) } else { Err(messages) }
}
