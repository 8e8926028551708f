//~ ERROR evaluation panicked: missing required field `name` of `User`
//~ SPAN row!(User { age })
include!("../schema.rs");

pub fn example() -> PreparedChange<Sqlite, (i32,)> {
    prepare(|age: Param<i32>| User::insert(row!(User { age })))
}
