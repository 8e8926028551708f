//~ ERROR `orm_core::query::Select<_, (In<Post>,), Post>` is not a list of `i32`
//~ SPAN Post::query()
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.in_(Post::query())).sql(Sqlite);
}
