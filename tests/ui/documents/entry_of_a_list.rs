//~ ERROR `Vec<String>` is not a map
//~ SPAN entry
include!("schema.rs");

pub fn example() {
    let _ = User::settings.at(Settings::tags).entry("a");
}
