//~ ERROR the rule asks for a context, and the table has none
//~ SPAN use_context
use orm_core::prelude::*;

#[derive(Table)]
pub struct Note {
    #[validate(custom(function = fits, use_context))]
    pub title: String,
}

pub fn fits(_: &String, _: &usize) -> Result<(), validator::ValidationError> {
    Ok(())
}
