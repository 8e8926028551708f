//! The migrations of each database are those of the structs.

use orm_migrate::config::Config;
use orm_migrate::folder::Folder;
use orm_migrate::source::{self, Request};
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
