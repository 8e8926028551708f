//~ ERROR `orm_core::Mysql` has no `ILIKE`
//~ SPAN User::name.ilike("a%").and(User::id.gt(3))
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::name.ilike("a%").and(User::id.gt(3))).sql(Mysql);
}
