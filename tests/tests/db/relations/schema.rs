//! Tables with a relation of every kind.

use orm_core::prelude::*;
use serde::Serialize;

#[derive(Debug, Clone, PartialEq, Table, Serialize)]
#[serde(rename_all = "camelCase")]
#[table(
    name = "users",
    rename_all = "camelCase",
    has_many(posts: Post, via = Post::author_id),
    has_many(edited_posts: Post, via = Post::editor_id),
    has_many(reports: User),
    has_one(profile: Profile),
    has_many(visits: Visit, via = Visit::user_name, to = User::name),
    many_to_many(follows: User, through = Follow, via = Follow::follower_id, to = Follow::followed_id),
    many_to_many(followers: User, through = Follow, via = Follow::followed_id, to = Follow::follower_id)
)]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    #[column(varchar = 50, unique)]
    pub name: String,
    #[column(references = User::id)]
    pub boss_id: Option<i32>,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "follows", primary_key(follower_id, followed_id))]
pub struct Follow {
    #[column(references = User::id)]
    pub follower_id: i32,
    #[column(references = User::id)]
    pub followed_id: i32,
}

#[derive(Debug, Clone, PartialEq, Table, Serialize)]
#[table(name = "profiles")]
pub struct Profile {
    #[column(primary_key)]
    pub id: i64,
    #[column(unique, references = User::id)]
    pub user_id: i32,
    pub motto: String,
}

#[derive(Debug, Clone, PartialEq, Table, Serialize)]
#[table(
    name = "posts",
    has_many(comments: Comment),
    many_to_many(tags: Tag, through = PostTag)
)]
pub struct Post {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User::id)]
    pub author_id: i32,
    #[column(references = User::id)]
    pub editor_id: Option<i32>,
    pub title: String,
    pub stars: i64,
}

#[derive(Debug, Clone, PartialEq, Table, Serialize)]
#[table(name = "comments")]
pub struct Comment {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = Post::id)]
    pub post_id: i32,
    pub text: String,
}

#[derive(Debug, Clone, PartialEq, Table, Serialize)]
#[table(name = "tags", many_to_many(posts: Post, through = PostTag))]
pub struct Tag {
    #[column(primary_key, varchar = 20)]
    pub name: String,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "post_tags", primary_key(post_id, tag_name))]
pub struct PostTag {
    #[column(references = Post::id)]
    pub post_id: i32,
    #[column(varchar = 20, references = Tag::name)]
    pub tag_name: String,
    #[column(default = 0)]
    pub place: i32,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "visits", belongs_to(user: User, via = user_name, to = User::name))]
pub struct Visit {
    #[column(primary_key)]
    pub id: i32,
    #[column(varchar = 50)]
    pub user_name: String,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "teams", primary_key(league, number), has_many(players: Player))]
pub struct Team {
    #[column(varchar = 20)]
    pub league: String,
    pub number: i32,
    pub city: String,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(
    name = "players",
    foreign_key(columns(league, team_number), references(Team(league, number))),
    belongs_to(team: Team)
)]
pub struct Player {
    #[column(primary_key)]
    pub id: i32,
    #[column(varchar = 20)]
    pub league: Option<String>,
    pub team_number: Option<i32>,
    pub name: String,
}
