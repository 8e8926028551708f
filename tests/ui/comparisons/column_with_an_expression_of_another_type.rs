//~ ERROR a `String` column cannot be compared with `orm_core::expr::Expr<i32, NotNull, (One<User>, ())>`
//~ SPAN User::id + 1
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::name.eq(User::id + 1)).sql(Sqlite);
}
