//~ ERROR braces between `'` are text and no value: leave the quotes out, or write a brace of SQL as `{{`
//~ SPAN "select id from users where name = '{name}'"

include!("../schema.rs");

pub fn example() {
    let name = "Ada";
    let _ = sql!("select id from users where name = '{name}'").statement(Postgres);
}
