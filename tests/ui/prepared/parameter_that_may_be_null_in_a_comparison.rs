//~ ERROR a `i32` column cannot be compared with `orm_core::expr::Param<std::option::Option<i32>>`
//~ SPAN age
include!("../schema.rs");

pub fn example() -> PreparedQuery<Sqlite, (Option<i32>,), User> {
    prepare(|age: Param<Option<i32>>| User::query().filter(User::age.ge(age)))
}
