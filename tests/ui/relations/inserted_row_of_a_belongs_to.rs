//~ ERROR the rows of `author` do not refer to the row that has it
//~ SPAN Post::author::<Sqlite>()
include!("../relations_schema.rs");

pub fn example() {
    let _ = Post::author::<Sqlite>().insert(|_: &Post| [new!(User { id: 1, name: "a" })]);
}
