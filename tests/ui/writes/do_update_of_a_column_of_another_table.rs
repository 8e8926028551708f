//~ ERROR `Col<Post, String>` is not a list of changes of `User`
//~ SPAN Post::title
include!("../schema.rs");

pub fn example(user: NewUser) {
    let _ = User::insert(user).on_conflict(User::name).do_update((User::age, Post::title)).sql(Sqlite);
}
