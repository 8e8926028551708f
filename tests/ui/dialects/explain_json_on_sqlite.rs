//~ ERROR `orm_core::Sqlite` does not tell its plans as JSON
//~ SPAN explain_json
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) {
    let _ = User::query().explain_json(db).await;
}
