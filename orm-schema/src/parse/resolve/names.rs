//! Which declaration a path means. The last segment is looked up among all declarations, the segments before it and the
//! module of the user decide between several. Of `use` lines only those are followed that give another name.

use std::borrow::Cow;
use std::collections::HashMap;

use super::super::database::ObjectDecl;
use super::super::file::{Declared, FileDecls};
use super::super::item::{ColumnTypeDecl, TableDecl, ViewDecl};
use super::super::problem::{Place, Problem};
use super::super::uses::Rename;
use crate::SqlType;
use crate::types::from_rust_path;

/// All declarations by their Rust names.
#[derive(Debug)]
pub(super) struct Names<'a> {
    files: Vec<&'a FileDecls>,
    tables: HashMap<&'a str, Vec<&'a Declared<TableDecl>>>,
    views: HashMap<&'a str, Vec<&'a Declared<ViewDecl>>>,
    types: HashMap<&'a str, Vec<&'a Declared<ColumnTypeDecl>>>,
    renames: HashMap<&'a str, Vec<&'a Declared<Rename>>>,
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
        let mut names = Self {
            files: files.to_vec(),
            tables: HashMap::new(),
            views: HashMap::new(),
            types: HashMap::new(),
            renames: HashMap::new(),
        };
        for file in files {
            for table in &file.tables {
                names.tables.entry(&table.decl.rust_name).or_default().push(table);
            }
            for view in &file.views {
                names.views.entry(&view.decl.rows.rust_name).or_default().push(view);
            }
            for ty in &file.types {
                names.types.entry(&ty.decl.rust_name).or_default().push(ty);
            }
            for rename in &file.renames {
                names.renames.entry(&rename.decl.name).or_default().push(rename);
            }
        }
        names
    }

    /// All tables in declared order.
    pub(super) fn tables(&self) -> impl Iterator<Item = &'a Declared<TableDecl>> {
        self.files.iter().flat_map(|file| &file.tables)
    }

    /// All views in declared order.
    pub(super) fn views(&self) -> impl Iterator<Item = &'a Declared<ViewDecl>> {
        self.files.iter().flat_map(|file| &file.views)
    }

    /// All types of the user's in declared order.
    pub(super) fn types(&self) -> impl Iterator<Item = &'a Declared<ColumnTypeDecl>> {
        self.files.iter().flat_map(|file| &file.types)
    }

    /// What stands beside the tables, in declared order.
    pub(super) fn objects(&self) -> impl Iterator<Item = &'a Declared<ObjectDecl>> {
        self.files.iter().flat_map(|file| &file.objects)
    }

    /// The table that `path` means in `module`.
    pub(super) fn table(&self, path: &[String], module: &[String]) -> Found<'a, TableDecl> {
        find(&self.tables, &self.followed(path, module), module)
    }

    /// The view that `path` means in `module`.
    pub(super) fn view(&self, path: &[String], module: &[String]) -> Found<'a, ViewDecl> {
        find(&self.views, &self.followed(path, module), module)
    }

    /// The type that `path` means in `module`.
    pub(super) fn ty(&self, path: &[String], module: &[String]) -> Found<'a, ColumnTypeDecl> {
        find(&self.types, &self.followed(path, module), module)
    }

    /// The SQL type, if `path` means in `module` a type that everybody knows, under another name.
    pub(super) fn known(&self, path: &[String], has_arguments: bool, module: &[String]) -> Option<SqlType> {
        let Cow::Owned(path) = self.followed(path, module) else { return None };
        let path: Vec<&str> = path.iter().map(String::as_str).collect();
        from_rust_path(&path, has_arguments)
    }

    /// The path with the name that `use .. as ..` in `module` gave put back.
    fn followed<'p>(&self, path: &'p [String], module: &[String]) -> Cow<'p, [String]> {
        let found = path.split_first().and_then(|(first, rest)| {
            let renames = self.renames.get(first.as_str())?;
            let meant = renames.iter().find(|rename| rename.module == module)?;
            Some(meant.decl.path.iter().chain(rest).cloned().collect())
        });
        found.map_or(Cow::Borrowed(path), Cow::Owned)
    }

    /// The way out when `path` means nothing but some other module gives its last name to something.
    pub(super) fn renamed_elsewhere(&self, path: &[String]) -> Option<String> {
        let rename = self.renames.get(path.last()?.as_str())?.first()?;
        let (name, meaning) = (&rename.decl.name, rename.decl.path.join("::"));
        Some(format!("`{name}` is another name for `{meaning}` in another module; write that name here"))
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
