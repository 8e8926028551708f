//~ ERROR `chrono::naive::date::NaiveDate` is not a point in time
//~ SPAN at_time_zone
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(current_date().at_time_zone("Europe/Berlin")).sql(Postgres);
}
