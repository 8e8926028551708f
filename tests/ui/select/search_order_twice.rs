//~ ERROR only a recursive named query has an order in which it finds its rows, and only one
//~ SPAN breadth_first

include!("../schema.rs");

#[derive(Projection)]
#[projection(from = User, name = "chain")]
pub struct Chain {
    id: i32,
}

pub fn example() {
    let chain = Chain::recursive(User::query().select(Chain::SELECT), |chain| {
        User::query().join(chain, User::manager_id.eq(Chain::id)).select(Chain::SELECT)
    });
    let (chain, _) = chain.depth_first(Chain::id);
    let (chain, order) = chain.breadth_first(Chain::id);
    let _ = from(chain).order_by(order).sql(Postgres);
}
