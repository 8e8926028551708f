//~ ERROR `orm_core::Mysql` converts nothing to a UUID
//~ SPAN User::name.cast::<uuid::Uuid>()

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::name.cast::<uuid::Uuid>()).sql(Mysql);
}
