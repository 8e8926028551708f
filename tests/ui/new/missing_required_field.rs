//~ ERROR evaluation panicked: missing required field `name` of `User`
//~ SPAN new!(User { age: 7, role: Role::Admin })
include!("../schema.rs");

pub fn example() {
    let _ = new!(User { age: 7, role: Role::Admin });
}
