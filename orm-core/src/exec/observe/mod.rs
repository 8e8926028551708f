//! Who hears of each statement: spans and events of `tracing`, listeners, the warnings of slow and of repeated statements.
//!
//! A [`Listener`] is what a handle carries for it. While nobody listens, a statement costs two looks at the levels of
//! `tracing` and nothing is allocated; its values are told to nobody.

mod caller;
mod event;
mod handle;
mod log;
mod place;
mod repeats;
mod summary;
mod tagged;
mod tags;
mod watch;

pub use event::StatementEvent;
pub use handle::Listener;
pub use log::{LoggedStatement, StatementLog};
pub use place::Place;
pub use tagged::Tagged;
pub(super) use tags::Tags;
pub(super) use watch::Watch;
