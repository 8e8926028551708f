//~ PASS
use orm_core::prelude::*;

#[derive(Table, Debug, Clone)]
#[table(columns = "none")]
pub struct Log {
    #[column(primary_key)]
    pub id: i32,
    pub query: String,
}

pub fn example() {
    let log = Log::columns();
    let _ = Log::query().filter(log.query.eq("a")).order_by(log.id).sql(Sqlite);
}
