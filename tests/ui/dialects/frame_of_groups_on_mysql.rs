//~ ERROR `orm_core::Mysql` has no `GROUPS` frames and no `EXCLUDE`
//~ SPAN count_all().over(window().groups_between(FrameBound::CurrentRow, FrameBound::CurrentRow))

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(count_all().over(window().groups_between(FrameBound::CurrentRow, FrameBound::CurrentRow))).sql(Mysql);
}
