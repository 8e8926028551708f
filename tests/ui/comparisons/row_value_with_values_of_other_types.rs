include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(row((User::name, User::id)).gt((7, "m"))).sql(Sqlite);
}
