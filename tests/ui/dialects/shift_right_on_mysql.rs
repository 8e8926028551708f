//~ ERROR `orm_core::Mysql` shifts zeros in from the left
//~ SPAN Post::views.shift_right(3)

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(Post::views.shift_right(3)).sql(Mysql);
}
