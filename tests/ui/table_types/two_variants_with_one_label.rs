//~ ERROR unknown attribute `rename` in `column_type`
//~ SPAN rename
use orm_core::prelude::*;

#[derive(ColumnType)]
pub enum Role {
    Admin,
    #[column_type(rename = "admin")]
    Root,
}
