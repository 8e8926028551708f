//~ ERROR `{user id}` is no expression of Rust: a brace of SQL is written `{{`
//~ SPAN "select id from users where id = {user id}"

include!("../schema.rs");

pub fn example() {
    let _ = sql!("select id from users where id = {user id}").statement(Postgres);
}
