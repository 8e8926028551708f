//! Request models: what they accept, what they say, and that clients are told the same.

mod cases;
mod described;
mod matrix;
mod schema;
mod wire;
mod zod;
