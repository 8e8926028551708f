//~ ERROR `orm_core::Sqlite` has no operators of `jsonb`
//~ SPAN sql("x").expr::<serde_json::Value>().json_has_any_key(["a"])

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(sql("x").expr::<serde_json::Value>().json_has_any_key(["a"])).sql(Sqlite);
}
