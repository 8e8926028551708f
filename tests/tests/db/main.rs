//! Tests on real databases, each on an empty one of its own.

mod crash;
mod errors;
mod queries;
mod runner;
mod transactions;
mod types;
