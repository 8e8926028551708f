//! `/api/projects`: a project, and what is put into it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use orm_core::axum::{Problem, Valid};
use orm_core::dialect::Database;
use orm_core::prelude::*;

use super::Id;
use crate::schema::{Chat, File, NewChatBody, NewFileBody, ProjectPatch};
use crate::service::projects::ProjectPage;
use crate::service::{chats, files, projects};

/// A project with its chats and files.
pub async fn get<D: Database>(
    State(db): State<Db<D>>,
    Id(project): Id,
) -> Result<Json<ProjectPage>, Problem> {
    Ok(Json(projects::page(&db, project).await?))
}

/// Changes what the body names and keeps the rest.
pub async fn change<D: Database>(
    State(db): State<Db<D>>,
    Id(project): Id,
    Valid(Json(patch)): Valid<Json<ProjectPatch>>,
) -> Result<Json<ProjectPage>, Problem> {
    Ok(Json(projects::change(&db, project, patch).await?))
}

/// Removes a project with what is in it.
pub async fn remove<D: Database>(State(db): State<Db<D>>, Id(project): Id) -> Result<StatusCode, Problem> {
    projects::remove(&db, project).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A new chat in a project.
pub async fn create_chat<D: Database>(
    State(db): State<Db<D>>,
    Id(project): Id,
    Valid(Json(body)): Valid<Json<NewChatBody>>,
) -> Result<(StatusCode, Json<Chat>), Problem> {
    Ok((StatusCode::CREATED, Json(chats::create(&db, project, body).await?)))
}

/// A new file in a project.
pub async fn add_file<D: Database>(
    State(db): State<Db<D>>,
    Id(project): Id,
    Valid(Json(body)): Valid<Json<NewFileBody>>,
) -> Result<(StatusCode, Json<File>), Problem> {
    Ok((StatusCode::CREATED, Json(files::add(&db, project, body).await?)))
}
