//! What a new database holds, so that there is something to see.

use orm_core::dialect::Database;
use orm_core::prelude::*;

use crate::schema::{Author, Chat, File, NewMessageBody, Project, User};
use crate::service::{Result, chats};

/// What is said in the first chat.
const DIALOGUE: [(Author, &str); 3] = [
    (Author::User, "What should the engine calculate first?"),
    (Author::Assistant, "Bernoulli numbers: long to do by hand, and easy to check."),
    (Author::User, "Then let us write down the operations in order."),
];

/// Writes it, unless somebody has been here already.
pub async fn insert<D: Database>(db: &Db<D>) -> Result<()> {
    if User::query().exists(db).await? {
        return Ok(());
    }
    let ada = User::insert(new!(User { email: "ada@example.org", name: "Ada" })).one(db).await?;
    User::insert(new!(User { email: "charles@example.org", name: "Charles" })).execute(db).await?;

    let description = "A machine that weaves algebraic patterns".to_owned();
    let project = new!(Project { owner_id: ada.id, name: "Analytical engine", description });
    let project = Project::insert(project).one(db).await?;
    let file = |path: &str, size: i64| new!(File { project_id: project.id, path, size });
    File::insert_many([file("note-g.txt", 4_096), file("plans/mill.svg", 18_300)]).execute(db).await?;
    Chat::insert(new!(Chat { project_id: project.id, title: "Punched cards" })).execute(db).await?;
    let chat =
        Chat::insert(new!(Chat { project_id: project.id, title: "Bernoulli numbers" })).one(db).await?;
    for (author, text) in DIALOGUE {
        let message = NewMessageBody { author: Some(author), text: text.to_owned() };
        chats::append(db, chat.id, message).await?;
    }
    tracing::info!("the database was empty and holds an example");
    Ok(())
}
