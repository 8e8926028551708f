//~ ERROR `orm_core::Mysql` converts nothing to a truth value
//~ SPAN User::id.cast::<bool>()

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.cast::<bool>()).sql(Mysql);
}
