//~ ERROR `PathBuf` cannot be bound as a value
//~ SPAN std::path::PathBuf::new()
include!("../schema.rs");

pub fn example() {
    let _ = sql("select * from users where home = ").bind(std::path::PathBuf::new()).statement(Sqlite);
}
