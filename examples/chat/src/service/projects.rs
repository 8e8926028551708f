//! Projects, and what is in them.

use chrono::{DateTime, Utc};
use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::exec::Executor;
use orm_core::prelude::*;
use serde::Serialize;

use super::Result;
use crate::schema::{Chat, File, NewProjectBody, Project, ProjectPatch, User};

/// The title of the chat that every project begins with.
const FIRST_CHAT: &str = "First thoughts";

/// A project with what is in it: its chats, the newest first, and its files.
#[derive(Projection, Debug, Serialize)]
#[projection(from = Project)]
pub struct ProjectPage {
    #[projection(Project::table)]
    #[serde(flatten)]
    pub project: Project,
    #[projection(with = Project::chats().order_by((Chat::created_at.desc(), Chat::id.desc())))]
    pub chats: Vec<ChatCard>,
    #[projection(with = Project::files().order_by(File::path))]
    pub files: Vec<File>,
}

/// A chat in a list: without what was said.
#[derive(Projection, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[projection(from = Chat)]
pub struct ChatCard {
    pub id: i32,
    pub title: String,
    pub message_count: i32,
    pub created_at: DateTime<Utc>,
}

/// Starts a project with a first chat: both or none.
pub async fn create<D: Database>(db: &Db<D>, owner_id: i32, body: NewProjectBody) -> Result<ProjectPage> {
    db.transaction(async move |tx| {
        User::query().filter(User::id.eq(owner_id)).select(User::id).one(tx).await?;
        let project = Project::insert(body.with_owner_id(owner_id)).one(tx).await?;
        Chat::insert(new!(Chat { project_id: project.id, title: FIRST_CHAT })).execute(tx).await?;
        page(tx, project.id).await
    })
    .await
}

/// The projects of a user, the newest first.
pub async fn list<D: Database>(db: &Db<D>, owner_id: i32) -> Result<Vec<Project>> {
    Project::query()
        .filter(Project::owner_id.eq(owner_id))
        .order_by((Project::created_at.desc(), Project::id.desc()))
        .all(db)
        .await
}

/// A project with what is in it: three statements, however many chats and files there are.
pub async fn page<D: Database>(executor: impl Executor<D>, id: i32) -> Result<ProjectPage> {
    Project::query().filter(Project::id.eq(id)).select(ProjectPage::SELECT).one(executor).await
}

/// Changes what the patch names and keeps the rest.
pub async fn change<D: Database>(db: &Db<D>, id: i32, patch: ProjectPatch) -> Result<ProjectPage> {
    db.transaction(async move |tx| {
        Project::update().patch(patch).filter(Project::id.eq(id)).execute(tx).await?;
        page(tx, id).await
    })
    .await
}

/// Removes a project with its chats and files.
pub async fn remove<D: Database>(db: &Db<D>, id: i32) -> Result<()> {
    db.transaction(async move |tx| {
        Project::query().filter(Project::id.eq(id)).select(Project::id).one(tx).await?;
        Project::delete().filter(Project::id.eq(id)).execute(tx).await?;
        Ok::<_, Error>(())
    })
    .await
}
