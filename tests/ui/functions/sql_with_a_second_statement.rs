//~ ERROR a `;` would begin another statement: run each one alone
//~ SPAN "select 1; drop table users"

include!("../schema.rs");

pub fn example() {
    let _ = sql!("select 1; drop table users").statement(Postgres);
}
