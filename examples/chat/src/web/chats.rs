//! `/api/chats`: what is said.

use axum::Json;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use orm_core::axum::{Problem, Valid};
use orm_core::dialect::Database;
use orm_core::prelude::*;
use serde::Deserialize;
use validator::Validate;

use super::Id;
use crate::schema::{Chat, Message, NewMessageBody};
use crate::service::chats;

/// How much of a chat is read: `?limit=20`.
#[derive(Debug, Deserialize, Validate)]
pub struct Range {
    #[serde(default = "Range::limit")]
    #[validate(range(min = 1, max = 100))]
    limit: u64,
}

impl Range {
    fn limit() -> u64 {
        50
    }
}

/// A chat with its history.
pub async fn get<D: Database>(State(db): State<Db<D>>, Id(chat): Id) -> Result<Json<Chat>, Problem> {
    Ok(Json(chats::get(&db, chat).await?))
}

/// The messages of a chat as rows.
pub async fn messages<D: Database>(
    State(db): State<Db<D>>,
    Id(chat): Id,
    Valid(Query(range)): Valid<Query<Range>>,
) -> Result<Json<Vec<Message>>, Problem> {
    Ok(Json(chats::messages(&db, chat, range.limit).await?))
}

/// One more message.
pub async fn append<D: Database>(
    State(db): State<Db<D>>,
    Id(chat): Id,
    Valid(Json(body)): Valid<Json<NewMessageBody>>,
) -> Result<(StatusCode, Json<Chat>), Problem> {
    Ok((StatusCode::CREATED, Json(chats::append(&db, chat, body).await?)))
}
