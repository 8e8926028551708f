use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "teams", unique(name, city))]
pub struct Team {
    #[column(primary_key)]
    pub id: i32,
    #[column(varchar = 50)]
    pub name: String,
    #[column(varchar = 50, default = "London")]
    pub city: String,
}

#[derive(Table)]
#[table(name = "members", primary_key(team_id, seat))]
pub struct Member {
    #[column(references = Team::id, on_delete = "cascade", on_update = "cascade")]
    pub team_id: i32,
    pub seat: i32,
    #[column(varchar = 50)]
    pub name: String,
}
