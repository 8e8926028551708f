//! Request models: what they accept, what they say, and that clients are told the same.

mod cases;
mod described;
#[allow(dead_code, reason = "no field of a body is read; an expectation of it is not seen as met")]
mod foreign;
mod matrix;
#[allow(dead_code, reason = "no field of a body is read; an expectation of it is not seen as met")]
mod schema;
mod wire;
mod zod;
