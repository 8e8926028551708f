//~ ERROR `ActiveUser` is not a materialized view
include!("../schema.rs");

#[derive(View, Debug, Clone)]
#[view(name = "active_users", query = "select id, name, age from users where role = 'Member'")]
pub struct ActiveUser {
    pub id: i32,
    pub name: String,
    pub age: Option<i32>,
}

pub async fn example(db: &Db<Postgres>) -> Result<(), orm_core::Error> {
    ActiveUser::refresh().execute(db).await?;
    Ok(())
}
