//~ ERROR the method `bit_and` exists for struct `Col<User, String>`, but its trait bounds were not satisfied
//~ SPAN bit_and

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::name.bit_and(1)).sql(Sqlite);
}
