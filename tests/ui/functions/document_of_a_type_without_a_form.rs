
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(json_array_agg(User::role)).sql(Sqlite);
}
