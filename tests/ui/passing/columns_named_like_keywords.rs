//~ PASS
use orm_core::prelude::*;

#[derive(Table, Debug, Clone)]
#[table(name = "order")]
pub struct Order {
    #[column(primary_key)]
    pub r#type: i32,
    pub r#match: String,
    pub select: Option<String>,
    pub group: Option<i64>,
    pub r#async: bool,
}

pub fn example() {
    let r#match = "a";
    let order = new!(Order { r#type: 1, r#match, r#async: true, group: 3 });
    let _ = Order::insert(order).sql(Postgres);
    let _ = Order::query().filter(Order::r#type.eq(1)).order_by((Order::select, Order::group)).sql(Mysql);
    let _ = Order::update().set(Order::r#match, "b").filter(Order::r#async).sql(Sqlite);
}
