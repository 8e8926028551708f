//~ ERROR rows cannot be told apart by `Ordered<String, NotNull, One<User>>`
//~ SPAN User::name.desc()
include!("../schema.rs");

pub fn example() {
    let _ = User::query().distinct_on(User::name.desc()).select(User::id).sql(Postgres);
}
