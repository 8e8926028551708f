//~ ERROR `orm_core::Postgres` has no merge patch of documents
//~ SPAN sql("x").expr::<serde_json::Value>().json_merge_patch(1)

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(sql("x").expr::<serde_json::Value>().json_merge_patch(1)).sql(Postgres);
}
