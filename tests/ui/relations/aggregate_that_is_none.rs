//~ ERROR mismatched types
//~ SPAN Post::title.lower()

include!("../relations_schema.rs");

pub fn example() {
    let _ = User::query().select(User::posts().aggregate(Post::title.lower())).sql(Sqlite);
}
