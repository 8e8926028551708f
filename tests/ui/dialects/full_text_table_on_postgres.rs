include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(fts_match(User::table, "a")).sql(Postgres);
}
