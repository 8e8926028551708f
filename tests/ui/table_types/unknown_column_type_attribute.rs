//~ ERROR unknown attribute `rename` in `column_type`
//~ SPAN rename
use orm_core::prelude::*;

#[derive(ColumnType)]
#[column_type(rename = "role")]
pub enum Role {
    Admin,
}
