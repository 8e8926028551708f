include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(sql("x").expr::<serde_json::Value>().json_has_any_key(["a"])).sql(Sqlite);
}
