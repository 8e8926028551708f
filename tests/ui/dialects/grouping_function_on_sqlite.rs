//~ ERROR `orm_core::Sqlite` has no `ROLLUP`
//~ SPAN grouping(Post::author_id)

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().group_by(Post::author_id).select(grouping(Post::author_id)).sql(Sqlite);
}
