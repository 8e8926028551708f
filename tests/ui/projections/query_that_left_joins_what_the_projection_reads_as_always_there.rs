//~ ERROR this query may find no `Post`, but the projection reads it as always there
//~ SPAN Card::SELECT
include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User, join = Post)]
pub struct Card {
    pub name: String,
    #[projection(Post::title)]
    pub title: String,
}

pub fn example() {
    let _ =
        User::query().left_join(Post::table, Post::author_id.eq(User::id)).select(Card::SELECT).sql(Sqlite);
}
