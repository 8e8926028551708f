//~ ERROR `Col<Post, String>` is not a list of columns of `User`
//~ SPAN Post::title
include!("../schema.rs");

pub fn example(user: NewUser) {
    let _ = User::insert(user).on_conflict(Post::title).do_nothing().sql(Sqlite);
}
