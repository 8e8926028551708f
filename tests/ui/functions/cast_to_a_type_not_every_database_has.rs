//~ ERROR not every database converts to `Role`
//~ SPAN cast
include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(User::name.cast::<Role>()).sql(Sqlite);
}
