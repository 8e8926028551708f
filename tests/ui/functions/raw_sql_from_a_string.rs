//~ ERROR `&String` is not text of the program
//~ SPAN &format!("select * from users where name = '{name}'")
include!("../schema.rs");

pub fn example() {
    let name = String::from("a");
    let _ = sql(&format!("select * from users where name = '{name}'")).statement(Sqlite);
}
