//~ ERROR evaluation panicked: column `double` of `note` is computed by the database
use orm_core::prelude::*;

#[derive(Table)]
pub struct Note {
    pub n: i32,
    #[column(generated = "n * 2")]
    pub double: i32,
}

#[derive(Insert)]
#[model(Note)]
pub struct CreateNote {
    pub n: i32,
    pub double: i32,
}
