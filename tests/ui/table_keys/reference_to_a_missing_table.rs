//~ ERROR cannot find type `Usr` in this scope
//~ SPAN Usr
use orm_core::prelude::*;

#[derive(Table)]
pub struct Post {
    #[column(references = Usr::id)]
    pub author_id: i32,
}
