//~ ERROR `Col<User, i32>` cannot be bound as a value
//~ SPAN User::id

include!("../schema.rs");

pub fn example() {
    let _ = sql("a = :a").bind_named("a", User::id).statement(Sqlite);
}
