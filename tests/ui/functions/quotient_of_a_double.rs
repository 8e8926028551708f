include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::id.cast::<f64>().quotient(2.0)).sql(Sqlite);
}
