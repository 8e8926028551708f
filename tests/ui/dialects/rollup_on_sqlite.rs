//~ ERROR `orm_core::Sqlite` has no `ROLLUP`
//~ SPAN with_rollup

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().group_by(Post::author_id).with_rollup().select(count_all()).sql(Sqlite);
}
