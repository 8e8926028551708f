//~ PASS
use orm_core::prelude::*;
use serde::{Deserialize, Serialize};

/// What a user chose.
#[derive(Document, Debug, Clone, Serialize, Deserialize)]
#[document(members = "upper")]
pub struct Settings {
    theme: String,
    r#type: String,
}

impl Settings {
    /// How it looks.
    pub fn theme(&self) -> &str {
        &self.theme
    }
}

/// A person.
#[derive(Table, Debug, Clone)]
#[table(name = "users")]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    pub settings: Json<Settings>,
}

pub fn example() -> String {
    let theme = User::settings.at(Settings::THEME).value();
    User::query().filter(theme.eq("dark")).select(User::settings.at(Settings::TYPE).value()).sql(Sqlite).text
}
