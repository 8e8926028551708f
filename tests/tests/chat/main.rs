//! The application of `examples/chat`: its server over HTTP on each database, and its page in a browser.

mod browser;
mod http;
mod migrations;
mod page;
mod problems;
mod requests;
mod server;
