//~ ERROR `orm_core::Sqlite` has no `MERGE`
//~ SPAN User::merge(Post::table, Post::author_id.eq(User::id))

include!("../schema.rs");

pub fn example() {
    let merge = User::merge(Post::table, Post::author_id.eq(User::id));
    let _ = merge.sql(Sqlite);
}
