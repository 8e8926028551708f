//~ ERROR `ActiveUser` is a view: its rows are written through the tables that it reads
include!("../schema.rs");

#[derive(View, Debug, Clone)]
#[view(name = "active_users", query = "select id, name, age from users where role = 'Member'")]
pub struct ActiveUser {
    pub id: i32,
    pub name: String,
    pub age: Option<i32>,
}

pub async fn example(db: &Db<Sqlite>) -> Result<(), orm_core::Error> {
    ActiveUser::update().set(ActiveUser::name, "Ada").all_rows().execute(db).await?;
    Ok(())
}
