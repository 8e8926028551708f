//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN max(row_number().over(window()))

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().select(max(row_number().over(window()))).sql(Sqlite);
}
