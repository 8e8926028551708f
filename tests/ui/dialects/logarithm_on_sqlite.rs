include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.cast::<f64>().ln()).sql(Sqlite);
}
