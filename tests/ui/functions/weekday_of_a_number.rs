include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.weekday()).sql(Sqlite);
}
