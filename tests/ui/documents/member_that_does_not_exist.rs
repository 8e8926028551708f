//~ ERROR no function or associated item named `colour` found for struct `Theme` in the current scope
//~ SPAN colour
include!("schema.rs");

pub fn example() {
    let _ = User::settings.at(Settings::theme).at(Theme::colour);
}
