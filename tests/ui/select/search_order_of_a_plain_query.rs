//~ ERROR only a recursive named query has an order in which it finds its rows, and only one
//~ SPAN depth_first

include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User, name = "chain")]
pub struct Chain {
    id: i32,
}

pub fn example() {
    let chain = Chain::cte(User::query().select(Chain::SELECT));
    let (chain, order) = chain.depth_first(Chain::id);
    let _ = from(chain).order_by(order).sql(Postgres);
}
