//~ ERROR `PostPatch` is not a patch of `User`
//~ SPAN PostPatch::default()
include!("../schema.rs");

pub fn example() {
    let _ = User::update().patch(PostPatch::default()).filter(User::id.eq(1)).sql(Sqlite);
}
