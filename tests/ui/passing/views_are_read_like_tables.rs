//~ PASS
include!("../schema.rs");

#[derive(View, Debug, Clone)]
#[view(name = "active_users", query = "select id, name, age from users where role = 'Member'")]
pub struct ActiveUser {
    pub id: i32,
    pub name: String,
    pub age: Option<i32>,
}

orm_core::alias!(pub Other = ActiveUser as "other");

#[derive(View, Debug)]
#[view(
    name = "post_counts",
    materialized,
    query = "select author_id, count(*) as posts from posts group by author_id",
    unique(author_id),
    index(posts.desc())
)]
pub struct PostCount {
    pub author_id: i32,
    pub posts: i64,
}

#[derive(Projection)]
#[projection(from = ActiveUser, join = PostCount)]
pub struct Card {
    pub name: String,
    #[projection(PostCount::posts)]
    pub posts: i64,
}

pub async fn example(db: &Db<Postgres>, tx: &Tx<Postgres>) -> Result<(), orm_core::Error> {
    let users: Vec<ActiveUser> = ActiveUser::query().filter(ActiveUser::name.eq("Ada")).all(db).await?;
    let names: Vec<(String, Option<String>)> = User::query()
        .left_join(ActiveUser::table, ActiveUser::id.eq(User::id))
        .select((User::name, ActiveUser::name))
        .all(db)
        .await?;
    let whole: Vec<(ActiveUser, String)> = ActiveUser::query()
        .join(Other::table, Other.age.gt(ActiveUser::age))
        .select((ActiveUser::table, Other.name))
        .all(db)
        .await?;
    let cards: Vec<Card> = ActiveUser::query()
        .join(PostCount::table, PostCount::author_id.eq(ActiveUser::id))
        .order_by(PostCount::posts.desc())
        .select(Card::SELECT)
        .all(db)
        .await?;
    let count: i64 = ActiveUser::query().count(db).await?;
    PostCount::refresh().execute(db).await?;
    PostCount::refresh().concurrently().execute(tx).await?;
    PostCount::refresh().with_no_data().execute(db).await?;
    let _ = (users, names, whole, cards, count);
    Ok(())
}
