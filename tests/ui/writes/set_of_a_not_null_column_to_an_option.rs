//~ ERROR a column of type `String` cannot be set to `std::option::Option<String>`
//~ SPAN name
include!("../schema.rs");

pub fn example() {
    let name: Option<String> = None;
    let _ = User::update().set(User::name, name).filter(User::id.eq(1)).sql(Sqlite);
}
