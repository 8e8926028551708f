//~ ERROR the method `at` exists for struct `Col<User, i32>`, but its trait bounds were not satisfied
//~ SPAN at
include!("schema.rs");

pub fn example() {
    let _ = User::id.at(Settings::theme);
}
