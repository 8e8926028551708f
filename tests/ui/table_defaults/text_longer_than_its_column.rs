//~ ERROR this text is longer than varchar(2)
//~ SPAN "abc"
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    #[column(varchar = 2, default = "abc")]
    pub code: String,
}
