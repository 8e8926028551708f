include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(full_text(User::name).matches("a")).sql(Postgres);
}
