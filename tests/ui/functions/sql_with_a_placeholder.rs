//~ ERROR a placeholder has no value here: write the value in braces, `{name}`
//~ SPAN "select id from users where id = $1"

include!("../schema.rs");

pub fn example() {
    let _ = sql!("select id from users where id = $1").statement(Postgres);
}
