use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "jobs")]
pub struct Job {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    pub state: State,
}

#[derive(ColumnType)]
#[column_type(name = "job_state", rename_all = "snake_case")]
pub enum State {
    Waiting,
    Done,
}
