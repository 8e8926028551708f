//~ ERROR trigger `touch` does not say its table
//~ SPAN "touch"
use orm_core::prelude::*;

database! {
    trigger("touch", "before update", "for each row execute function touch()"),
}
