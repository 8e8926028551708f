//~ ERROR `orm_core::Mysql` has no arrays
//~ SPAN User::id.eq_any(vec![1, 2])

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.eq_any(vec![1, 2])).sql(Mysql);
}
