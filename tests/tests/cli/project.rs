//! Which project of a workspace is meant.

use orm_tests::project::Project;

use crate::{USERS, complaint, stable};

const CONFIG: &str =
    "dialect = \"sqlite\"\nschema = [\"src/schema.rs\"]\nurl = \"sqlite://app.db?mode=rwc\"\n";

fn workspace(members: &[&str]) -> Project {
    let project = Project::new();
    project.write("Cargo.toml", "[workspace]\nmembers = [\"apps/*\"]\n");
    for member in members {
        project.write(&format!("apps/{member}/Cargo.toml"), &format!("[package]\nname = \"{member}\"\n"));
        project.write(&format!("apps/{member}/orm.toml"), CONFIG);
        project.write(&format!("apps/{member}/src/schema.rs"), USERS);
    }
    project
}

#[test]
fn the_only_project_is_found_from_the_root_of_the_workspace() {
    let project = workspace(&["shop"]);
    let run = project.run(&["generate"]).exits_with(0);
    assert_eq!(stable(&run.stdout), "apps/shop/migrations/<version>_create_users.sql\n");
    project.run(&["migrate"]).exits_with(0);
    assert!(project.path("apps/shop/app.db").exists());
}

#[test]
fn several_projects_are_told_apart_by_name() {
    let project = workspace(&["blog", "shop"]);
    assert_eq!(
        complaint(&project, &["generate"], 2),
        "error: the workspace has several projects: `blog`, `shop`\n\
         hint: pass `--project blog`, or run it in the folder of one\n"
    );
    let run = project.run(&["generate", "--project", "shop"]).exits_with(0);
    assert_eq!(stable(&run.stdout), "apps/shop/migrations/<version>_create_users.sql\n");
    assert_eq!(
        complaint(&project, &["generate", "--project", "chat"], 2),
        "error: there is no project `chat`\nhint: there are `blog`, `shop`\n"
    );
}
