//~ ERROR `orm_core::Mysql` has no `SEARCH` and no `CYCLE`
//~ SPAN depth_first

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
    let (chain, order) = chain.depth_first(Chain::id);
    let _ = from(chain).order_by(order).sql(Mysql);
}
