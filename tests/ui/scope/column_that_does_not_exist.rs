//~ ERROR no function or associated item named `nmae` found for struct `User` in the current scope
//~ SPAN nmae
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::nmae.eq("a")).sql(Sqlite);
}
