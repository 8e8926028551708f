//! The application of `examples/chat`: its server over HTTP on each database.

mod http;
mod migrations;
mod problems;
mod requests;
mod server;
