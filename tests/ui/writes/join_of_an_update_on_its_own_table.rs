//~ ERROR this query has no `User` in its FROM/JOIN list
//~ SPAN Comment::post_id.eq(User::id)

include!("../schema.rs");

pub fn example() {
    let update = User::update().from(Post::table).join(Comment::table, Comment::post_id.eq(User::id));
    let _ = update.set(User::age, 1).all_rows().sql(Postgres);
}
