//! Which module a file is, and which files its `mod` lines lead to.

use std::path::{Path, PathBuf};

use orm_schema::parse::{ModuleDecl, Problem};

use super::file::{ParsedFile, SourceFile};

/// The modules around the items of a file, by its place under `src`: `src/billing/invoice.rs` is `billing::invoice`.
pub(super) fn of_path(path: &Path, root: &Path) -> Vec<String> {
    let relative = path.strip_prefix(root).unwrap_or(path).with_extension("");
    let names: Vec<String> =
        relative.components().map(|component| component.as_os_str().to_string_lossy().into_owned()).collect();
    let start = names.iter().rposition(|name| name == "src").map_or(0, |index| index + 1);
    let mut module = names[start..].to_vec();
    if module.last().is_some_and(|last| ["lib", "main", "mod"].contains(&last.as_str())) {
        module.pop();
    }
    module
}

/// The files that the `mod` lines of a file lead to. A module without a file is a problem, unless it depends on a
/// condition that nobody can decide here.
pub(super) fn declared(file: &mut ParsedFile) -> Vec<SourceFile> {
    let mut found = Vec::new();
    for decl in &file.decls.modules {
        let candidates = candidates(&file.path, decl);
        match candidates.iter().find(|candidate| candidate.is_file()) {
            Some(path) => found.push(SourceFile {
                path: path.clone(),
                module: file.module.iter().chain(&decl.parents).chain([&decl.name]).cloned().collect(),
                condition: decl.condition.clone(),
            }),
            None if decl.condition.is_none() => {
                let tried: Vec<String> =
                    candidates.iter().map(|candidate| format!("`{}`", candidate.display())).collect();
                let mut problem = Problem::new(decl.place, format!("the module `{}` has no file", decl.name));
                problem.hint(format!("looked for {}", tried.join(" and ")));
                file.problems.push(problem);
            }
            None => {}
        }
    }
    found
}

/// Where the file of a module may be: <https://doc.rust-lang.org/reference/items/modules.html#module-source-filenames>.
fn candidates(file: &Path, decl: &ModuleDecl) -> Vec<PathBuf> {
    let folder = file.parent().unwrap_or(Path::new(""));
    let stem = file.file_stem().unwrap_or_default();
    // `lib.rs`, `main.rs` and `mod.rs` own their folder; `x.rs` owns the folder `x`.
    let is_owner = ["lib", "main", "mod"].iter().any(|owner| stem == *owner);
    let own = if is_owner { folder.to_owned() } else { folder.join(stem) };
    let inner = own.join(decl.parents.iter().collect::<PathBuf>());
    match &decl.path {
        Some(path) if decl.parents.is_empty() => vec![folder.join(path)],
        Some(path) => vec![inner.join(path)],
        // A file given by its path alone may be the root of a crate under any name.
        None if is_owner || !decl.parents.is_empty() => in_folder(&inner, &decl.name).to_vec(),
        None => in_folder(&inner, &decl.name).into_iter().chain(in_folder(folder, &decl.name)).collect(),
    }
}

fn in_folder(folder: &Path, name: &str) -> [PathBuf; 2] {
    [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")]
}
