//~ ERROR this condition was boxed for a query over other sources
//~ SPAN condition

include!("../schema.rs");

use orm_core::expr::{BoxedCondition, In};

pub fn example(condition: BoxedCondition<Sqlite, (In<Post>,)>) {
    let _ = User::query().filter(condition).sql(Sqlite);
}
