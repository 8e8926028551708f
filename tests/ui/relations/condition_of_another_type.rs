//~ ERROR `Col<Post, String>` is not a condition
//~ SPAN Post::title

include!("../relations_schema.rs");

pub fn example() {
    let _ = User::query().filter(User::posts().any(Post::title)).sql(Sqlite);
}
