//~ ERROR the method `quotient` exists for struct `orm_core::expr::Expr<f64, NotNull, ((), One<User>)>`, but its trait bounds were not satisfied
//~ SPAN quotient

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.cast::<f64>().quotient(2.0)).sql(Sqlite);
}
