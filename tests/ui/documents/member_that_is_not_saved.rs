//~ ERROR no function or associated item named `unsaved` found for struct `Settings` in the current scope
//~ SPAN unsaved
include!("schema.rs");

pub fn example() {
    let _ = User::settings.at(Settings::unsaved);
}
