include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(sql("x").expr::<serde_json::Value>().json_merge_patch(1)).sql(Postgres);
}
