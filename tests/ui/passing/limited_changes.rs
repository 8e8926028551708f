//~ PASS

include!("../schema.rs");

pub fn example() {
    let _ = User::update().set(User::age, 1).limit(1).order_by(User::id).filter(User::id.gt(1)).sql(Mysql);
    let _ = User::delete().order_by(User::id).limit(1).all_rows().filter(User::age.is_null()).sql(Mysql);
}
