//~ ERROR `Role` has no average
//~ SPAN User::role
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(avg(User::role)).sql(Sqlite);
}
