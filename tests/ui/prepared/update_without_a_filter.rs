//~ ERROR this statement has no filter, so it would reach every row
//~ SPAN |age: Param<i32>| User::update().set(User::age, age)
include!("../schema.rs");

pub fn example() -> PreparedChange<Sqlite, (i32,)> {
    prepare(|age: Param<i32>| User::update().set(User::age, age))
}
