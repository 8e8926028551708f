//~ ERROR this update or delete has an order or a limit, so it can read no other table
//~ SPAN from

include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::age, 1).limit(1).from(Post::table).all_rows().sql(Mysql);
}
