//~ PASS
use orm_core::prelude::*;

#[derive(Table)]
pub struct Task {
    #[column(primary_key)]
    pub id: i32,
    pub done: bool,
    pub urgent: Option<bool>,
}

pub fn example() {
    let _ = Task::query().filter(Task::done).filter(Task::urgent).sql(Sqlite);
}
