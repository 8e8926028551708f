//~ ERROR `&String` is not text of the program
//~ SPAN &name
include!("../schema.rs");

pub fn example() {
    let name = String::from("a");
    let _ = sql("select * from users where name = ").sql(&name).statement(Sqlite);
}
