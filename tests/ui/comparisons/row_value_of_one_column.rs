//~ ERROR `Col<User, String>` is not a row value
//~ SPAN User::name
//~ ERROR `&str` is not a row value of `_`
//~ SPAN "m"
//~ ERROR `Col<User, String>` is not a row value
//~ SPAN row(User::name)

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(row(User::name).eq("m")).sql(Sqlite);
}
