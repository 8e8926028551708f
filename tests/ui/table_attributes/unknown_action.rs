//~ ERROR `casade` is no action of a foreign key
//~ SPAN "casade"
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    #[column(references = User::id, on_delete = "casade")]
    pub manager_id: Option<i32>,
}
