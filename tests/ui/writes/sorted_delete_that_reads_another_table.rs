//~ ERROR this update or delete has an order or a limit, so it can read no other table
//~ SPAN using

include!("../schema.rs");

pub fn example() {
    let _ = User::delete().filter(User::id.gt(1)).order_by(User::id).using(Post::table).sql(Mysql);
}
