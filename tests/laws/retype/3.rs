use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "items", index(label), check(name = "amount_counted", "amount >= 0"))]
pub struct Item {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 200)]
    pub label: String,
    pub amount: i64,
    #[column(varchar = 500, default = "")]
    pub note: String,
    pub price: Option<f64>,
}

#[derive(Table)]
#[table(name = "parts")]
pub struct Part {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Item::id, on_delete = "set null")]
    pub item_id: Option<i32>,
}
