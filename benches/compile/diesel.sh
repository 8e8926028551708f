# The crate for Diesel, with the derives that its guide shows for the same models.

diesel_manifest() {
    cat <<TOML
[package]
name = "compile-bench-diesel"
version = "0.0.0"
edition = "2024"

[workspace]

[dependencies]
chrono = { version = "0.4", default-features = false, features = ["serde"] }
diesel = { version = "2.3", default-features = false, features = ["sqlite", "chrono", "32-column-tables"] }
serde = { version = "1", features = ["derive"] }
validator = { version = "0.21", features = ["derive"] }
TOML
}

# diesel_fields BEFORE AFTER: the fields that all models have; BEFORE and AFTER wrap their types.
diesel_fields() {
    cat <<RUST
    pub parent_id: $1i32$2,
    #[validate(length(max = 100))] pub name: $1String$2,
    #[validate(length(max = 100))] pub title: $1String$2,
    pub body: $1String$2,
    pub email: $1String$2,
    pub note: $1Option<String>$2,
    pub summary: $1Option<String>$2,
    pub is_active: $1bool$2,
    pub is_public: $1bool$2,
    pub score: $1f64$2,
    pub views: $1i64$2,
    pub rank: $1Option<i64>$2,
    pub position: $1i32$2,
RUST
}

diesel_schema() {
    echo 'use chrono::NaiveDateTime;'
    echo 'use diesel::prelude::*;'
    echo 'use serde::{Deserialize, Serialize};'
    echo 'use validator::Validate;'
    local number names=
    for ((number = 0; number < $1; number++)); do
        names+="table_$number, "
        cat <<RUST
diesel::table! {
    table_$number (id) {
        id -> Integer,
        parent_id -> Integer,
        name -> Text,
        title -> Text,
        body -> Text,
        email -> Text,
        note -> Nullable<Text>,
        summary -> Nullable<Text>,
        is_active -> Bool,
        is_public -> Bool,
        score -> Double,
        views -> BigInt,
        rank -> Nullable<BigInt>,
        position -> Integer,
        created_at -> Timestamp,
        deleted_at -> Nullable<Timestamp>,
    }
}

#[derive(Queryable, Selectable, Identifiable, Debug, Clone, Serialize)]
#[diesel(table_name = table_$number)]
pub struct Table$number {
    pub id: i32,
$(diesel_fields '' '' | sed 's/#\[validate[^]]*\] //')
    pub created_at: NaiveDateTime,
    pub deleted_at: Option<NaiveDateTime>,
}

#[derive(Insertable, Debug, Clone, Deserialize, Validate)]
#[diesel(table_name = table_$number)]
pub struct NewTable$number {
$(diesel_fields '' '')
    pub created_at: Option<NaiveDateTime>,
    pub deleted_at: Option<NaiveDateTime>,
}

#[derive(AsChangeset, Default, Debug, Clone, Deserialize, Validate)]
#[diesel(table_name = table_$number)]
pub struct Table${number}Patch {
$(diesel_fields 'Option<' '>')
    pub created_at: Option<NaiveDateTime>,
    pub deleted_at: Option<Option<NaiveDateTime>>,
}
RUST
        if ((number > 0)); then echo "diesel::joinable!(table_$number -> table_$((number - 1)) (parent_id));"; fi
    done
    echo "diesel::allow_tables_to_appear_in_same_query!($names);"
}

diesel_queries() {
    echo '#[allow(unused_imports)]'
    echo 'use crate::schema::*;'
    echo '#[allow(unused_imports)]'
    echo 'use diesel::prelude::*;'
    local number
    for ((number = 0; number < $1; number++)); do
        local a=table_0 b=table_1 c=table_2
        cat <<RUST
pub fn query_$number(db: &mut SqliteConnection, views: i64) -> QueryResult<Vec<(String, String, Option<i64>)>> {
    $a::table
        .inner_join($b::table.left_join($c::table))
        .filter($a::views.gt(views).and($b::is_active.eq(true)))
        .order_by($a::name.desc())
        .limit(10)
        .select(($a::name, $b::title, $c::views.nullable()))
        .load(db)
}
RUST
    done
}
