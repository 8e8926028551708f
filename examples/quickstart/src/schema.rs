//! The schema: users own projects, which hold chats and files. Everything else (migrations, column handles, request
//! bodies, JSON) is made from these structs.

use chrono::{DateTime, Utc};
use orm_core::prelude::*;
use serde::{Deserialize, Serialize};
use validator::Validate;

/// Somebody who signs in.
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
    pub name: String,
    #[column(default = now())]
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
    /// Comes from the session, never from a request body.
    #[column(references = User::id, on_delete = "cascade", server)]
    pub owner_id: i32,
    #[column(varchar = 120)]
    #[validate(length(min = 1))]
    pub name: String,
    pub description: Option<String>,
    #[column(default = ProjectStatus::Active)]
    pub status: ProjectStatus,
    #[column(default = json!({}))]
    #[validate(nested)]
    pub settings: Json<ProjectSettings>,
    #[column(default = now())]
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

/// What a user chose for a project, stored as one JSON document.
#[derive(Document, Debug, Clone, Default, PartialEq, Serialize, Deserialize, Validate)]
#[serde(rename_all = "camelCase", default)]
pub struct ProjectSettings {
    /// The model that answers in the chats.
    pub model: Option<String>,
    #[validate(range(min = 1, max = 100))]
    pub history_length: Option<u32>,
}

/// A conversation in a project.
#[derive(Table, Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "chats", index(project_id), belongs_to(project: Project))]
pub struct Chat {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Project::id, on_delete = "cascade")]
    pub project_id: i32,
    #[column(varchar = 200)]
    pub title: String,
    #[column(default = 0, check(range(min = 0)))]
    pub message_count: i32,
    #[column(default = now())]
    pub created_at: DateTime<Utc>,
}

/// A file that the chats of a project can read.
#[derive(Table, Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(name = "files", unique(project_id, path))]
pub struct File {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Project::id, on_delete = "cascade")]
    pub project_id: i32,
    #[column(varchar = 500)]
    pub path: String,
    #[column(check(range(min = 0)))]
    pub size: i64,
    #[column(default = now())]
    pub created_at: DateTime<Utc>,
}
