//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN count_all()

include!("../schema.rs");

pub fn example() {
    let _ = Post::update().filter(Post::id.eq(1)).order_by(count_all()).sql(Mysql);
}
