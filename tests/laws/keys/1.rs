use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "teams", unique(name))]
pub struct Team {
    #[column(primary_key)]
    pub id: i32,
    #[column(varchar = 50)]
    pub name: String,
}

#[derive(Table)]
#[table(name = "members", primary_key(team_id, seat))]
pub struct Member {
    #[column(references = Team::id)]
    pub team_id: i32,
    pub seat: i32,
    #[column(varchar = 50)]
    pub name: String,
}
