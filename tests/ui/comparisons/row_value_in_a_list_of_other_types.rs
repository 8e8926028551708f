include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(row((User::name, User::id)).in_([(1, 2)])).sql(Sqlite);
}
