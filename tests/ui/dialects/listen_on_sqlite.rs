//~ ERROR `orm_core::Sqlite` has no `LISTEN` and no `NOTIFY`
//~ SPAN db

include!("../schema.rs");

static NAMES: orm_core::Channel<String> = orm_core::Channel::new("names");

pub async fn example(db: &Db<Sqlite>) {
    let _ = NAMES.listen(db).await;
}
