//~ ERROR rows cannot be grouped by `Ordered<String, NotNull, One<User>>`
//~ SPAN User::name.desc()
include!("../schema.rs");

pub fn example() {
    let _ = User::query().group_by(User::name.desc()).sql(Sqlite);
}
