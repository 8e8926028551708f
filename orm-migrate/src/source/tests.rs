//! Whole schemas in files: what is read, and how problems look.

use std::path::PathBuf;

use orm_schema::Dialect;

use super::{Request, Source, read};

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a parent")).expect("created");
        std::fs::write(path, text).expect("written");
    }
    folder
}

fn read_in(folder: &tempfile::TempDir, paths: &[&str]) -> Result<Source, String> {
    let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
    let request = Request {
        root: folder.path(),
        paths: &paths,
        dialect: Dialect::Sqlite,
        features: &[],
        with_models: false,
    };
    read(&request)
        .map_err(|diagnostics| diagnostics.to_string().replace(&*folder.path().to_string_lossy(), "ROOT"))
}

fn tables(files: &[(&str, &str)], paths: &[&str]) -> Vec<String> {
    let source = read_in(&folder(files), paths).expect("a schema without problems");
    source.schema.tables.into_iter().map(|table| table.name.name).collect()
}

fn check_rendered(files: &[(&str, &str)], expected: &str) {
    let rendered = read_in(&folder(files), &["src/schema.rs"]).expect_err("problems");
    assert_eq!(rendered, expected, "got:\n{rendered}");
}

#[test]
fn modules_are_followed() {
    let files = [
        ("src/main.rs", "mod schema; mod other; fn main() {}"),
        ("src/other.rs", "fn nothing() {}"),
        (
            "src/schema/mod.rs",
            "pub mod user; mod inline { mod deep; } #[path = \"elsewhere.rs\"] mod moved; #[cfg(test)] mod tests;",
        ),
        ("src/schema/user.rs", "mod role; #[derive(Table)] struct User { id: i32 }"),
        ("src/schema/user/role.rs", "#[derive(Table)] struct Role { id: i32 }"),
        ("src/schema/inline/deep.rs", "#[derive(Table)] struct Deep { id: i32 }"),
        ("src/schema/elsewhere.rs", "#[derive(Table)] struct Moved { id: i32 }"),
    ];
    assert_eq!(tables(&files, &["src/main.rs"]), ["user", "deep", "moved", "role"]);
}

#[test]
fn folders_and_globs_are_read_once_and_in_order() {
    let files = [
        ("src/b.rs", "#[derive(Table)] struct B { id: i32 }"),
        ("src/a.rs", "mod inner; #[derive(Table)] struct A { id: i32 }"),
        ("src/a/inner.rs", "#[derive(Table)] struct Inner { id: i32 }"),
        ("src/target/junk.rs", "this is no Rust"),
        ("src/notes.txt", "nor is this"),
    ];
    assert_eq!(tables(&files, &["src"]), ["inner", "a", "b"]);
    assert_eq!(tables(&files, &["src/*.rs", "src/b.rs"]), ["a", "b", "inner"]);
}

#[test]
fn many_files_are_read_on_several_threads_in_one_order() {
    let numbers = 100..400;
    let files: Vec<(String, String)> = numbers
        .clone()
        .map(|number| {
            (format!("src/t{number}.rs"), format!("#[derive(Table)] struct T{number} {{ id: i32 }}"))
        })
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let expected: Vec<String> = numbers.map(|number| format!("t{number}")).collect();
    assert_eq!(tables(&files, &["src"]), expected);
}

/// A file that is long enough to be read in pieces.
fn long(last: &str) -> String {
    let mut text: String = (0..4_000)
        .flat_map(|number| {
            ["#[derive(Table)]\nstruct T".to_owned(), number.to_string(), " {\n    id: i32,\n}\n".to_owned()]
        })
        .collect();
    text.push_str(last);
    text
}

#[test]
fn long_files_are_read_in_pieces_and_lines_keep_their_numbers() {
    let text = long("#[derive(Table)]\nstruct Last {\n    id: Strin,\n}\n");
    let rendered = read_in(&folder(&[("src/schema.rs", &text)]), &["src/schema.rs"]).expect_err("a problem");
    let place = rendered.lines().nth(1).expect("a place");
    assert_eq!(place, format!("{}--> src/schema.rs:16003:9", " ".repeat(5)));
}

