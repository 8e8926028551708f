//~ ERROR an update or delete joins what it reads, and this one reads nothing yet
//~ SPAN left_join

include!("../schema.rs");

pub fn example() {
    let update = User::update().set(User::age, 1).left_join(Post::table, Post::author_id.eq(1));
    let _ = update.all_rows().sql(Postgres);
}
