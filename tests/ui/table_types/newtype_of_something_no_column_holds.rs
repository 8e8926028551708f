//~ ERROR `PathBuf` cannot be stored in a column
//~ SPAN std::path::PathBuf
use orm_core::prelude::*;

#[derive(ColumnType)]
pub struct Home(pub std::path::PathBuf);
