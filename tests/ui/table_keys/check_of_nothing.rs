//~ ERROR `check` needs one SQL expression or one rule
//~ SPAN check
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(check())]
    pub age: i32,
}
