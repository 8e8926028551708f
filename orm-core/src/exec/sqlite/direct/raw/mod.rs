//! The handle of SQLite below sqlx: the one module with `unsafe`, with its two parts [`interrupt`] and [`row`].
//!
//! sqlx runs a SQLite connection on a thread of its own; each statement and each row crosses to it and back, which costs more
//! than most statements do. [`Raw`] takes the handle away from that thread, once and for as long as it lives, and is the only
//! user of it. It owns every statement it prepares and hands out indices, so that no statement outlives the connection, and
//! all that touches the handle takes `&mut self`, so that two threads never do so at once.

mod interrupt;
mod row;

use std::cell::Cell;
use std::ffi::{CStr, c_int, c_uint, c_void};
use std::ptr::{self, NonNull};
use std::rc::Rc;
use std::time::Instant;

use libsqlite3_sys as ffi;
use sqlx::SqliteConnection;
use sqlx::sqlite::LockedSqliteHandle;

pub(in crate::exec) use self::interrupt::Interrupt;
pub(crate) use self::row::Row;
use crate::exec::sqlite::held::Held;

/// After so many instructions of its virtual machine SQLite asks whether to go on.
const INSTRUCTIONS_BETWEEN_QUESTIONS: c_int = 2000;

/// A connection that was taken from its thread.
pub(super) struct Raw {
    handle: NonNull<ffi::sqlite3>,
    /// `None` only while the connection is given up.
    lock: Option<LockedSqliteHandle<'static>>,
    /// What `lock` borrows from.
    connection: Option<Leaked>,
    statements: Vec<Option<NonNull<ffi::sqlite3_stmt>>>,
    /// When a query that has no rows yet is to be cut off. SQLite holds a pointer to it.
    deadline: Rc<Cell<Option<Instant>>>,
    interrupt: Interrupt,
}

// SAFETY: SQLite is compiled so that a connection may move between threads as long as one uses it at a time
// (https://www.sqlite.org/threadsafe.html). `Raw` is not `Sync` and its methods take `&mut self`, or `&self` for reading. The
// cell of the deadline is never shared: `Raw` holds the only `Rc` of it, and SQLite reads it within a call of `Raw` alone.
unsafe impl Send for Raw {}

/// A statement of a [`Raw`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Slot(usize);

/// What a step came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    Row,
    Done,
}

/// What SQLite answers: the extended result code and its message.
#[derive(Debug)]
pub(super) struct Failure {
    pub(super) code: c_int,
    pub(super) message: String,
}

impl Raw {
    /// Takes the handle of `connection` from its thread.
    pub(super) async fn take(connection: SqliteConnection) -> Result<Self, sqlx::Error> {
        let connection = Leaked(NonNull::from(Box::leak(Box::new(connection))));
        // SAFETY: the box was leaked a line ago and nobody else knows of it. If this future is dropped while it waits for the
        // lock, the future that borrows the box is dropped before `connection` frees it.
        let mut lock = unsafe { &mut *connection.0.as_ptr() }.lock_handle().await?;
        let handle = lock.as_raw_handle();
        let deadline = Rc::new(Cell::new(None));
        // SAFETY: the handle is open. The context is dropped after the handler is removed.
        unsafe {
            let context = Rc::as_ptr(&deadline).cast_mut().cast::<c_void>();
            ffi::sqlite3_progress_handler(
                handle.as_ptr(),
                INSTRUCTIONS_BETWEEN_QUESTIONS,
                Some(is_late),
                context,
            );
            ffi::sqlite3_busy_timeout(handle.as_ptr(), 0);
        }
        let interrupt = Interrupt::new(handle);
        Ok(Self {
            handle,
            lock: Some(lock),
            connection: Some(connection),
            statements: Vec::new(),
            deadline,
            interrupt,
        })
    }

    /// Gives the handle back to its thread.
    pub(super) fn give_back(mut self) -> SqliteConnection {
        self.finish();
        self.connection.take().expect("the connection is given back once").into_inner()
    }

    /// Cuts off what runs on the connection.
    pub(super) fn interrupt(&self) -> Interrupt {
        self.interrupt.clone()
    }

