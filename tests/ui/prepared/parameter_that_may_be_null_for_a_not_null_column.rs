//~ ERROR a column of type `String` cannot be set to `orm_core::expr::Param<std::option::Option<String>>`
//~ SPAN name
include!("../schema.rs");

pub fn example() -> PreparedChange<Sqlite, (Option<String>,)> {
    prepare(|name: Param<Option<String>>| User::update().set(User::name, name).all_rows())
}
