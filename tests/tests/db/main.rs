//! Tests on real databases, each on an empty one of its own.

mod errors;
mod laws;
mod transactions;
mod types;
