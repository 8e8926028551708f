//~ ERROR `varchar` cannot be given in this way
//~ SPAN "20"
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(varchar = "20")]
    pub name: String,
}
