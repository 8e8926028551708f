//~ ERROR `orm_core::Mysql` has no `FULL JOIN`
//~ SPAN full_join
include!("../schema.rs");

pub fn example() {
    let _ = User::query().full_join(Post::table, Post::author_id.eq(User::id)).sql(Mysql);
}
