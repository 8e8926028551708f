include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(count_all().over(window().groups_between(FrameBound::CurrentRow, FrameBound::CurrentRow))).sql(Mysql);
}
