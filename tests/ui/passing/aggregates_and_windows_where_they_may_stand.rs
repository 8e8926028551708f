//~ PASS
include!("../schema.rs");

use orm_core::dialect::Database;
use orm_core::expr::{Condition, In, PerRow, Uses};
use orm_core::query::Select;
use orm_core::types::Nullness;

fn only<D: Database, N: Nullness, U: Uses<D, (In<Post>,), P> + PerRow, P>(
    condition: Condition<N, U>,
) -> Select<D, (In<Post>,), Post> {
    Post::query().filter(condition)
}

pub fn example() {
    let by_author = || Post::query().group_by(Post::author_id);
    let _ = by_author().having(count_all().gt(1).and(Post::author_id.gt(1))).select(sum(Post::views)).sql(Sqlite);
    let running = sum(count_all()).over(window().order_by(max(Post::id)));
    let _ = by_author().select((Post::author_id, running)).order_by(sum(Post::views).desc()).sql(Sqlite);
    let newest = Post::query().select(max(Post::id));
    let _ = Post::query().filter(Post::id.eq(scalar(newest))).select(Post::id).sql(Mysql);
    let oldest = Post::query().select(min(Post::id));
    let _ = only(Post::id.in_(oldest)).order_by(row_number().over(window())).sql(Postgres);
    let grown = count_all().filter_where(Post::views.gt(3));
    let _ = Post::query().select((grown, string_agg(Post::title, ",", Post::id))).sql(Postgres);
}
