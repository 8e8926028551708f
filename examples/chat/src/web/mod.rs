//! The service over HTTP: JSON in, JSON out, problem documents (RFC 9457) for what goes wrong.
//! What can be asked is a table; the client asks what `orm-migrate export --format queries` reads in it. Everything that is not in
//! it is the page, and what the page loads.

mod chats;
mod client;
mod id;
mod log;
mod projects;
mod users;

use axum::{Router, middleware};
use orm_core::axum::{Problem, routes};
use orm_core::dialect::Database;
use orm_core::prelude::*;

pub use client::Client;
use id::Id;

/// What is asked for and does not exist.
const NOT_FOUND: Problem = Problem::new(404, "Not found", "not_found");

/// The service over `db`.
pub fn router<D: Database>(db: Db<D>, client: Client) -> Router {
    let api = routes! {
        GET    "/users"               => users::list::<D>,
        POST   "/users"               => users::create::<D>,
        GET    "/users/{id}/projects" => users::projects::<D>,
        POST   "/users/{id}/projects" => users::create_project::<D>,
        GET    "/users/{id}/activity" => users::activity::<D>,
        GET    "/projects/{id}"       => projects::get::<D>,
        PATCH  "/projects/{id}"       => projects::change::<D>,
        DELETE "/projects/{id}"       => projects::remove::<D>,
        POST   "/projects/{id}/chats" => projects::create_chat::<D>,
        POST   "/projects/{id}/files" => projects::add_file::<D>,
        GET    "/chats/{id}"          => chats::get::<D>,
        GET    "/chats/{id}/messages" => chats::messages::<D>,
        POST   "/chats/{id}/messages" => chats::append::<D>,
    };
    let api = api
        .fallback(async || NOT_FOUND)
        .method_not_allowed_fallback(async || Problem::new(405, "Method not allowed", "method_not_allowed"))
        .with_state(db);
    Router::new().nest("/api", api).merge(client.routes()).layer(middleware::from_fn(log::request))
}
