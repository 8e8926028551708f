//~ ERROR `orm_core::Postgres` has no `MATCH … AGAINST`
//~ SPAN full_text(User::name).matches("a")

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(full_text(User::name).matches("a")).sql(Postgres);
}
