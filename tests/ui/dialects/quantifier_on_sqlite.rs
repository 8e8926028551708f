//~ ERROR `orm_core::Sqlite` has no `ANY` and no `ALL`
//~ SPAN User::id.gt_all(Post::query().select(Post::author_id))

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.gt_all(Post::query().select(Post::author_id))).sql(Sqlite);
}
