//~ ERROR binary operation `==` cannot be applied to type `Col<User, i32>`
//~ SPAN ==
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id == 7).sql(Sqlite);
}
