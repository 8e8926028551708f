//! Which declaration a path means. `use` lines are not followed: the last segment is looked up among all declarations, the
//! segments before it and the module of the user decide between several.

use std::collections::HashMap;

use super::super::file::{Declared, FileDecls};
use super::super::item::{ColumnTypeDecl, TableDecl};
use super::super::problem::{Place, Problem};

/// All declarations by their Rust names.
#[derive(Debug)]
pub(super) struct Names<'a> {
    files: Vec<&'a FileDecls>,
    tables: HashMap<&'a str, Vec<&'a Declared<TableDecl>>>,
    types: HashMap<&'a str, Vec<&'a Declared<ColumnTypeDecl>>>,
}

/// How a lookup ends.
#[derive(Debug)]
pub(super) enum Found<'a, T> {
    One(&'a Declared<T>),
    /// Several are possible: the first two.
    Several([&'a Declared<T>; 2]),
    Nothing,
}

impl<'a> Names<'a> {
    pub(super) fn new(files: &[&'a FileDecls]) -> Self {
        let mut names = Self { files: files.to_vec(), tables: HashMap::new(), types: HashMap::new() };
        for file in files {
            for table in &file.tables {
                names.tables.entry(&table.decl.rust_name).or_default().push(table);
            }
            for ty in &file.types {
                names.types.entry(&ty.decl.rust_name).or_default().push(ty);
            }
        }
        names
    }

    /// All tables in declared order.
    pub(super) fn tables(&self) -> impl Iterator<Item = &'a Declared<TableDecl>> {
        self.files.iter().flat_map(|file| &file.tables)
    }

    /// All types of the user's in declared order.
    pub(super) fn types(&self) -> impl Iterator<Item = &'a Declared<ColumnTypeDecl>> {
        self.files.iter().flat_map(|file| &file.types)
    }

    /// The table that `path` means in `module`.
    pub(super) fn table(&self, path: &[String], module: &[String]) -> Found<'a, TableDecl> {
        find(&self.tables, path, module)
    }

    /// The type that `path` means in `module`.
    pub(super) fn ty(&self, path: &[String], module: &[String]) -> Found<'a, ColumnTypeDecl> {
        find(&self.types, path, module)
    }
}

fn find<'a, T>(
    all: &HashMap<&'a str, Vec<&'a Declared<T>>>,
    path: &[String],
    module: &[String],
) -> Found<'a, T> {
    let Some((last, earlier)) = path.split_last() else { return Found::Nothing };
    let Some(candidates) = all.get(last.as_str()) else { return Found::Nothing };
    if let [only] = candidates[..] {
        return Found::One(only);
    }
    let earlier: Vec<&String> =
        earlier.iter().filter(|segment| !["crate", "self", "super"].contains(&segment.as_str())).collect();
    let is_meant = |declared: &&&'a Declared<T>| {
        if earlier.is_empty() {
            // A name declared in this very module cannot be anything else: importing another one is an error.
            declared.module == module
        } else {
            declared.module.iter().rev().zip(earlier.iter().rev()).all(|(own, given)| own == *given)
                && declared.module.len() >= earlier.len()
        }
    };
    let mut meant = candidates.iter().filter(is_meant);
    match (meant.next(), meant.next()) {
        (Some(one), None) => Found::One(one),
        (Some(one), Some(other)) => Found::Several([one, other]),
        (None, _) => Found::Several([candidates[0], candidates[1]]),
    }
}

/// ``there are two `User` ``, with both places.
pub(super) fn ambiguous(place: Place, name: &str, first: Place, second: Place) -> Problem {
    let mut problem = Problem::new(place, format!("`{name}` can mean two things"));
    problem
        .hint("write the module before the name, as in `module::Name`")
        .note(first, format!("one `{name}` is here"))
        .note(second, format!("another `{name}` is here"));
    problem
}
