//~ ERROR a right or full join comes before `.select(..)`, and so do subtotals
//~ SPAN User::query().select(User::name)
include!("../schema.rs");

pub fn example() {
    let _ =
        User::query().select(User::name).right_join(Post::table, Post::author_id.eq(User::id)).sql(Sqlite);
}
