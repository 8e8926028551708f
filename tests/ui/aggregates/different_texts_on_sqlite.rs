//~ ERROR `orm_core::Sqlite` puts different texts together without a separator of yours
//~ SPAN string_agg_distinct(User::name, ", ")

include!("../schema.rs");

pub fn example() {
    let _ = User::query().select(string_agg_distinct(User::name, ", ")).sql(Sqlite);
}
