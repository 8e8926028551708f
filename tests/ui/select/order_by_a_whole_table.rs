//~ ERROR rows cannot be sorted by `Tbl<User>`
//~ SPAN User::table
include!("../schema.rs");

pub fn example() {
    let _ = User::query().order_by(User::table).sql(Sqlite);
}
