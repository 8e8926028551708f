//~ ERROR `Mood` is not a text, a number or a truth value in JSON
//~ SPAN value
include!("schema.rs");

pub fn example() {
    let _ = User::settings.at(Settings::mood).value();
}
