//~ ERROR this query has no `Boss` in its FROM/JOIN list
//~ SPAN (User::name, Boss.name)
//~ ERROR this query has no `Boss` in its FROM/JOIN list
//~ SPAN Boss.name
include!("../schema.rs");
orm_core::alias!(Boss = User as "boss");

pub fn example() {
    let _ = User::query().select((User::name, Boss.name)).sql(Sqlite);
}
