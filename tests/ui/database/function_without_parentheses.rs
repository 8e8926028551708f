//~ ERROR `touch` is no name with arguments
//~ SPAN "touch"
use orm_core::prelude::*;

database! {
    function("touch", "returns trigger language plpgsql as $$ begin return new; end $$"),
}
