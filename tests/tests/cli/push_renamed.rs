//! `push` of columns that get other names: what the server says of them follows by itself.

use orm_tests::database::{self, Server};
use orm_tests::project::Project;

use crate::complaint;

/// Texts that PostgreSQL prints its own way, over the column `COLUMN`.
const PEOPLE: &str = r#"
#[derive(Table)]
#[table(name = "people", check(name = "grown", "COLUMN between 18 and 150 and size > 0"),
        index(size, where = "COLUMN in (20, 30)"), index("COLUMN + size", name = "by_sum"),
        rls, policy("own", using = "COLUMN between 1 and 2"))]
pub struct Person {
    #[column(primary_key)] pub id: i32,
    #[column(default_sql = "20 + 1", check("COLUMN <> 13"))] ATTRIBUTE pub COLUMN: i32,
    pub size: i32,
    #[column(generated = "COLUMN between 1 and 2", stored)] pub young: bool,
}
"#;

fn people(column: &str, attribute: &str) -> String {
    PEOPLE.replace("COLUMN", column).replace("ATTRIBUTE", attribute)
}

#[test]
fn what_the_server_prints_with_the_new_name_stays() {
    let renamed = "ALTER TABLE \"people\" RENAME COLUMN \"age\" TO \"years\";\n\n\
                   ALTER TABLE \"people\" RENAME CONSTRAINT \"people_age_check\" TO \"people_years_check\";\n\n";
    database::run(Server::Postgres, async |url| {
        let project = Project::with_database("postgres", &url, &people("age", ""));
        project.run(&["push"]).exits_with(0);
        project.write("src/schema.rs", &people("years", "#[column(renamed_from = \"age\")]"));
        let run = project.run(&["push", "--dry-run"]).exits_with(0);
        assert_eq!(run.stdout, renamed);
        project.write("src/schema.rs", &people("years", ""));
        let hints = r#"{"rename":["people.age=people.years"]}"#;
        let run = project.run(&["push", "--dry-run", "--hints", hints]).exits_with(0);
        assert_eq!(run.stdout, renamed);

        // What means something else with the new name is another check.
        let other = people("years", "#[column(renamed_from = \"age\")]").replace("18 and 150", "18 and 99");
        project.write("src/schema.rs", &other);
        let run = project.run(&["push", "--dry-run"]).exits_with(0);
        let constraints: Vec<&str> = run.stdout.lines().filter(|line| line.contains("\"grown\"")).collect();
        assert_eq!(
            constraints,
            [
                "ALTER TABLE \"people\" DROP CONSTRAINT \"grown\";",
                "ALTER TABLE \"people\" ADD CONSTRAINT \"grown\" CHECK (years between 18 and 99 and size > 0);"
            ]
        );
        project.run(&["push", "--force"]).exits_with(0);
        assert!(complaint(&project, &["push"], 0).starts_with("nothing to push"));
    });
}
