//~ ERROR `on_delete` means nothing without `references`
//~ SPAN on_delete
use orm_core::prelude::*;

#[derive(Table)]
pub struct Post {
    #[column(on_delete = "cascade")]
    pub author_id: i32,
}
