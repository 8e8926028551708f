//~ ERROR a column of type `String` cannot be set to `std::option::Option<_>`
//~ SPAN None
include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::name, None).filter(User::id.eq(1)).sql(Sqlite);
}
