//! What a table has more than structs can declare, on the way back.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;
use orm_tests::raw;

use crate::{USERS, complaint};

/// A project whose second migration makes `age` a larger number.
fn with_ages(project: &Project) {
    let aged = |ty: &str| USERS.replace("    pub name", &format!("    pub age: {ty},\n    pub name"));
    project.write("src/schema.rs", &aged("i32"));
    project.run(&["generate", "--name", "first"]).exits_with(0);
    project.write("src/schema.rs", &aged("i64"));
    project.run(&["generate", "--name", "second"]).exits_with(0);
    project.run(&["migrate"]).exits_with(0);
}

#[test]
fn an_invisible_column_does_not_become_visible_on_the_way_back() {
    database::run(Server::Mysql, async |url| {
        let project = Project::with_database("mysql", &url, USERS);
        with_ages(&project);
        let by_hand = "ALTER TABLE users MODIFY age bigint NOT NULL INVISIBLE DEFAULT 1";
        raw::execute(Server::Mysql, &url, &[by_hand.to_owned()]).await;
        let said = complaint(&project, &["down"], 4);
        let loss = "error: changing `users.age` loses what the model does not hold: invisible column `age`";
        assert!(said.starts_with(loss), "{said}");
        assert!(said.ends_with("hint: pass `--force` (`Migrator::force`) if that is meant\n"), "{said}");
        project.run(&["status", "--check"]).exits_with(0);
        project.run(&["down", "--force"]).exits_with(0);
        project.run(&["migrate"]).exits_with(0);
    });
}

#[test]
fn a_table_with_a_rule_is_not_dropped_on_the_way_back() {
    database::run(Server::Postgres, async |url| {
        let project = Project::with_database("postgres", &url, USERS);
        with_ages(&project);
        let by_hand = "CREATE RULE quiet AS ON DELETE TO users DO INSTEAD NOTHING";
        raw::execute(Server::Postgres, &url, &[by_hand.to_owned()]).await;
        let said = complaint(&project, &["down", "--to", "0"], 4);
        assert!(
            said.starts_with("error: dropping `users` loses what the model does not hold: rule `quiet`"),
            "{said}"
        );
        // Nothing was taken back, not even what would lose nothing.
        project.run(&["status", "--check"]).exits_with(0);
        project.run(&["down", "--to", "0", "--force"]).exits_with(0);
    });
}
