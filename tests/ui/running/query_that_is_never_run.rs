//~ ERROR type annotations needed
//~ SPAN User::query
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.eq(7));
}
