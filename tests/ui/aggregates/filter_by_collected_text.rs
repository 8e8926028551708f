//~ ERROR an aggregate or window function has no value for a single row: use `.having(..)`, or filter a derived table
//~ SPAN names.is_not_null()

include!("../schema.rs");

pub fn example() {
    let names = string_agg(User::name, ", ", ());
    let _ = User::query().filter(names.is_not_null()).select(User::id).sql(Postgres);
}
