//~ ERROR `CreateProject` is not an insert model of `Project`
use orm_core::prelude::*;

#[derive(Table)]
pub struct Project {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(server)]
    pub owner_id: i32,
    pub name: String,
}

#[derive(Insert)]
#[model(Project, server(owner_id))]
pub struct CreateProject {
    pub name: String,
}

pub fn example(create: CreateProject) {
    let _ = Project::insert::<Sqlite>(create);
}
