//~ PASS
include!("../schema.rs");

pub enum Failure {
    Database(orm_core::Error),
    NoUsers,
}

impl From<orm_core::Error> for Failure {
    fn from(error: orm_core::Error) -> Self {
        Self::Database(error)
    }
}

pub async fn example(db: &Db<Mysql>) -> Result<Vec<User>, Failure> {
    db.transaction(async |tx| {
        let users = User::query().all(tx).await?;
        if users.is_empty() { Err(Failure::NoUsers) } else { Ok(users) }
    })
    .await
}
