//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN Post::views.to(count_all())

include!("../schema.rs");

pub fn example() {
    let insert = Post::insert(new!(Post { author_id: 1, title: "A" }));
    let _ = insert.on_conflict(Post::id).do_update(Post::views.to(count_all())).sql(Postgres);
}
