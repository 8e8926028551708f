//~ ERROR `name` needs a name that is not empty and holds no NUL character
//~ SPAN ""
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(name = "")]
    pub id: i32,
}
