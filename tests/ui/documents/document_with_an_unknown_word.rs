//~ ERROR unknown attribute `rename_all` in `document`
//~ SPAN rename_all
use orm_core::prelude::*;

#[derive(Document)]
#[document(rename_all = "camelCase")]
pub struct Settings {
    pub theme: String,
}
