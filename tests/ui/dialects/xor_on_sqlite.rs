//~ ERROR `orm_core::Sqlite` has no `XOR` of bits
//~ SPAN User::id.bit_xor(3).eq(1)

include!("../schema.rs");

pub fn example() {
    let _ = User::query().filter(User::id.bit_xor(3).eq(1)).select(User::id).sql(Sqlite);
}
