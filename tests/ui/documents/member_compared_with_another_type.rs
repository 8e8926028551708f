//~ ERROR a `i64` column cannot be compared with `&str`
//~ SPAN "12"
include!("schema.rs");

pub fn example() {
    let _ = User::query().filter(User::settings.at(Settings::size).value().eq("12")).sql(Sqlite);
}
