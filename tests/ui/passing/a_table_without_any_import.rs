//~ PASS
#[derive(orm_core::prelude::Table)]
pub struct User {
    #[column(primary_key)]
    pub id: ::core::primitive::i32,
    pub name: ::std::string::String,
}
