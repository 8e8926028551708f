//! Who is meant by a path in the source.

use std::collections::HashMap;

use orm_schema::parse::wire::{DocumentDecl, ModelDecl, WrittenModelDecl};
use orm_schema::parse::{Declared, FileDecls};

use crate::source::Source;

/// Everything that was declared.
pub(super) struct Names<'a> {
    files: Vec<&'a FileDecls>,
    documents: HashMap<&'a str, Vec<&'a Declared<DocumentDecl>>>,
    models: HashMap<&'a str, Vec<&'a Declared<ModelDecl>>>,
}

/// The names of the definitions of a table.
pub(super) struct TableNames {
    pub(super) row: String,
    pub(super) relations: String,
    pub(super) insert: String,
    pub(super) body: Option<String>,
    pub(super) patch: String,
}

impl<'a> Names<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let files: Vec<&FileDecls> = source.declarations().collect();
        let mut names = Self { documents: HashMap::new(), models: HashMap::new(), files };
        for file in &names.files {
            for document in &file.documents {
                names.documents.entry(&document.decl.rust_name).or_default().push(document);
            }
            for model in &file.models {
                names.models.entry(&model.decl.rust_name).or_default().push(model);
            }
        }
        names
    }

    pub(super) fn all_models(&self) -> Vec<&'a Declared<ModelDecl>> {
        self.files.iter().flat_map(|file| &file.models).collect()
    }

    pub(super) fn all_written_models(&self) -> Vec<&'a Declared<WrittenModelDecl>> {
        self.files.iter().flat_map(|file| &file.written_models).collect()
    }

    pub(super) fn all_documents(&self) -> Vec<&'a Declared<DocumentDecl>> {
        self.files.iter().flat_map(|file| &file.documents).collect()
    }

    /// The struct, enum or alias that `path` means in `module`.
    pub(super) fn document(&self, path: &[String], module: &[String]) -> Option<&'a Declared<DocumentDecl>> {
        find(&self.documents, &self.followed(path, module), module)
    }

    /// The table that `path` means in `module`.
    pub(super) fn model(&self, path: &[String], module: &[String]) -> Option<&'a Declared<ModelDecl>> {
        find(&self.models, &self.followed(path, module), module)
    }

    /// The names of the definitions of a table: those that Rust has, with a number behind them if a table of another module
    /// has them already.
    pub(super) fn of_table(&self, declared: &Declared<ModelDecl>) -> TableNames {
        let model = &declared.decl;
        let same = self.models.get(model.rust_name.as_str());
        let before = same.into_iter().flatten().take_while(|other| !std::ptr::eq(**other, declared)).count();
        let numbered =
            |name: &String| if before == 0 { name.clone() } else { format!("{name}{}", before + 1) };
        let row = numbered(&model.rust_name);
        TableNames {
            relations: format!("{row}Relations"),
            insert: numbered(&model.insert),
            body: model.body.as_ref().map(numbered),
            patch: numbered(&model.patch),
            row,
        }
    }

    /// The path with the name that `use .. as ..` in `module` gave put back.
    pub(super) fn followed(&self, path: &[String], module: &[String]) -> Vec<String> {
        let renames = self.files.iter().flat_map(|file| &file.renames);
        let mut meant = renames.filter(|rename| rename.module == module);
        let found = path.split_first().and_then(|(first, rest)| {
            let rename = meant.find(|rename| rename.decl.name == *first)?;
            Some(rename.decl.path.iter().chain(rest).cloned().collect())
        });
        found.unwrap_or_else(|| path.to_owned())
    }
}

/// Of several with one name: the one in this module, else the one in the module that the path names, else the first.
fn find<'a, T>(
    all: &HashMap<&'a str, Vec<&'a Declared<T>>>,
    path: &[String],
    module: &[String],
) -> Option<&'a Declared<T>> {
    let (last, earlier) = path.split_last()?;
    let candidates = all.get(last.as_str())?;
    let named = earlier.last().and_then(|name| {
        candidates.iter().find(|declared| declared.module.last().is_some_and(|module| module == name))
    });
    let here = candidates.iter().find(|declared| declared.module == module);
    named.or(here).or(candidates.first()).copied()
}
