//~ ERROR `orm_core::Sqlite` converts nothing to a decimal
//~ SPAN User::id.cast::<rust_decimal::Decimal>()

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.cast::<rust_decimal::Decimal>()).sql(Sqlite);
}
