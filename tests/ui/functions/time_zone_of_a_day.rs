
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(current_date().at_time_zone("Europe/Berlin")).sql(Postgres);
}