    /// Compiles the first statement of `text`. With it comes the length of its text; there is none if only comments are left.
    pub(super) fn prepare(&mut self, text: &str) -> Result<(Option<Slot>, usize), Failure> {
        let Ok(length) = c_int::try_from(text.len()) else {
            return Err(Failure {
                code: ffi::SQLITE_TOOBIG,
                message: "the statement is too long".to_owned(),
            });
        };
        let mut statement = ptr::null_mut();
        let mut rest = ptr::null();
        let start = text.as_ptr().cast();
        // SAFETY: the handle is open; text and length belong together; the two pointers are written before they are read.
        let (code, used) = unsafe {
            let flags = c_uint::try_from(ffi::SQLITE_PREPARE_PERSISTENT).unwrap_or(0);
            let code = ffi::sqlite3_prepare_v3(
                self.handle.as_ptr(),
                start,
                length,
                flags,
                &raw mut statement,
                &raw mut rest,
            );
            let used = if rest.is_null() {
                text.len()
            } else {
                usize::try_from(rest.offset_from(start)).unwrap_or(0)
            };
            (code, used)
        };
        self.check(code)?;
        let Some(statement) = NonNull::new(statement) else { return Ok((None, text.len())) };
        let free = self.statements.iter().position(Option::is_none);
        let index = free.unwrap_or(self.statements.len());
        match free {
            Some(index) => self.statements[index] = Some(statement),
            None => self.statements.push(Some(statement)),
        }
        Ok((Some(Slot(index)), used))
    }

    /// Frees a statement.
    pub(super) fn finalize(&mut self, slot: Slot) {
        if let Some(statement) = self.statements[slot.0].take() {
            // SAFETY: the statement was compiled on this connection and is forgotten here.
            unsafe { ffi::sqlite3_finalize(statement.as_ptr()) };
        }
    }

    /// How many values the statement takes.
    pub(super) fn parameters(&self, slot: Slot) -> usize {
        // SAFETY: the statement is compiled.
        usize::try_from(unsafe { ffi::sqlite3_bind_parameter_count(self.statement(slot)) }).unwrap_or(0)
    }

    /// Does it leave the file as it is?
    pub(super) fn is_read_only(&self, slot: Slot) -> bool {
        // SAFETY: the statement is compiled.
        unsafe { ffi::sqlite3_stmt_readonly(self.statement(slot)) != 0 }
    }

    /// How many columns its rows have.
    pub(super) fn columns(&self, slot: Slot) -> usize {
        // SAFETY: the statement is compiled.
        usize::try_from(unsafe { ffi::sqlite3_column_count(self.statement(slot)) }).unwrap_or(0)
    }

    /// The name of a column.
    pub(super) fn column_name(&self, slot: Slot, position: usize) -> String {
        let position = c_int::try_from(position).unwrap_or(c_int::MAX);
        // SAFETY: the statement is compiled; SQLite answers NULL for a position it does not have, and text that ends with
        // a zero otherwise, which is copied before anything else happens to the statement.
        unsafe {
            let name = ffi::sqlite3_column_name(self.statement(slot), position);
            if name.is_null() { String::new() } else { CStr::from_ptr(name).to_string_lossy().into_owned() }
        }
    }

    /// Binds a value to the parameter at `position`, counted from zero.
    pub(super) fn bind(&mut self, slot: Slot, position: usize, value: Held<'_>) -> Result<(), Failure> {
        let statement = self.statement(slot);
        let position = c_int::try_from(position + 1).unwrap_or(c_int::MAX);
        // SAFETY: the statement is compiled; pointers and lengths belong together, and SQLite copies what they point to
        // before it returns (`SQLITE_TRANSIENT`).
        let code = unsafe {
            match value {
                Held::Null => ffi::sqlite3_bind_null(statement, position),
                Held::Integer(number) => ffi::sqlite3_bind_int64(statement, position, number),
                Held::Real(number) => ffi::sqlite3_bind_double(statement, position, number),
                Held::Text(text) => ffi::sqlite3_bind_text64(
                    statement,
                    position,
                    text.as_ptr().cast(),
                    text.len() as u64,
                    ffi::SQLITE_TRANSIENT(),
                    u8::try_from(ffi::SQLITE_UTF8).unwrap_or(1),
                ),
                Held::Blob(bytes) => ffi::sqlite3_bind_blob64(
                    statement,
                    position,
                    bytes.as_ptr().cast(),
                    bytes.len() as u64,
                    ffi::SQLITE_TRANSIENT(),
                ),
            }
        };
        self.check(code)
    }

    /// Runs the statement up to its next row.
    pub(super) fn step(&mut self, slot: Slot) -> Result<Step, Failure> {
        // SAFETY: the statement is compiled. Rows of the step before borrow from `self` and are gone.
        match unsafe { ffi::sqlite3_step(self.statement(slot)) } {
            ffi::SQLITE_ROW => Ok(Step::Row),
            ffi::SQLITE_DONE => Ok(Step::Done),
            code => Err(self.failure(code)),
        }
    }

