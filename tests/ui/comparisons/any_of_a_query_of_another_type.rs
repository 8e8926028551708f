//~ ERROR `orm_core::query::Select<_, (In<Post>,), i32>` is not a query or an array of `String`
//~ SPAN eq_any

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::name.eq_any(Post::query().select(Post::id))).sql(Postgres);
}
