//~ ERROR `orm_core::Mysql` has no default value of `LAG` and `LEAD`
//~ SPAN lag_or(Post::id, 1, 0).over(window())

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(lag_or(Post::id, 1, 0).over(window())).sql(Mysql);
}
