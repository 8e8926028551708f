//! Those who work on projects.

use orm_core::dialect::Database;
use orm_core::prelude::*;

use super::Result;
use crate::schema::{NewUser, NewUserBody, User};

/// Adds a user. Two have not the same address.
pub async fn create<D: Database>(db: &Db<D>, body: NewUserBody) -> Result<User> {
    User::insert(NewUser::from(body)).one(db).await
}

/// All users by name.
pub async fn list<D: Database>(db: &Db<D>) -> Result<Vec<User>> {
    User::query().order_by((User::name, User::id)).all(db).await
}
