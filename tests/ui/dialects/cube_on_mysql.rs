//~ ERROR `orm_core::Mysql` has no `CUBE` and no `GROUPING SETS`
//~ SPAN with_cube

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().group_by(Post::author_id).with_cube().select(count_all()).sql(Mysql);
}
