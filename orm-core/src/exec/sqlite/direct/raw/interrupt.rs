//! Cutting off what runs.

use std::ptr::NonNull;
use std::sync::{Arc, Mutex, PoisonError};

use libsqlite3_sys as ffi;

/// Cuts off what runs on a connection, from any thread. Does nothing once the connection is closed.
#[derive(Clone)]
pub(in crate::exec) struct Interrupt(Arc<Mutex<Option<Handle>>>);

struct Handle(NonNull<ffi::sqlite3>);

// SAFETY: the pointer is used for `sqlite3_interrupt` alone, which may be called from any thread while the connection is open.
unsafe impl Send for Handle {}

impl Interrupt {
    /// `Raw` disarms it before it closes the connection.
    pub(super) fn new(handle: NonNull<ffi::sqlite3>) -> Self {
        Self(Arc::new(Mutex::new(Some(Handle(handle)))))
    }

    /// From now on there is nothing to cut off.
    pub(super) fn disarm(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Makes the step that runs, if one does, fail with `SQLITE_INTERRUPT`.
    pub(in crate::exec) fn send(&self) {
        if let Some(handle) = &*self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            // SAFETY: `Raw` empties the option before it closes the connection, so the handle is open.
            unsafe { ffi::sqlite3_interrupt(handle.0.as_ptr()) };
        }
    }
}