    /// The row that the last step came to.
    pub(super) fn row(&self, slot: Slot) -> Row<'_> {
        Row::new(self, self.statement(slot))
    }

    /// Ends the run of a statement; it holds no lock then. The values stay bound.
    pub(super) fn reset(&mut self, slot: Slot) {
        // SAFETY: the statement is compiled. The result repeats the error of the last step.
        unsafe { ffi::sqlite3_reset(self.statement(slot)) };
    }

    /// Forgets the values.
    pub(super) fn clear(&mut self, slot: Slot) {
        // SAFETY: the statement is compiled.
        unsafe { ffi::sqlite3_clear_bindings(self.statement(slot)) };
    }

    /// Rows written by the last statement that wrote.
    pub(super) fn changes(&self) -> u64 {
        // SAFETY: the handle is open.
        u64::try_from(unsafe { ffi::sqlite3_changes64(self.handle.as_ptr()) }).unwrap_or(0)
    }

    pub(super) fn last_insert_id(&self) -> i64 {
        // SAFETY: the handle is open.
        unsafe { ffi::sqlite3_last_insert_rowid(self.handle.as_ptr()) }
    }

    /// Is a transaction open?
    pub(super) fn is_in_transaction(&self) -> bool {
        // SAFETY: the handle is open.
        unsafe { ffi::sqlite3_get_autocommit(self.handle.as_ptr()) == 0 }
    }

    /// For how long a step sleeps and tries again when another connection holds a lock.
    pub(super) fn wait_for_locks(&mut self, milliseconds: c_int) {
        // SAFETY: the handle is open.
        unsafe { ffi::sqlite3_busy_timeout(self.handle.as_ptr(), milliseconds) };
    }

    /// When a step is to be cut off.
    pub(super) fn set_deadline(&mut self, deadline: Option<Instant>) {
        self.deadline.set(deadline);
    }

    fn statement(&self, slot: Slot) -> *mut ffi::sqlite3_stmt {
        self.statements[slot.0].expect("a slot is forgotten when its statement is freed").as_ptr()
    }

    fn check(&self, code: c_int) -> Result<(), Failure> {
        if code == ffi::SQLITE_OK { Ok(()) } else { Err(self.failure(code)) }
    }

    fn failure(&self, code: c_int) -> Failure {
        // SAFETY: the handle is open; the message ends with a zero and is copied before the connection is used again.
        let message = unsafe {
            let message = ffi::sqlite3_errmsg(self.handle.as_ptr());
            if message.is_null() {
                String::new()
            } else {
                CStr::from_ptr(message).to_string_lossy().into_owned()
            }
        };
        Failure { code, message }
    }

    /// Frees all statements and lets go of the handle, unless that is done.
    fn finish(&mut self) {
        if self.lock.is_none() {
            return;
        }
        self.interrupt.disarm();
        for index in 0..self.statements.len() {
            self.finalize(Slot(index));
        }
        // SAFETY: the handle is open until the connection is dropped.
        unsafe { ffi::sqlite3_progress_handler(self.handle.as_ptr(), 0, None, ptr::null_mut()) };
        self.lock = None;
    }
}

impl Drop for Raw {
    fn drop(&mut self) {
        self.finish();
        self.connection = None;
    }
}

/// A connection in a leaked box, which is freed when this is dropped. Nobody borrows it then.
struct Leaked(NonNull<SqliteConnection>);

// SAFETY: it stands for a box of the connection, which is `Send`.
unsafe impl Send for Leaked {}

impl Leaked {
    fn into_inner(self) -> SqliteConnection {
        let this = std::mem::ManuallyDrop::new(self);
        // SAFETY: the pointer comes from a leaked box, the borrow of it has ended, and `drop` does not run.
        *unsafe { Box::from_raw(this.0.as_ptr()) }
    }
}

impl Drop for Leaked {
    fn drop(&mut self) {
        // SAFETY: the pointer comes from a leaked box, and the borrow of it has ended.
        drop(unsafe { Box::from_raw(self.0.as_ptr()) });
    }
}

/// Asked by SQLite now and then while a statement runs; anything but zero cuts it off.
extern "C" fn is_late(deadline: *mut c_void) -> c_int {
    // SAFETY: the pointer is that of the cell in `Raw`, which lives until the handler is removed, and is used on this thread
    // alone: SQLite asks from within `sqlite3_step`, while `Raw` is borrowed.
    let deadline = unsafe { &*deadline.cast::<Cell<Option<Instant>>>() }.get();
    c_int::from(deadline.is_some_and(|deadline| Instant::now() > deadline))
}
