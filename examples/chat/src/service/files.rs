//! Files that the chats of a project can read.

use orm_core::dialect::Database;
use orm_core::prelude::*;

use super::Result;
use crate::schema::{File, NewFileBody, Project};

/// Adds a file to a project, which has one of each path.
pub async fn add<D: Database>(db: &Db<D>, project_id: i32, body: NewFileBody) -> Result<File> {
    db.transaction(async move |tx| {
        Project::query().filter(Project::id.eq(project_id)).select(Project::id).one(tx).await?;
        File::insert(body.with_project_id(project_id)).one(tx).await
    })
    .await
}
