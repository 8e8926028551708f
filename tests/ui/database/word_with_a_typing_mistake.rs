//~ ERROR unknown attribute `sequense` in `database`
//~ SPAN sequense
use orm_core::prelude::*;

database! {
    sequense("numbers"),
}
