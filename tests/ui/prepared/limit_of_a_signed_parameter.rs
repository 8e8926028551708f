//~ ERROR `orm_core::expr::Param<i64>` is not a number of rows
//~ SPAN rows
include!("../schema.rs");

pub fn example() -> PreparedQuery<Sqlite, (i64,), User> {
    prepare(|rows: Param<i64>| User::query().limit(rows))
}
