//~ PASS
extern crate orm_core as database;

use database::prelude::*;

#[derive(Table, Debug, Clone)]
#[table(crate = database)]
pub struct User {
    #[column(primary_key)]
    pub id: i32,
    pub name: String,
}

#[derive(Projection)]
#[projection(from = User, crate = database)]
pub struct Card {
    pub name: String,
}

pub fn example() {
    let _ = User::query().select(Card::SELECT).sql(Sqlite);
}
