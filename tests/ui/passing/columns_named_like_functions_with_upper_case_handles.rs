//~ PASS
use orm_core::prelude::*;

#[derive(Table, Debug, Clone)]
#[table(columns = "upper")]
pub struct Log {
    #[column(primary_key)]
    pub id: i32,
    pub table: String,
    pub query: String,
    pub insert: Option<String>,
}

pub fn example() {
    let _ =
        Log::query().filter(Log::TABLE.eq("users")).select((Log::ID, Log::QUERY, Log::INSERT)).sql(Sqlite);
    let _ = Log::insert(new!(Log { id: 1, table: "users", query: "select 1" })).sql(Sqlite);
}
