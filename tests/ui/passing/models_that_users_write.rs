//~ PASS
use orm_core::prelude::*;

#[derive(Table)]
#[table(rename_all = "camelCase")]
pub struct Project {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(server)]
    pub owner_id: i32,
    #[column(server, default = 1)]
    pub plan_id: i64,
    #[column(varchar = 20)]
    pub r#type: String,
    pub about: Option<String>,
    #[column(default = 3)]
    pub stars: Option<i32>,
}

#[derive(Insert)]
#[model(Project, server(owner_id, plan_id), deny_unknown_fields)]
pub struct CreateProject {
    #[validate(length(min = 2))]
    pub r#type: String,
    pub about: String,
    pub stars: Option<Option<i32>>,
    #[model(skip)]
    pub template: Option<Vec<u8>>,
}

#[derive(Insert, serde::Deserialize, validator::Validate)]
#[model(Project, plain)]
#[serde(rename_all = "camelCase")]
pub struct ImportProject {
    pub owner_id: i32,
    #[validate(length(min = 1))]
    pub r#type: String,
}

#[derive(Patch)]
#[model(Project)]
pub struct Rename {
    pub r#type: Option<String>,
    pub about: Option<Option<String>>,
    pub stars: i32,
}

pub fn example(create: CreateProject, import: ImportProject, rename: Rename) {
    let _ = Project::insert::<Sqlite>(create.with_owner_id_and_plan_id(1, 2));
    let _ = Project::insert::<Sqlite>(import);
    let _ = Project::update::<Sqlite>().patch(rename);
    let _ = CreateProject::parse(b"{}");
}
