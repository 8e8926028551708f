//~ ERROR no method named `on_conflict` found for struct `CopyMany<T, I>` in the current scope
//~ SPAN on_conflict

include!("../schema.rs");

pub fn example() {
    let _ = User::copy_many([new!(User { name: "Ada" })]).on_conflict(User::name);
}
