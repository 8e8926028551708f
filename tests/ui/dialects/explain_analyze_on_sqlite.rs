//~ ERROR `orm_core::Sqlite` has no `EXPLAIN ANALYZE`
//~ SPAN explain_analyze
include!("../schema.rs");

pub async fn example(db: &Db<Sqlite>) {
    let _ = User::query().explain_analyze(db).await;
}
