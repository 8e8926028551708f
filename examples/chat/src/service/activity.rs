//! What is going on in the projects of a user.

use chrono::{DateTime, Utc};
use orm_core::dialect::Database;
use orm_core::prelude::*;
use serde::Serialize;

use super::Result;
use crate::schema::{Chat, Message, Project};

/// How much is said in a project. A project without a chat is counted too, with zeros.
#[derive(Projection, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
#[projection(from = Project, left_join = Chat, left_join = Message)]
pub struct Activity {
    #[projection(Project::id)]
    pub project_id: i32,
    #[projection(Project::name)]
    pub name: String,
    /// A chat comes once for each of its messages, so it is told apart.
    #[projection(count_distinct(Chat::id))]
    pub chats: i64,
    #[projection(count(Message::id))]
    pub messages: i64,
    #[projection(max(Message::created_at))]
    pub last_activity: Option<DateTime<Utc>>,
}

/// The activity in each project of a user, where something was said last first.
pub async fn of_user<D: Database>(db: &Db<D>, owner_id: i32) -> Result<Vec<Activity>> {
    Project::query()
        .left_join(Chat::table, Chat::project_id.eq(Project::id))
        .left_join(Message::table, Message::chat_id.eq(Chat::id))
        .filter(Project::owner_id.eq(owner_id))
        .group_by((Project::id, Project::name))
        .order_by((max(Message::created_at).desc().nulls_last(), Project::id))
        .select(Activity::SELECT)
        .all(db)
        .await
}
