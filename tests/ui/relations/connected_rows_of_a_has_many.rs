//~ ERROR `posts` is not many to many
//~ SPAN User::posts::<Sqlite>()
include!("../relations_schema.rs");

pub fn example() {
    let _ = User::posts::<Sqlite>().connect(User::id.eq(1), Post::id.eq(2));
}
