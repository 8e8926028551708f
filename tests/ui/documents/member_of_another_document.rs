//~ ERROR `orm_core::expr::Member<Theme, String>` is not a member of `Settings`
//~ SPAN Theme::color
include!("schema.rs");

pub fn example() {
    let _ = User::query().select(User::settings.at(Theme::color).value()).sql(Sqlite);
}
