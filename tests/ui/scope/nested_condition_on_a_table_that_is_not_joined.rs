//~ ERROR this query has no `Post` in its FROM/JOIN list
//~ SPAN User::age.gt(3).and(User::name.eq("a").or(Post::title.like("%b%")))
include!("../schema.rs");

pub fn example() {
    let _ =
        User::query().filter(User::age.gt(3).and(User::name.eq("a").or(Post::title.like("%b%")))).sql(Sqlite);
}
