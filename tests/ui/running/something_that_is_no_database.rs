//~ ERROR this statement cannot be run on `&str`
//~ SPAN "sqlite://app.db"
//~ MORE
include!("../schema.rs");

pub fn example() {
    let _ = async { User::query().all("sqlite://app.db").await };
}
