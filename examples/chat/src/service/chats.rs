//! Chats and their messages.

use orm_core::dialect::Database;
use orm_core::prelude::*;

use super::Result;
use crate::schema::{Chat, Entry, Message, NewChatBody, NewMessageBody, Project};

/// Starts a chat in a project.
pub async fn create<D: Database>(db: &Db<D>, project_id: i32, body: NewChatBody) -> Result<Chat> {
    db.transaction(async move |tx| {
        Project::query().filter(Project::id.eq(project_id)).select(Project::id).one(tx).await?;
        Chat::insert(body.with_project_id(project_id)).one(tx).await
    })
    .await
}

/// A chat with all that was said.
pub async fn get<D: Database>(db: &Db<D>, id: i32) -> Result<Chat> {
    Chat::query().filter(Chat::id.eq(id)).one(db).await
}

/// The messages of a chat as rows, the last ones first.
pub async fn messages<D: Database>(db: &Db<D>, id: i32, limit: u64) -> Result<Vec<Message>> {
    get(db, id).await?;
    Message::query().filter(Message::chat_id.eq(id)).order_by(Message::id.desc()).limit(limit).all(db).await
}

/// Says something in a chat: a row, and an entry at the end of the history.
pub async fn append<D: Database>(db: &Db<D>, id: i32, body: NewMessageBody) -> Result<Chat> {
    db.transaction(async move |tx| {
        // The change comes before the reading, because it locks the row: who appends at the same time waits here, and then
        // reads a history that has the other message.
        let count = Chat::message_count + 1;
        Chat::update().set(Chat::message_count, count).filter(Chat::id.eq(id)).execute(tx).await?;
        let mut chat = Chat::query().filter(Chat::id.eq(id)).one(tx).await?;
        let message = Message::insert(body.with_chat_id(id)).one(tx).await?;
        chat.history.push(Entry::from(message));
        Chat::update().set(Chat::history, chat.history.clone()).filter(Chat::id.eq(id)).execute(tx).await?;
        Ok(chat)
    })
    .await
}

impl From<Message> for Entry {
    fn from(message: Message) -> Self {
        let Message { id, author, text, created_at, .. } = message;
        Self { message_id: id, author, text, created_at }
    }
}
