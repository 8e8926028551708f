include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(percentile_cont(0.5, User::age)).sql(Mysql);
}
