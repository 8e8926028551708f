//~ ERROR `orm_core::Sqlite` has no `CUBE` and no `GROUPING SETS`
//~ SPAN grouping_set

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().grouping_set(Post::author_id).select(count_all()).sql(Sqlite);
}
