include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(row(User::name).eq("m")).sql(Sqlite);
}
