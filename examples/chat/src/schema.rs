//! The schema: users own projects, which hold chats and files; a chat holds messages. The migrations of three databases, the
//! models of requests, the JSON of answers and the types of the browser client are made from these structs.

use chrono::{DateTime, Utc};
use orm_core::prelude::*;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Somebody who works on projects.
#[derive(Table, Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "users", has_many(projects: Project))]
pub struct User {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 320, unique)]
    #[validate(email)]
    pub email: String,
    #[column(varchar = 80)]
    #[validate(length(min = 1))]
    pub name: String,
    #[column(default = now(), server)]
    pub created_at: DateTime<Utc>,
}

/// What a user works on.
#[derive(Table, Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(
    name = "projects",
    index(owner_id, created_at.desc()),
    check(name = "projects_name_not_blank", "trim(name) <> ''"),
    has_many(chats: Chat),
    has_many(files: File)
)]
pub struct Project {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = User::id, on_delete = "cascade", server)]
    pub owner_id: i32,
    #[column(varchar = 120)]
    #[validate(length(min = 1))]
    pub name: String,
    #[validate(length(max = 2000))]
    pub description: Option<String>,
    #[column(default = ProjectStatus::Active)]
    pub status: ProjectStatus,
    #[column(default = json!({}))]
    #[validate(nested)]
    pub settings: Json<ProjectSettings>,
    #[column(default = now(), server)]
    pub created_at: DateTime<Utc>,
    #[column(default = now(), on_update = now())]
    pub updated_at: DateTime<Utc>,
}

/// Whether a project is worked on.
#[derive(ColumnType, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[column_type(name = "project_status", rename_all = "snake_case")]
pub enum ProjectStatus {
    Active,
    Archived,
}

/// What a user chose for a project, stored as one JSON document. What a document does not say has its default.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase", default)]
pub struct ProjectSettings {
    /// The model that answers in the chats.
    #[validate(length(min = 1, max = 60))]
    pub model: String,
    /// How many messages it is told of.
    #[validate(range(min = 1, max = 100))]
    pub history_length: u32,
}

impl Default for ProjectSettings {
    fn default() -> Self {
        Self { model: "difference-1".to_owned(), history_length: 20 }
    }
}

/// A conversation in a project. Its messages are in it as one document, which is what a client shows, and are rows of
/// [`Message`], which is what questions about them are asked of.
#[derive(Table, Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "chats", index(project_id, created_at.desc()), has_many(messages: Message))]
pub struct Chat {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Project::id, on_delete = "cascade", server)]
    pub project_id: i32,
    #[column(varchar = 200)]
    #[validate(length(min = 1))]
    pub title: String,
    #[column(default = json!([]), server)]
    pub history: Json<Vec<Entry>>,
    #[column(default = 0, check(range(min = 0)), server)]
    pub message_count: i32,
    #[column(default = now(), server)]
    pub created_at: DateTime<Utc>,
}

/// A message in the history of a chat.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    pub message_id: i32,
    pub author: Author,
    pub text: String,
    pub created_at: DateTime<Utc>,
}

/// A message as a row.
#[derive(Table, Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "messages", index(chat_id, created_at))]
pub struct Message {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Chat::id, on_delete = "cascade", server)]
    pub chat_id: i32,
    #[column(default = Author::User)]
    pub author: Author,
    #[validate(length(min = 1, max = 4000))]
    pub text: String,
    #[column(default = now(), server)]
    pub created_at: DateTime<Utc>,
}

/// Who wrote a message.
#[derive(ColumnType, Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[column_type(name = "author", rename_all = "snake_case")]
pub enum Author {
    User,
    Assistant,
}

/// A file that the chats of a project can read. A project has one of each path.
#[derive(Table, Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "files", unique(project_id, path))]
pub struct File {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Project::id, on_delete = "cascade", server)]
    pub project_id: i32,
    #[column(varchar = 500)]
    #[validate(length(min = 1))]
    pub path: String,
    #[column(check(range(min = 0)))]
    pub size: i64,
    #[column(default = now(), server)]
    pub created_at: DateTime<Utc>,
}
