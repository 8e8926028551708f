//~ ERROR `members` can be "upper" only
//~ SPAN members
use orm_core::prelude::*;

#[derive(Document)]
#[document(members = "lower")]
pub struct Settings {
    pub theme: String,
}
