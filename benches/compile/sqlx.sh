# The same tables with sqlx alone: the row of each, and what a developer writes to load the relations.

sqlx_manifest() {
    cat <<TOML
[package]
name = "compile-bench-sqlx"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
sqlx = { version = "0.9", default-features = false, features = ["runtime-tokio", "sqlite", "chrono", "derive", "macros"] }
chrono = { version = "0.4", default-features = false, features = ["serde"] }
serde = { version = "1", features = ["derive"] }
TOML
}

# sqlx_table NUMBER TABLES REVISION: one table of ten columns and a function that loads its relations. A column's name has
# the revision in it.
sqlx_table() {
    local number=$1 next=$((($1 + 1) % $2)) previous=$((($1 + $2 - 1) % $2)) other=$((($1 + 37) % $2))
    cat <<RUST
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::SqlitePool;

use super::table_$next::Table$next;
use super::table_$other::Table$other;
use super::table_$previous::Table$previous;

#[derive(sqlx::FromRow, Debug, Clone, Serialize)]
pub struct Table$number {
    pub id: i32,
    pub next_id: i32,
    pub other_id: Option<i32>,
    pub name_$3: String,
    pub body: String,
    pub note: Option<String>,
    pub is_active: bool,
    pub score: f64,
    pub views: i64,
    pub created_at: DateTime<Utc>,
}

pub async fn load(db: &SqlitePool, views: i64) -> Result<usize, sqlx::Error> {
    let rows: Vec<Table$number> =
        sqlx::query_as("SELECT * FROM table_$number WHERE views > ?").bind(views).fetch_all(db).await?;
    let mut arrived = 0;
    for row in &rows {
        let _next: Table$next =
            sqlx::query_as("SELECT * FROM table_$next WHERE id = ?").bind(row.next_id).fetch_one(db).await?;
        let _other: Option<Table$other> =
            sqlx::query_as("SELECT * FROM table_$other WHERE id = ?").bind(row.other_id).fetch_optional(db).await?;
        let arrivals: Vec<Table$previous> =
            sqlx::query_as("SELECT * FROM table_$previous WHERE next_id = ? ORDER BY name")
                .bind(row.id)
                .fetch_all(db)
                .await?;
        arrived += arrivals.len();
    }
    Ok(arrived)
}
RUST
}
