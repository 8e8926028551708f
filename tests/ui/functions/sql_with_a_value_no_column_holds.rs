//~ ERROR `Vec<User>` cannot stand in the braces of `sql!`
//~ SPAN "select {users}"

include!("../schema.rs");

pub fn example() {
    let users: Vec<User> = Vec::new();
    let _ = sql!("select {users}").statement(Postgres);
}
