//~ ERROR this query has no `Post` in its FROM/JOIN list
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
    let _ = User::query().select(Card::SELECT).sql(Sqlite);
}
