//~ ERROR cannot apply unary operator `-` to type `Col<User, String>`
//~ SPAN -User::name

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(-User::name).sql(Sqlite);
}
