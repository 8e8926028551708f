//! Reading the row that a statement stands on.

use std::ffi::c_int;
use std::marker::PhantomData;

use libsqlite3_sys as ffi;

use super::Raw;
use crate::exec::sqlite::held::Held;

/// The row a statement stands on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Row<'r> {
    statement: *mut ffi::sqlite3_stmt,
    width: usize,
    connection: PhantomData<&'r Raw>,
}

impl<'r> Row<'r> {
    /// The row that `statement`, a statement of `connection`, stands on.
    pub(super) fn new(_connection: &'r Raw, statement: *mut ffi::sqlite3_stmt) -> Self {
        // SAFETY: the statement is compiled; without a row it has no columns.
        let width = usize::try_from(unsafe { ffi::sqlite3_data_count(statement) }).unwrap_or(0);
        Self { statement, width, connection: PhantomData }
    }

    pub(in crate::exec::sqlite::direct) fn width(self) -> usize {
        self.width
    }

    /// The value at `position`; `None` behind the end.
    #[inline]
    pub(in crate::exec::sqlite) fn value(self, position: usize) -> Option<Held<'r>> {
        if position >= self.width {
            return None;
        }
        let position = c_int::try_from(position).ok()?;
        // SAFETY: the row borrows the connection, so its statement stands where it stood, and the position is one of its
        // columns. A value is read in the class it is stored in, so SQLite converts nothing in place and pointers stay
        // valid until the next step. Text in UTF-16 is converted by the first call and stays as it is then. The length is
        // asked for after the pointer, as SQLite demands.
        unsafe {
            Some(match ffi::sqlite3_column_type(self.statement, position) {
                ffi::SQLITE_INTEGER => Held::Integer(ffi::sqlite3_column_int64(self.statement, position)),
                ffi::SQLITE_FLOAT => Held::Real(ffi::sqlite3_column_double(self.statement, position)),
                ffi::SQLITE_TEXT => {
                    let start = ffi::sqlite3_column_text(self.statement, position);
                    Held::Text(slice(start, ffi::sqlite3_column_bytes(self.statement, position)))
                }
                ffi::SQLITE_BLOB => {
                    let start = ffi::sqlite3_column_blob(self.statement, position);
                    Held::Blob(slice(start.cast(), ffi::sqlite3_column_bytes(self.statement, position)))
                }
                _ => Held::Null,
            })
        }
    }

    pub(in crate::exec) fn is_null(self, position: usize) -> bool {
        let Ok(at) = c_int::try_from(position) else { return false };
        // SAFETY: as in `value`.
        position < self.width && unsafe { ffi::sqlite3_column_type(self.statement, at) } == ffi::SQLITE_NULL
    }
}

/// # Safety
/// The bytes live and stay as they are for `'r`.
unsafe fn slice<'r>(start: *const u8, length: c_int) -> &'r [u8] {
    let length = usize::try_from(length).unwrap_or(0);
    // An empty blob has no address.
    if start.is_null() || length == 0 {
        return &[];
    }
    // SAFETY: promised by the caller.
    unsafe { std::slice::from_raw_parts(start, length) }
}