#[test]
fn long_files_that_cannot_be_cut_are_read_whole() {
    let text =
        format!("const TEXT: &str = r#\"\n{}\"#;\n#[derive(Table)]\nstruct Only {{ id: i32 }}\n", long(""));
    assert_eq!(tables(&[("src/schema.rs", &text)], &["src/schema.rs"]), ["only"]);
    let source = read_in(&folder(&[("src/schema.rs", &long(""))]), &["src/schema.rs"]).expect("a schema");
    assert_eq!((source.schema.tables.len(), source.files.len()), (4_000, 1));
}

#[test]
fn all_problems_are_shown_at_their_places_in_the_order_of_lines() {
    check_rendered(
        &[(
            "src/schema.rs",
            "#[derive(Table)]\n#[table(name = \"posts\")]\nstruct Post {\n    #[column(primary_key)]\n    id: i32,\n    \
             #[column(references = User::uid)]\n    author_id: i32,\n\tname: Option<Strin>,\n    #[column(uniqe)] slug: String,\n}\n\n\
             #[derive(Table)]\nstruct User { #[column(primary_key)] id: i32, email: String }\n",
        )],
        "error: `User` has no column `uid`
 --> src/schema.rs:6:33
  |
6 |     #[column(references = User::uid)]
  |                                 ^^^
hint: did you mean `id`?
hint: `User` has the columns `id`, `email`

error: how is `Strin` stored? no type of this name is known
 --> src/schema.rs:8:15
  |
8 | \tname: Option<Strin>,
  | \t             ^^^^^
hint: did you mean `String`?
hint: derive `ColumnType` for an enum or a newtype in a file of the schema, wrap a document in `Json<..>`, \
or say how it is stored: `#[column(type = \"..\")]`

error: unknown attribute `uniqe` in `column`
 --> src/schema.rs:9:14
  |
9 |     #[column(uniqe)] slug: String,
  |              ^^^^^
hint: did you mean `unique`?
",
    );
}

#[test]
fn the_other_place_is_shown_too() {
    check_rendered(
        &[
            (
                "src/schema.rs",
                "\u{feff}mod billing;\n#[derive(Table)] #[table(name = \"users\")] struct User { id: i32 }\n",
            ),
            (
                "src/schema/billing.rs",
                "\n\n\n\n\n\n\n\n\n#[derive(Table)] #[table(name = \"users\")] struct Payer { id: i32 }\r\n",
            ),
        ],
        "error: there are two tables `users`
  --> src/schema/billing.rs:10:50
   |
10 | #[derive(Table)] #[table(name = \"users\")] struct Payer { id: i32 }
   |                                                  ^^^^^
hint: give one of them another name: `#[table(name = \"..\")]`
note: the other one is here
 --> src/schema.rs:2:50
  |
2 | #[derive(Table)] #[table(name = \"users\")] struct User { id: i32 }
  |                                                  ^^^^
",
    );
}

#[test]
fn broken_source_and_missing_files_are_told_together() {
    check_rendered(
        &[("src/schema.rs", "mod broken;\nmod gone;\n#[cfg(windows)] mod only_there;\n"), ("src/broken.rs", "struct Table {\n")],
        "error: this file cannot be read as Rust: a bracket or a quote is not closed
 --> src/broken.rs:1:14
  |
1 | struct Table {
  |              ^

error: the module `gone` has no file
 --> src/schema.rs:2:5
  |
2 | mod gone;
  |     ^^^^
hint: looked for `ROOT/src/schema/gone.rs` and `ROOT/src/schema/gone/mod.rs` and `ROOT/src/gone.rs` and `ROOT/src/gone/mod.rs`
",
    );
}

#[test]
fn what_leads_to_nothing_is_told() {
    let empty = folder(&[("src/readme.txt", "")]);
    let told = |path: &str| read_in(&empty, &[path]).expect_err("problems");
    assert_eq!(
        told("src"),
        "error: `src` leads to no Rust file\nhint: paths are relative to the folder of orm.toml\n"
    );
    assert_eq!(
        told("src/*.rs"),
        "error: `src/*.rs` leads to no Rust file\nhint: paths are relative to the folder of orm.toml\n"
    );
    assert_eq!(
        told("gone.rs"),
        "error: cannot read `ROOT/gone.rs`: No such file or directory (os error 2)\n"
    );
}
