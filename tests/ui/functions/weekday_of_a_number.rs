//~ ERROR the method `weekday` exists for struct `Col<User, i32>`, but its trait bounds were not satisfied
//~ SPAN weekday

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.weekday()).sql(Sqlite);
}
