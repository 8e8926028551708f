//! `/api/users`: those who work on projects. Who signs in is not part of the example, so the path says who it is.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use orm_core::axum::{Problem, Valid};
use orm_core::dialect::Database;
use orm_core::prelude::*;

use super::Id;
use crate::schema::{NewProjectBody, NewUserBody, Project, User};
use crate::service::activity::Activity;
use crate::service::projects::ProjectPage;
use crate::service::{activity, projects, users};

/// The users.
pub async fn list<D: Database>(State(db): State<Db<D>>) -> Result<Json<Vec<User>>, Problem> {
    Ok(Json(users::list(&db).await?))
}

/// A new user.
pub async fn create<D: Database>(
    State(db): State<Db<D>>,
    Valid(Json(body)): Valid<Json<NewUserBody>>,
) -> Result<(StatusCode, Json<User>), Problem> {
    Ok((StatusCode::CREATED, Json(users::create(&db, body).await?)))
}

/// The projects of a user, the newest first.
pub async fn projects<D: Database>(
    State(db): State<Db<D>>,
    Id(user): Id,
) -> Result<Json<Vec<Project>>, Problem> {
    Ok(Json(projects::list(&db, user).await?))
}

/// A new project of a user, with its first chat.
pub async fn create_project<D: Database>(
    State(db): State<Db<D>>,
    Id(user): Id,
    Valid(Json(body)): Valid<Json<NewProjectBody>>,
) -> Result<(StatusCode, Json<ProjectPage>), Problem> {
    Ok((StatusCode::CREATED, Json(projects::create(&db, user, body).await?)))
}

/// How much is said in each project of a user.
pub async fn activity<D: Database>(
    State(db): State<Db<D>>,
    Id(user): Id,
) -> Result<Json<Vec<Activity>>, Problem> {
    Ok(Json(activity::of_user(&db, user).await?))
}
