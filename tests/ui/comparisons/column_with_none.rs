//~ ERROR a `i32` column cannot be compared with `std::option::Option<_>`
//~ SPAN None
include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::age.eq(None)).sql(Sqlite);
}
