//~ ERROR `orm_core::Mysql` has no `EXPLAIN ANALYZE` of inserts, updates and deletes
//~ SPAN explain_analyze
include!("../schema.rs");

pub async fn example(db: &Db<Mysql>) {
    let _ = User::delete().filter(User::id.eq(1)).explain_analyze(db).await;
}
