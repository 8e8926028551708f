//~ ERROR `Role` has no one form in JSON on all databases
//~ SPAN User::role
//~ ERROR the trait bound `Role: serde::Serialize` is not satisfied
//~ SPAN json_array_agg(User::role)
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(json_array_agg(User::role)).sql(Sqlite);
}
