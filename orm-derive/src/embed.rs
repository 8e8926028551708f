//! `embed_migrations!("migrations")`: the folder of migrations as a constant, held against its `orm.lock` at compile time.
//!
//! Every file is also named in an `include_str!`, so that cargo builds again when one changes; a new file changes `orm.lock`.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use proc_macro2::{Span, TokenStream};
use quote::quote;
use sha2::{Digest, Sha256};
use syn::LitStr;

const LOCK_FILE: &str = "orm.lock";

/// A file of the folder that `orm.lock` names.
struct File {
    version: String,
    name: String,
    path: PathBuf,
    checksum: [u8; 32],
}

/// Expands to a `Migrations`, or to an error that names the file.
pub(crate) fn expand(folder: &LitStr) -> TokenStream {
    let root = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from).unwrap_or_default();
    match files(&root.join(folder.value())) {
        Ok((lock, files)) => migrations(lock.as_deref(), &files),
        Err(message) => syn::Error::new(folder.span(), message).into_compile_error(),
    }
}

fn migrations(lock: Option<&Path>, files: &[File]) -> TokenStream {
    let path = |path: &Path| LitStr::new(&path.to_string_lossy(), Span::call_site());
    let lock = lock.map(path).into_iter();
    let list = files.iter().map(|file| {
        let (version, name, checksum) = (&file.version, &file.name, file.checksum);
        let path = path(&file.path);
        quote! {
            ::orm_migrate::runner::Migration::embedded(#version, #name, ::core::include_str!(#path), [#(#checksum),*])
        }
    });
    quote! {{
        #(const _: &::core::primitive::str = ::core::include_str!(#lock);)*
        const LIST: &[::orm_migrate::runner::Migration] = &[#(#list),*];
        const MIGRATIONS: ::orm_migrate::Migrations = ::orm_migrate::Migrations::embedded(LIST);
        MIGRATIONS
    }}
}

/// The lock file, if there is one, and the files that it names, in order.
fn files(folder: &Path) -> Result<(Option<PathBuf>, Vec<File>), String> {
    let found = sql_files(folder)?;
    let lock = folder.join(LOCK_FILE);
    if !lock.exists() {
        return match found.first() {
            None => Ok((None, Vec::new())),
            Some(file) => {
                Err(format!("`{}` is missing, so `{file}` cannot be checked: restore it", lock.display()))
            }
        };
    }
    let text = read(&lock)?;
    let mut known = BTreeSet::new();
    let mut files = Vec::new();
    for (index, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let file = entry(folder, line).ok_or_else(|| {
            format!(
                "`{}`, line {}: this is no line of a lock file; is a merge unresolved?",
                lock.display(),
                index + 1
            )
        })?;
        let text = read(&file.path)?;
        if checksum(&text) != file.checksum {
            return Err(format!(
                "`{}` was edited after it had been generated: restore it",
                file.path.display()
            ));
        }
        known.insert(format!("{}_{}.sql", file.version, file.name));
        files.push(file);
    }
    match found.difference(&known).next() {
        Some(file) => {
            Err(format!("`{}` is not in {LOCK_FILE}: run `orm-migrate check`", folder.join(file).display()))
        }
        None => Ok((Some(lock), files)),
    }
}

fn sql_files(folder: &Path) -> Result<BTreeSet<String>, String> {
    let unreadable = |error| format!("cannot read the folder `{}`: {error}", folder.display());
    let mut files = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        // Files whose name begins with a dot belong to editors.
        if path.extension().is_some_and(|extension| extension == "sql") && !name.starts_with('.') {
            files.insert(name);
        }
    }
    Ok(files)
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("cannot read `{}`: {error}", file.display()))
}

/// Understands `<version> <name> sha256=<64 digits> …`.
fn entry(folder: &Path, line: &str) -> Option<File> {
    let mut words = line.split_whitespace();
    let (version, name) = (words.next()?, words.next()?);
    let digits = words.next()?.strip_prefix("sha256=")?;
    let path = folder.join(format!("{version}_{name}.sql"));
    Some(File { version: version.to_owned(), name: name.to_owned(), path, checksum: bytes(digits)? })
}

fn bytes(digits: &str) -> Option<[u8; 32]> {
    if digits.len() != 64 || !digits.is_ascii() {
        return None;
    }
    let mut bytes = [0; 32];
    for (index, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(&digits[2 * index..2 * index + 2], 16).ok()?;
    }
    Some(bytes)
}

/// The checksum as `orm_migrate::checksum` defines it, which a macro cannot import: the text without byte order mark, blanks at
/// line ends and blank lines at its end. If the two ever differed, no folder would embed.
fn checksum(text: &str) -> [u8; 32] {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    let mut hash = Sha256::new();
    for line in text.lines() {
        hash.update(line.trim_end().as_bytes());
        hash.update(b"\n");
    }
    hash.finalize().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQL: &str = "SELECT 1;\n";

    /// A folder of one migration, changed by `change`, and what is wrong with it.
    fn problem(change: impl FnOnce(&Path)) -> String {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let digits = checksum(SQL).iter().fold(String::new(), |text, byte| format!("{text}{byte:02x}"));
        let lock = format!("orm.lock 1 sqlite head=x\n1 first sha256={digits} chain=x to=empty\n");
        fs::write(folder.path().join("1_first.sql"), SQL).expect("a file can be written");
        fs::write(folder.path().join(LOCK_FILE), lock).expect("a file can be written");
        change(folder.path());
        let root = folder.path().display().to_string();
        files(folder.path()).map(|_| ()).expect_err("the folder is broken").replace(&root, "migrations")
    }

    #[test]
    fn every_broken_folder_is_an_error_that_names_the_file() {
        let edited = problem(|folder| fs::write(folder.join("1_first.sql"), "SELECT 2;").expect("written"));
        assert_eq!(edited, "`migrations/1_first.sql` was edited after it had been generated: restore it");
        let added = problem(|folder| fs::write(folder.join("2_second.sql"), SQL).expect("written"));
        assert_eq!(added, "`migrations/2_second.sql` is not in orm.lock: run `orm-migrate check`");
        let missing = problem(|folder| fs::remove_file(folder.join("1_first.sql")).expect("removed"));
        assert!(missing.starts_with("cannot read `migrations/1_first.sql`: "), "{missing}");
        let unlocked = problem(|folder| fs::remove_file(folder.join(LOCK_FILE)).expect("removed"));
        assert_eq!(
            unlocked,
            "`migrations/orm.lock` is missing, so `1_first.sql` cannot be checked: restore it"
        );
        let conflict =
            problem(|folder| fs::write(folder.join(LOCK_FILE), "head\n<<<<<<< ours\n").expect("written"));
        assert_eq!(
            conflict,
            "`migrations/orm.lock`, line 2: this is no line of a lock file; is a merge unresolved?"
        );
        let gone = problem(|folder| fs::remove_dir_all(folder).expect("removed"));
        assert!(gone.starts_with("cannot read the folder `migrations`: "), "{gone}");
    }

    #[test]
    fn line_ends_do_not_count() {
        assert_eq!(checksum("a\nb\n"), checksum("\u{feff}a \r\nb\r\n\r\n"));
    }
}
