//! What can be done. One function a deed, over any database; each is one statement or one transaction.
//!
//! What does not exist is [`orm_core::ErrorKind::NotFound`].

pub mod activity;
pub mod chats;
pub mod files;
pub mod projects;
pub mod users;

/// What a deed returns.
pub type Result<T> = std::result::Result<T, orm_core::Error>;
