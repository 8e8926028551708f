use orm_core::prelude::*;

#[derive(Table)]
#[table(name = "jobs", index(state))]
pub struct Job {
    #[column(primary_key, auto_increment)]
    pub id: i32,
    #[column(default = State::Waiting)]
    pub state: State,
    pub urgency: Option<Urgency>,
}

#[derive(ColumnType)]
#[column_type(name = "job_state", rename_all = "snake_case")]
pub enum State {
    Waiting,
    Running,
    Done,
    Failed,
}

#[derive(ColumnType)]
#[column_type(name = "urgency", rename_all = "snake_case")]
pub enum Urgency {
    Low,
    High,
}
