//~ ERROR `orm_core::Mysql` has no `DISTINCT ON`
//~ SPAN distinct_on
include!("../schema.rs");

pub fn example() {
    let _ = User::query().distinct_on(User::age).sql(Mysql);
}
