//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN max(Post::id).gt(3)
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(count_all()).having(max(Post::id).gt(3)).sql(Sqlite);
}
