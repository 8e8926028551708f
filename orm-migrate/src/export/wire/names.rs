//! Who is meant by a path in the source.

use std::collections::{HashMap, HashSet};

use orm_schema::parse::wire::{DocumentDecl, HandlerDecl, ModelDecl, RouteDecl, WrittenModelDecl};
use orm_schema::parse::{Declared, FileDecls};

use crate::source::Source;

/// Everything that was declared.
pub(super) struct Names<'a> {
    files: Vec<&'a FileDecls>,
    documents: HashMap<&'a str, Vec<&'a Declared<DocumentDecl>>>,
    models: HashMap<&'a str, Vec<&'a Declared<ModelDecl>>>,
    /// The models that users wrote, each with the name of its definition.
    written_models: Vec<(&'a Declared<WrittenModelDecl>, String)>,
}

/// The names of the definitions of a table.
pub(super) struct TableNames {
    pub(super) row: String,
    pub(super) relations: String,
    pub(super) insert: String,
    pub(super) body: Option<String>,
    pub(super) patch: String,
}

impl TableNames {
    /// All of them.
    pub(super) fn all(self) -> impl Iterator<Item = String> {
        [self.row, self.relations, self.insert, self.patch].into_iter().chain(self.body)
    }
}

/// A model of requests.
struct Named<'a> {
    rust_name: &'a str,
    /// The name of its definition.
    name: String,
}

impl<'a> Names<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        let files: Vec<&FileDecls> = source.declarations().collect();
        let (documents, models, written_models) = (HashMap::new(), HashMap::new(), Vec::new());
        let mut names = Self { files, documents, models, written_models };
        for file in &names.files {
            for document in &file.documents {
                names.documents.entry(&document.decl.rust_name).or_default().push(document);
            }
            for model in &file.models {
                names.models.entry(&model.decl.rust_name).or_default().push(model);
            }
        }
        names.name_written_models();
        names
    }

    /// Gives each model that a user wrote the name that Rust has for it, with a number behind it if a model of a table, or one
    /// of another module, has that already.
    fn name_written_models(&mut self) {
        let mut taken: HashSet<String> =
            self.all_models().into_iter().flat_map(|table| self.of_table(table).all()).collect();
        for declared in self.files.iter().flat_map(|file| &file.written_models) {
            let name = &declared.decl.rust_name;
            let numbered = (2..).map(|number| format!("{name}{number}"));
            let free = std::iter::once(name.clone()).chain(numbered).find(|name| !taken.contains(name));
            let name = free.unwrap_or_else(|| name.clone());
            taken.insert(name.clone());
            self.written_models.push((declared, name));
        }
    }

    pub(super) fn all_models(&self) -> Vec<&'a Declared<ModelDecl>> {
        self.files.iter().flat_map(|file| &file.models).collect()
    }

    /// The models that users wrote, each with the name of its definition.
    pub(super) fn all_written_models(&self) -> Vec<(&'a Declared<WrittenModelDecl>, String)> {
        self.written_models.clone()
    }

    pub(super) fn all_routes(&self) -> Vec<&'a Declared<RouteDecl>> {
        self.files.iter().flat_map(|file| &file.routes).collect()
    }

    pub(super) fn all_documents(&self) -> Vec<&'a Declared<DocumentDecl>> {
        self.files.iter().flat_map(|file| &file.documents).collect()
    }

    /// The function that `path` means in `module`; nothing if it might be one of several.
    pub(super) fn handler(&self, path: &[String], module: &[String]) -> Option<&'a Declared<HandlerDecl>> {
        let path = self.followed(path, module);
        let (last, earlier) = path.split_last()?;
        let handlers = self.files.iter().flat_map(|file| &file.handlers);
        let called: Vec<_> = handlers.filter(|handler| handler.decl.rust_name == *last).collect();
        let mut meant = module.to_vec();
        for step in earlier {
            match step.as_str() {
                "self" => {}
                "super" => drop(meant.pop()),
                "crate" => meant.clear(),
                _ => meant.push(step.clone()),
            }
        }
        // What `use` brought in stands elsewhere: then the one whose module ends with the steps, if there is one only.
        let is_step = |step: &&String| !["self", "super", "crate"].contains(&step.as_str());
        let steps: Vec<String> = earlier.iter().filter(is_step).cloned().collect();
        let elsewhere: Vec<_> = called.iter().filter(|handler| handler.module.ends_with(&steps)).collect();
        let only = elsewhere.first().filter(|_| elsewhere.len() == 1);
        called.iter().find(|handler| handler.module == meant).or(only.copied()).copied()
    }

    /// The struct, enum or alias that `path` means in `module`.
    pub(super) fn document(&self, path: &[String], module: &[String]) -> Option<&'a Declared<DocumentDecl>> {
        find(&self.documents, &self.followed(path, module), module)
    }

    /// The table that `path` means in `module`.
    pub(super) fn model(&self, path: &[String], module: &[String]) -> Option<&'a Declared<ModelDecl>> {
        find(&self.models, &self.followed(path, module), module)
    }

    /// The name of the definition of a row, or of a model, that `path` means in `module`.
    pub(super) fn row_or_model(&self, path: &[String], module: &[String]) -> Option<String> {
        if let Some(table) = self.model(path, module) {
            return Some(self.of_table(table).row);
        }
        let path = self.followed(path, module);
        let mut named: HashMap<&str, Vec<&Declared<Named>>> = HashMap::new();
        let all = self.named();
        for declared in &all {
            named.entry(declared.decl.rust_name).or_default().push(declared);
        }
        find(&named, &path, module).map(|found| found.decl.name.clone())
    }

    /// The models of requests, by their names in Rust.
    fn named(&self) -> Vec<Declared<Named<'a>>> {
        let declared = |module: &[String], rust_name, name| Declared {
            decl: Named { rust_name, name },
            module: module.to_vec(),
            has_problems: false,
        };
        let mut named = Vec::new();
        for table in self.all_models() {
            let TableNames { insert, body, patch, .. } = self.of_table(table);
            let model = &table.decl;
            named.push(declared(&table.module, model.insert.as_str(), insert));
            named.push(declared(&table.module, model.patch.as_str(), patch));
            named.extend(
                model.body.as_deref().zip(body).map(|(rust, name)| declared(&table.module, rust, name)),
            );
        }
        let written = self.written_models.iter();
        named.extend(
            written.map(|(model, name)| declared(&model.module, model.decl.rust_name.as_str(), name.clone())),
        );
        named
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
    all: &HashMap<&str, Vec<&'a Declared<T>>>,
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
