//~ ERROR `orm_core::expr::Member<Theme, String>` is not a member of `String`
//~ SPAN Theme::color
include!("schema.rs");

pub fn example() {
    let _ = User::settings.at(Settings::theme).at(Theme::color).at(Theme::color);
}
