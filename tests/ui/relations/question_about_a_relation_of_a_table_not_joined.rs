//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN Post::comments().exists()

include!("../relations_schema.rs");

pub fn example() {
    let _ = User::query().filter(Post::comments().exists()).sql(Sqlite);
}
