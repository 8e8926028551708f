//! A service for chats in projects: tables, migrations, queries, a REST server and the page of a browser client.
//!
//! In reading order: [`schema`] is what everything else is made from, [`service`] what can be done, [`web`] how it is asked
//! for over HTTP, [`database`] where the data is, and `main.rs` starts it.

pub mod database;
mod example_data;
pub mod schema;
pub mod service;
pub mod web;

pub use database::StartError;
