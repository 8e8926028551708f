//~ ERROR `orm_core::Mysql` has no `TABLESAMPLE`
//~ SPAN User::table.sample(1.0)

include!("../schema.rs");

pub fn example() {
    let _ = from(User::table.sample(1.0)).sql(Mysql);
}
