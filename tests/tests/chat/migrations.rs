//! The migrations of each database, and the types and hooks of the browser client, are those of the source.

use orm_migrate::config::Config;
use orm_migrate::folder::Folder;
use orm_migrate::source::{self, Request};
use orm_migrate::{ExportFormat, ExportQueries};
use orm_tests::workspace::root;

#[test]
fn the_migrations_of_each_database_lead_to_the_structs() {
    for database in ["sqlite", "postgres", "mysql"] {
        let file = root().join("examples/chat/migrations").join(database).join("orm.toml");
        let config = Config::read(&file).expect("the configuration is read");
        let source = source::read(&Request::from(&config)).expect("the structs are a schema");
        let folder = Folder::read(&config.out).expect("the folder fits its lock file");
        let hash = folder.hash_of(&source.schema, config.dialect).expect("a hash");
        assert_eq!(folder.schema_hash(), Some(hash), "run `orm-migrate generate` in migrations/{database}");
    }
}

#[test]
fn the_types_and_the_hooks_of_the_client_are_those_of_the_source() {
    let file = root().join("examples/chat/migrations/sqlite/orm.toml");
    let config = Config::read(&file).expect("the configuration is read");
    let request = Request { with_models: true, ..Request::from(&config) };
    let source = source::read(&request).expect("the structs are a schema");
    let expected = ExportFormat::TypeScript.text(&source, config.dialect).expect("types can be written");
    let hooks = Some("@tanstack/react-query".to_owned());
    let queries = ExportQueries { models: "./models".to_owned(), hooks };
    let queries = queries.text(&source).unwrap_or_else(|problems| panic!("{problems}"));
    for (file, expected) in [("models.ts", expected), ("queries.ts", queries)] {
        let written = std::fs::read_to_string(root().join("examples/chat/client/src").join(file));
        let written = written.expect("the client has its types and hooks");
        assert!(written == expected, "{file}: run `orm-migrate export` as examples/chat/README.md says");
    }
}
