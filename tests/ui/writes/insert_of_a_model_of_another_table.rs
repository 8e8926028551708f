//~ ERROR `NewPost` is not an insert model of `User`
//~ SPAN new!(Post { author_id: 1, title: "a" })
include!("../schema.rs");

pub fn example() {
    let _ = User::insert(new!(Post { author_id: 1, title: "a" })).sql(Sqlite);
}
