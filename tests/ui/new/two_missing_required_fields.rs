//~ ERROR evaluation panicked: missing required field `author_id` of `Post`
//~ SPAN new!(Post { views: 3 })
include!("../schema.rs");

pub fn example() {
    let _ = new!(Post { views: 3 });
}
