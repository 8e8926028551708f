//~ ERROR a window function has no value for a group of rows: select it in a derived table and filter that
//~ SPAN sum(rows).over(window())

include!("../schema.rs");

pub fn example() {
    let rows = row_number().over(window());
    let _ = Post::query().select(sum(rows).over(window())).sql(Sqlite);
}
