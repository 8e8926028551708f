//! Tests on real databases, each on an empty one of its own.

mod connecting;
mod crash;
mod default_times;
mod error_codes;
mod errors;
mod http;
mod notifications;
mod observed;
mod pools;
mod queries;
mod relations;
mod replicas;
mod runner;
mod spans;
mod sqlite_files;
mod statements;
mod timeouts;
mod transactions;
mod types;
mod ways_back;
