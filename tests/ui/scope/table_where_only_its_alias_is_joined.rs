//~ ERROR this query has no `User` in its FROM/JOIN list
//~ SPAN User::name.eq("a")
include!("../schema.rs");
orm_core::alias!(Boss = User as "boss");

pub fn example() {
    let _ = from(Boss::table).filter(User::name.eq("a")).sql(Sqlite);
}
