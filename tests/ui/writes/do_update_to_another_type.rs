//~ ERROR a column of type `std::option::Option<i32>` cannot be set to `&str`
//~ SPAN "seven"
include!("../schema.rs");

pub fn example(user: NewUser) {
    let _ = User::insert(user).on_conflict(User::name).do_update(User::age.to("seven")).sql(Sqlite);
}
