//! Text cases: source on one side, what the reader makes of it on the other.

mod attributes;
mod column_types;
mod mistakes;
mod names;
mod resolution;

use super::{FileContext, FileDecls, Problems, Resolved, file, resolve};
use crate::Dialect;
use crate::model::{ColumnDef, TableDef};

/// Reads the files of a schema; the first one is module `schema`, the others are named by their number.
fn read(sources: &[&str]) -> (Resolved, Vec<String>) {
    let mut problems = Vec::new();
    let decls: Vec<FileDecls> = (0..)
        .zip(sources)
        .map(|(number, source)| {
            let mut of_file = Problems::of_file(number);
            let module = [if number == 0 { "schema".to_owned() } else { format!("m{number}") }];
            let context = FileContext { module: &module, features: &[], condition: None, with_models: false };
            let decls = file(context, source.parse().expect("tokens"), &mut of_file);
            problems.extend(of_file.take());
            decls
        })
        .collect();
    let resolved = resolve(&decls.iter().collect::<Vec<_>>(), Dialect::Postgres);
    problems.extend(resolved.problems.iter().cloned());
    let texts = problems.iter().map(|problem| {
        let hints: Vec<String> = problem.hints.iter().map(|hint| format!("\n  hint: {hint}")).collect();
        let notes: Vec<String> =
            problem.notes.iter().map(|note| format!("\n  note: {}", note.message)).collect();
        format!("{}{}{}", problem.message, hints.concat(), notes.concat())
    });
    let texts = texts.collect();
    (resolved, texts)
}

/// The first table of a schema without problems.
fn table(source: &str) -> TableDef {
    let (resolved, problems) = read(&[source]);
    assert!(problems.is_empty(), "{problems:#?}");
    resolved.schema.tables.into_iter().next().expect("a table")
}

/// The column `x` of a table whose key is `id`, with these attributes and this type.
fn column(attributes: &str, ty: &str) -> ColumnDef {
    let table = table(&format!(
        "#[derive(Table)] struct T {{ #[column(primary_key)] id: i32, {attributes} x: {ty} }}"
    ));
    table.column("x").cloned().expect("the column")
}

/// The problems of a schema, with their hints.
fn check_problems(sources: &[&str], expected: &[&str]) {
    let (_, problems) = read(sources);
    assert_eq!(problems, expected, "got:\n{}", problems.join("\n"));
}

/// The problems of a field `x` in a table `T` with the key `id`.
fn check_field(field: &str, expected: &[&str]) {
    check_problems(
        &[&format!("#[derive(Table)] struct T {{ #[column(primary_key)] id: i32, {field} }}")],
        expected,
    );
}
