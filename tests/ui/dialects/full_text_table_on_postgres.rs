//~ ERROR `orm_core::Postgres` has no full-text tables
//~ SPAN fts_match(User::table, "a")

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(fts_match(User::table, "a")).sql(Postgres);
}
