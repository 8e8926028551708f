//~ ERROR `orm_core::Sqlite` has no arrays
//~ SPAN array_agg(User::id, ())

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(array_agg(User::id, ())).sql(Sqlite);
}
