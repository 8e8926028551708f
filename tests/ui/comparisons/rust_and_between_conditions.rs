//~ ERROR mismatched types
//~ SPAN User::id.eq(7)
//~ MORE
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.eq(7) && User::name.eq("a")).sql(Sqlite);
}
