include!("../schema.rs");

pub fn example() {
    let _ = sql("a = :a").bind_named("a", User::id).statement(Sqlite);
}
