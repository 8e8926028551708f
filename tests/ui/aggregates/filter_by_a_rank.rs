//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN row_number().over(window()).le(3)

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().filter(row_number().over(window()).le(3)).select(Post::id).sql(Sqlite);
}
