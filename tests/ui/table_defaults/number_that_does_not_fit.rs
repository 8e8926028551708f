//~ ERROR 300 does not fit into unsigned tinyint, which holds 0 to 255
//~ SPAN 300
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(default = 300)]
    pub age: u8,
}
