//~ ERROR unknown attribute `primarykey` in `column`
//~ SPAN primarykey
//~ ERROR `varchar` is for text, but this field is stored as integer
//~ SPAN varchar
use orm_core::prelude::*;

#[derive(Table, Debug, Clone)]
pub struct User {
    #[column(primarykey)]
    pub id: i32,
    #[column(varchar = 5)]
    pub age: i32,
}

pub fn example() {
    let _ = User::query().filter(User::age.gt(18)).order_by(User::id).sql(Sqlite);
    let _ = User::insert(new!(User { id: 1, age: 2 })).sql(Sqlite);
}
