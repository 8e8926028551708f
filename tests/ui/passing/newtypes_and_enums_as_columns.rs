//~ PASS
use orm_core::prelude::*;

#[derive(ColumnType, Debug, Clone, Copy, PartialEq, serde::Deserialize)]
pub struct ProjectId(pub i32);

#[derive(ColumnType, Debug, Clone, Copy, PartialEq, serde::Deserialize)]
#[column_type(name = "project_status", rename_all = "snake_case")]
pub enum Status {
    Active,
    WaitingForReview,
}

#[derive(Table, Debug, Clone)]
pub struct Project {
    #[column(primary_key)]
    pub id: ProjectId,
    #[column(default = Status::Active)]
    pub status: Status,
    pub former_status: Option<Status>,
}

pub fn example() {
    let project = new!(Project { id: ProjectId(1), former_status: Status::Active });
    let _ = Project::insert(project).sql(Sqlite);
    let _ = Project::query()
        .filter(Project::id.in_([ProjectId(1), ProjectId(2)]))
        .filter(Project::status.ne(Status::WaitingForReview))
        .sql(Sqlite);
}
