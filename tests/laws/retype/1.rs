use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "items", index(label))]
pub struct Item {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(varchar = 50)]
    pub label: String,
    pub amount: i32,
    #[column(varchar = 500)]
    pub note: Option<String>,
    pub price: i32,
}

#[derive(Table)]
#[table(name = "parts")]
pub struct Part {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(references = Item::id, on_delete = "cascade")]
    pub item_id: i32,
}
