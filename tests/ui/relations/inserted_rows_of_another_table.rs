//~ ERROR `NewProfile` is not an insert model of `Post`
//~ SPAN User::posts::<Sqlite>()

include!("../relations_schema.rs");

pub fn example() {
    let _ = User::posts::<Sqlite>().insert(|user: &User| [new!(Profile { user_id: user.id, motto: "m" })]);
}
