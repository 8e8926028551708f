//~ ERROR a sequence with `increment = 0` would never move
//~ SPAN "numbers"
use orm_core::prelude::*;

database! {
    sequence("numbers", increment = 0),
}
