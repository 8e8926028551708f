//~ ERROR `NewUser` is not an iterator
//~ SPAN User::insert_many(user)
include!("../schema.rs");

pub fn example(user: NewUser) {
    let _ = User::insert_many(user).statements(Sqlite);
}
