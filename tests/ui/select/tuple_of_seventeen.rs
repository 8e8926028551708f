//~ ERROR `(..., ..., ..., ..., ..., ..., ..., ..., ..., ..., ..., ..., ..., ..., ..., ..., ...)` cannot be selected
//~ SPAN (c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c)
include!("../schema.rs");

pub fn example() {
    let c = User::id;
    let _ = User::query().select((c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c, c)).sql(Sqlite);
}
