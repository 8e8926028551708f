//~ ERROR `i32` cannot be sent over a channel

include!("../schema.rs");

pub static NUMBERS: orm_core::Channel<i32> = orm_core::Channel::new("numbers");
