//! SQLite on the calling thread.
//!
//! Short statements run where they are awaited; a statement that is not known to be short runs on a thread for blocking work.
//! A statement is known once it has run, and short while it keeps the thread for less than [`engine::SHORT`] at a time. A
//! query that turns out slower before its first row is cut off and starts again on the other thread, and so does a statement
//! that finds the file locked; between the rows of a long result the task yields.

mod batch;
mod cache;
mod connection;
mod engine;
mod files;
#[expect(unsafe_code, reason = "calls SQLite itself; the only module of the workspace that does")]
mod raw;

#[cfg(test)]
mod tests;

pub(in crate::exec) use connection::Direct;
pub(in crate::exec) use files::Files;
pub(in crate::exec) use raw::Interrupt;
pub(crate) use raw::Row;
