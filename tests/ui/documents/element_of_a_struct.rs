//~ ERROR `Theme` is not a list
//~ SPAN element
include!("schema.rs");

pub fn example() {
    let _ = User::settings.at(Settings::theme).element(0);
}
