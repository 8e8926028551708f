include!("../schema.rs");

pub fn example() {
    let _ = from(User::table.use_index("a")).sql(Postgres);
}
