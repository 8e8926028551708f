//~ PASS
// A table with a document: `include!("schema.rs")`.
use orm_core::prelude::*;
use serde::{Deserialize, Serialize};

/// What a user chose.
#[derive(Document, Debug, Clone, Serialize, Deserialize)]
pub struct Settings {
    pub size: u32,
    pub theme: Theme,
    pub tags: Vec<String>,
    pub mood: Mood,
    #[serde(skip)]
    pub unsaved: u32,
}

/// How it looks.
#[derive(Document, Debug, Clone, Serialize, Deserialize)]
pub struct Theme {
    pub color: String,
}

/// How it feels.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Mood {
    Calm,
}

/// A person.
#[derive(Table, Debug, Clone)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    pub settings: Json<Settings>,
}
