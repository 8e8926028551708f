//~ ERROR `orm_core::Postgres` has no index hints
//~ SPAN User::table.use_index("a")

include!("../schema.rs");

pub fn example() {
    let _ = from(User::table.use_index("a")).sql(Postgres);
}
