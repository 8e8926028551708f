//~ ERROR `orm_core::Mysql` has no order of `JSON_ARRAYAGG`
//~ SPAN json_array_agg_ordered(Post::id, Post::title)

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(json_array_agg_ordered(Post::id, Post::title)).sql(Mysql);
}
