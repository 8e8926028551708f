include!("../schema.rs");

pub fn example() {
    let _ = from(User::table.sample(1.0)).sql(Mysql);
}
