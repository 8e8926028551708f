//! The service over HTTP: JSON in, JSON out, problem documents (RFC 9457) for what goes wrong.
//!
//! | request | answer |
//! |---|---|
//! | `GET`, `POST /api/users` | the users; a new one |
//! | `GET`, `POST /api/users/{id}/projects` | the projects of a user; a new one, with its first chat |
//! | `GET /api/users/{id}/activity` | how much is said in each of them |
//! | `GET`, `PATCH`, `DELETE /api/projects/{id}` | a project with its chats and files |
//! | `POST /api/projects/{id}/chats`, `POST /api/projects/{id}/files` | something new in it |
//! | `GET /api/chats/{id}` | a chat with its history |
//! | `GET`, `POST /api/chats/{id}/messages` | its messages as rows; one more |
//! | anything else | the page of the browser client, and what it loads |

mod chats;
mod client;
mod id;
mod log;
mod projects;
mod users;

use axum::routing::{get, post};
use axum::{Router, middleware};
use orm_core::axum::Problem;
use orm_core::dialect::Database;
use orm_core::prelude::*;

pub use client::Client;
use id::Id;

/// What is asked for and does not exist.
const NOT_FOUND: Problem = Problem::new(404, "Not found", "not_found");

/// The routes over `db`.
pub fn router<D: Database>(db: Db<D>, client: Client) -> Router {
    let api = Router::new()
        .route("/users", get(users::list::<D>).post(users::create::<D>))
        .route("/users/{id}/projects", get(users::projects::<D>).post(users::create_project::<D>))
        .route("/users/{id}/activity", get(users::activity::<D>))
        .route(
            "/projects/{id}",
            get(projects::get::<D>).patch(projects::change::<D>).delete(projects::remove::<D>),
        )
        .route("/projects/{id}/chats", post(projects::create_chat::<D>))
        .route("/projects/{id}/files", post(projects::add_file::<D>))
        .route("/chats/{id}", get(chats::get::<D>))
        .route("/chats/{id}/messages", get(chats::messages::<D>).post(chats::append::<D>))
        .fallback(async || NOT_FOUND)
        .method_not_allowed_fallback(async || Problem::new(405, "Method not allowed", "method_not_allowed"))
        .with_state(db);
    Router::new().nest("/api", api).merge(client.routes()).layer(middleware::from_fn(log::request))
}
