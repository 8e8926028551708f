//~ ERROR `orm_core::Sqlite` has no logarithms and no trigonometry
//~ SPAN User::id.cast::<f64>().ln()

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.cast::<f64>().ln()).sql(Sqlite);
}
