//~ ERROR no field `nmae` on type `Boss`
//~ SPAN nmae
include!("../schema.rs");
orm_core::alias!(Boss = User as "boss");

pub fn example() {
    let _ = from(Boss::table).filter(Boss.nmae.eq("a")).sql(Sqlite);
}
