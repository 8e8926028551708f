//! What a program does with its data, one function a step.

use std::error::Error;

use orm_core::prelude::*;
use serde::Serialize;

use crate::console;
use crate::schema::{
    Chat, File, NewProjectBody, Project, ProjectPatch, ProjectSettings, ProjectStatus, User,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// One row, several rows, and what the database filled in.
pub async fn insert_rows(db: &Db<Sqlite>) -> Result<User> {
    console::step("Insert");
    let ada = User::insert(new!(User { email: "ada@example.org", name: "Ada" })).one(db).await?;
    console::rows(&[&ada]);

    let engine =
        Project::insert(new!(Project { owner_id: ada.id, name: "Analytical engine" })).one(db).await?;
    let settings =
        Json(ProjectSettings { model: Some("difference-2".to_owned()), ..ProjectSettings::default() });
    let notes = Project::insert(new!(Project { owner_id: ada.id, name: "Notes", settings })).one(db).await?;
    console::rows(&[&engine, &notes]);

    let chats = Chat::insert_many([
        new!(Chat { project_id: engine.id, title: "Bernoulli numbers", message_count: 12 }),
        new!(Chat { project_id: engine.id, title: "Punched cards", message_count: 3 }),
    ]);
    let written = chats.execute(db).await?;
    console::say(&format!("{written} chats written"));

    File::insert(new!(File { project_id: engine.id, path: "note-g.txt", size: 4_096 })).execute(db).await?;
    Ok(ada)
}

/// Clauses that a program adds as it goes do not change the type of the query.
pub async fn filter_and_order(db: &Db<Sqlite>, owner: &User) -> Result {
    console::step("Filter and order");
    let search = Some("note");
    let projects: Vec<Project> = Project::query()
        .filter(Project::owner_id.eq(owner.id))
        .filter_opt(search.map(|text| Project::name.lower().contains(text)))
        .order_by(Project::created_at.desc())
        .limit(20)
        .all(db)
        .await?;
    console::rows(&projects);
    Ok(console::json(&projects)?)
}

/// A left join makes the columns of the joined table optional.
pub async fn join(db: &Db<Sqlite>) -> Result {
    console::step("Join");
    let titles: Vec<(String, Option<String>)> = Project::query()
        .left_join(Chat::table, Chat::project_id.eq(Project::id))
        .select((Project::name, Chat::title))
        .order_by((Project::name, Chat::title))
        .all(db)
        .await?;
    console::rows(&titles);
    Ok(())
}

/// A struct of one's own for the rows of a query.
#[derive(Projection, Serialize)]
#[projection(from = Project, left_join = Chat)]
pub struct Activity {
    #[projection(Project::name)]
    pub project: String,
    #[projection(count(Chat::id))]
    pub chats: i64,
    #[projection(sum(Chat::message_count))]
    pub messages: Option<i64>,
}

/// Groups, counted and summed.
pub async fn aggregate(db: &Db<Sqlite>) -> Result {
    console::step("Aggregate");
    let activity = Project::query()
        .left_join(Chat::table, Chat::project_id.eq(Project::id))
        .group_by(Project::id)
        .order_by(count(Chat::id).desc())
        .select(Activity::SELECT)
        .all(db)
        .await?;
    Ok(console::json(&activity)?)
}

/// Projects with their chats and files: one statement each, however many rows there are.
pub async fn nest(db: &Db<Sqlite>) -> Result {
    console::step("Projects with their chats and files");
    let projects = Project::query()
        .with(Project::chats().order_by(Chat::title).limit(5))
        .with(Project::files())
        .order_by(Project::id)
        .all(db)
        .await?;
    for project in &projects {
        let titles: Vec<&str> = project.chats().iter().map(|chat| chat.title.as_str()).collect();
        console::say(&format!("{}: chats {titles:?}, files {}", project.name, project.files().len()));
    }
    Ok(console::json(&projects)?)
}

/// Members of a JSON document are read as what their fields are, and set to values of their types.
pub async fn look_into_documents(db: &Db<Sqlite>) -> Result {
    console::step("Inside JSON documents");
    let model = Project::settings.at(ProjectSettings::model).value();
    let length = Project::settings.at(ProjectSettings::history_length);
    let changed = Project::update()
        .set(Project::settings, length.clone().set(40))
        .filter(model.clone().eq("difference-2"))
        .execute(db)
        .await?;
    console::say(&format!("{changed} project changed"));
    let settings: Vec<(String, Option<String>, Option<i64>)> = Project::query()
        .select((Project::name, model, length.value()))
        .order_by(Project::name)
        .all(db)
        .await?;
    console::rows(&settings);
    Ok(())
}

/// An expression, and a patch: what it does not name stays, `updated_at` follows by itself.
pub async fn change(db: &Db<Sqlite>) -> Result {
    console::step("Update");
    let changed = Chat::update()
        .set(Chat::message_count, Chat::message_count + 1)
        .filter(Chat::title.starts_with("Punched"))
        .execute(db)
        .await?;
    console::say(&format!("{changed} chat changed"));

    let patch = ProjectPatch { status: Some(ProjectStatus::Archived), ..ProjectPatch::default() };
    let archived =
        Project::update().patch(patch).filter(Project::name.eq("Notes")).returning().one(db).await?;
    console::rows(&[archived]);
    Ok(())
}

/// Both rows or none. The second transaction fails at its end, so that nothing of it stays.
pub async fn transact(db: &Db<Sqlite>, owner: &User) -> Result {
    console::step("Transaction");
    let project = db
        .transaction(async |tx| {
            let project =
                Project::insert(new!(Project { owner_id: owner.id, name: "Letters" })).one(tx).await?;
            Chat::insert(new!(Chat { project_id: project.id, title: "To Babbage" })).execute(tx).await?;
            Ok::<_, orm_core::Error>(project)
        })
        .await?;
    console::say(&format!("committed: {}", project.name));

    let refused = db
        .transaction(async |tx| {
            Project::delete().filter(Project::id.eq(project.id)).execute(tx).await?;
            Chat::insert(new!(Chat { project_id: project.id, title: "To nobody" })).one(tx).await
        })
        .await;
    if let Err(error) = refused {
        console::say(&format!("rolled back: {error}"));
    }
    let kept = Project::query().filter(Project::id.eq(project.id)).exists(db).await?;
    console::say(&format!("the project is still there: {kept}"));
    Ok(())
}

/// A body that is right: the owner comes from the session, so the body cannot name one.
pub async fn accept_request(db: &Db<Sqlite>, owner: &User) -> Result {
    console::step("A good request body");
    let body = r#"{ "name": "Poetical science", "settings": { "historyLength": 20 } }"#;
    console::say(body);
    let project = NewProjectBody::parse(body.as_bytes())?.with_owner_id(owner.id);
    let project = Project::insert(project).one(db).await?;
    Ok(console::json(&project)?)
}

/// Bodies that are wrong in several ways: all of them are reported at once, in the names of the request.
pub fn refuse_requests() -> Result {
    console::step("Bad request bodies");
    for body in [
        r#"{ "name": 7, "status": "lost", "settings": { "historyLength": "many" } }"#,
        r#"{ "name": "", "settings": { "historyLength": 1000 } }"#,
    ] {
        console::say(body);
        if let Err(report) = NewProjectBody::parse(body.as_bytes()) {
            console::json(&report)?;
        }
    }
    Ok(())
}
