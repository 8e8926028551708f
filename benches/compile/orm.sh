# The crate for orm-core.

orm_manifest() {
    cat <<TOML
[package]
name = "compile-bench-orm"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
orm-core = { path = "$root/orm-core", features = ["sqlite"] }
chrono = { version = "0.4", default-features = false, features = ["serde"] }
serde = { version = "1", features = ["derive"] }
validator = "0.21"
TOML
}

orm_schema() {
    echo 'use chrono::{DateTime, Utc};'
    echo 'use orm_core::prelude::*;'
    echo 'use serde::Serialize;'
    local number
    for ((number = 0; number < $1; number++)); do
        cat <<RUST
#[derive(Table, Debug, Clone, Serialize)]
#[table(name = "table_$number")]
pub struct Table$number {
    #[column(primary_key, auto_increment)] pub id: i32,
    $(if ((number > 0)); then echo "#[column(references = Table$((number - 1))::id)]"; fi) pub parent_id: i32,
    #[column(varchar = 100)] pub name: String,
    #[column(varchar = 100)] pub title: String,
    pub body: String,
    pub email: String,
    pub note: Option<String>,
    pub summary: Option<String>,
    pub is_active: bool,
    pub is_public: bool,
    pub score: f64,
    pub views: i64,
    pub rank: Option<i64>,
    pub position: i32,
    #[column(default = now())] pub created_at: DateTime<Utc>,
    pub deleted_at: Option<DateTime<Utc>>,
}
RUST
    done
}

orm_queries() {
    echo '#[allow(unused_imports)]'
    echo 'use crate::schema::*;'
    echo '#[allow(unused_imports)]'
    echo 'use orm_core::prelude::*;'
    local number
    for ((number = 0; number < $1; number++)); do
        local a=Table0 b=Table1 c=Table2
        cat <<RUST
pub async fn query_$number(db: &Db<Sqlite>, views: i64) -> Result<Vec<(String, String, Option<i64>)>, orm_core::Error> {
    $a::query()
        .join($b::table, $b::parent_id.eq($a::id))
        .left_join($c::table, $c::parent_id.eq($b::id))
        .filter($a::views.gt(views).and($b::is_active.eq(true)))
        .order_by($a::name.desc())
        .limit(10)
        .select(($a::name, $b::title, $c::views))
        .all(db)
        .await
}
RUST
    done
}
