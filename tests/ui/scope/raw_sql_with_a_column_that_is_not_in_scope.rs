//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN sql("length(").column(Post::title).sql(") > 3").expr::<bool>()
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(sql("length(").column(Post::title).sql(") > 3").expr::<bool>()).sql(Sqlite);
}
