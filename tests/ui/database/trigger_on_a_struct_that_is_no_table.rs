//~ ERROR `Plain` is not a table
//~ SPAN Plain
use orm_core::prelude::*;

pub struct Plain;

database! {
    trigger("touch", on = Plain, "before update", "for each row execute function touch()"),
}
