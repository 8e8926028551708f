//~ ERROR `&str` is not what this place holds, `u32`
//~ SPAN "12"
include!("schema.rs");

pub fn example() {
    let _ = User::update().set(User::settings, User::settings.at(Settings::size).set("12")).all_rows().sql(Sqlite);
}
