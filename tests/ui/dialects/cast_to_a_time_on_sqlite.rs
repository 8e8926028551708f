//~ ERROR `orm_core::Sqlite` converts nothing to a time
//~ SPAN User::name.cast::<chrono::NaiveDateTime>()

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::name.cast::<chrono::NaiveDateTime>()).sql(Sqlite);
}
