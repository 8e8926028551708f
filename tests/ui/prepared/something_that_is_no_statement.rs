//~ ERROR `orm_core::expr::Expr<bool, orm_core::types::Null, (One<User>, ())>` is not a statement that can be prepared
//~ SPAN |age: Param<i32>| User::age.ge(age)
include!("../schema.rs");

pub fn example() {
    prepare(|age: Param<i32>| User::age.ge(age));
}
