//~ ERROR type annotations needed
//~ SPAN left_join
include!("../schema.rs");

pub fn example() {
    let _ = User::query().left_join(User::table, User::id.eq(User::manager_id)).sql(Sqlite);
}
