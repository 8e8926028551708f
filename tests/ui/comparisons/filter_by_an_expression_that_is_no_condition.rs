//~ ERROR `orm_core::expr::Expr<i32, NotNull, (One<User>, ())>` is not a condition
//~ SPAN User::id + 1
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id + 1).sql(Sqlite);
}
