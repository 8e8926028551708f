//~ ERROR `orm_core::query::Select<_, (In<Post>,), String>` is not a list of `i32`
//~ SPAN Post::query().select(Post::title)
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.in_(Post::query().select(Post::title))).sql(Sqlite);
}
