//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN page_after

include!("../schema.rs");

pub fn example() {
    let _ = Post::query().group_by(Post::author_id).select(Post::author_id).page_after(count_all().asc(), None, 20).sql(Sqlite);
}
