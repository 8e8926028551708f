//~ ERROR a `i32` column cannot be compared with `orm_core::expr::Param<String>`
//~ SPAN age
include!("../schema.rs");

pub fn example() -> PreparedQuery<Sqlite, (String,), User> {
    prepare(|age: Param<String>| User::query().filter(User::age.ge(age)))
}
