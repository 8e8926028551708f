//~ ERROR `orm_core::Sqlite` knows no time zones
//~ SPAN now().at_time_zone("Europe/Berlin")

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(now().at_time_zone("Europe/Berlin")).sql(Sqlite);
}
