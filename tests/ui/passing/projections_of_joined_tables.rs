//~ PASS
include!("../schema.rs");

#[derive(Projection, Debug)]
#[projection(from = User, left_join = Post)]
pub struct Card {
    pub id: i32,
    pub name: String,
    pub nickname: Option<String>,
    #[projection(count(Post::id))]
    pub posts: i64,
    #[projection(max(Post::views))]
    pub most_views: Option<i64>,
    #[projection(flatten)]
    pub standing: Standing,
}

#[derive(Projection, Debug)]
#[projection(from = User)]
pub struct Standing {
    pub role: Role,
    #[projection(User::manager_id.is_not_null())]
    pub has_manager: bool,
}

pub async fn example(db: &Db<Sqlite>) -> Result<Vec<Card>, orm_core::Error> {
    User::query()
        .left_join(Post::table, Post::author_id.eq(User::id))
        .group_by(User::id)
        .select(Card::SELECT)
        .all(db)
        .await
}
