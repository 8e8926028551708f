//~ ERROR `PathBuf` cannot be stored in a column
//~ SPAN std::path::PathBuf
//~ MORE
use orm_core::prelude::*;

#[derive(Table)]
pub struct User {
    pub id: i32,
    pub home: std::path::PathBuf,
}
