//~ ERROR `orm_core::Mysql` has no percentiles and no `MODE`
//~ SPAN percentile_cont(0.5, User::age)

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(percentile_cont(0.5, User::age)).sql(Mysql);
}
