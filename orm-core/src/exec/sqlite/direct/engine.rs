//! The statements of one connection, run on whatever thread calls.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use sqlx::SqliteConnection;

use super::batch::Batch;
use super::cache::{Cache, Known, Place, Traits};
use super::raw::{Failure, Interrupt, Raw, Slot, Step};
use crate::error::Error;
use crate::exec::sqlite::bind::Bound;
use crate::exec::sqlite::rejected;
use crate::exec::{Done, Request, RowRef, RowVisitor, failure};
use crate::schema::TableMeta;
use crate::types::{Cells, Value};

/// A statement that keeps the thread for longer at a time runs elsewhere.
pub(super) const SHORT: Duration = Duration::from_micros(500);
/// After so long a query without rows is cut off, to start again elsewhere.
const PATIENCE: Duration = Duration::from_millis(2);
/// After so long the rows of a result are interrupted for other tasks.
const TURN: Duration = Duration::from_millis(1);
/// How many rows are read between two looks at the clock.
const ROWS_PER_LOOK: u64 = 64;
/// How many rows come from another thread at once.
const BATCH: usize = 256;

/// A connection and the statement that runs on it.
pub(super) struct Engine {
    raw: Raw,
    cache: Cache,
    current: Option<Running>,
    /// For how many milliseconds a statement waits for a lock.
    patience: i32,
    /// Does it wait for locks at all?
    pub(super) is_patient: bool,
    /// Is a statement that writes refused?
    pub(super) refuses_writes: bool,
    /// Does the end of a transaction wait for the disk?
    waits_for_disk: bool,
}

/// A statement that has begun.
struct Running {
    slot: Slot,
    traits: Traits,
    /// Where the cache keeps it. Otherwise it is freed at its end.
    place: Option<Place>,
    table: Option<&'static TableMeta>,
    rows: u64,
    /// For how long it kept the thread at most.
    longest: Duration,
    /// The statements behind it in the same text, and their values.
    rest: Option<(String, Vec<Value>)>,
}

impl Running {
    fn new(slot: Slot, traits: Traits, place: Option<Place>, table: Option<&'static TableMeta>) -> Self {
        Self { slot, traits, place, table, rows: 0, longest: Duration::ZERO, rest: None }
    }
}

/// Where a run has come to.
pub(super) enum Progress {
    /// To its end, or to where the visitor broke off.
    Done(Done),
    /// Other tasks have their turn.
    Turn,
    /// Nothing has happened yet, and going on would keep the thread.
    TooSlow,
}

impl Engine {
    /// Takes the handle of a connection. Its statements wait for locks so many milliseconds.
    pub(super) async fn take(
        connection: SqliteConnection,
        patience: i32,
        waits_for_disk: bool,
    ) -> Result<Self, sqlx::Error> {
        let raw = Raw::take(connection).await?;
        Ok(Self {
            raw,
            cache: Cache::default(),
            current: None,
            patience,
            is_patient: true,
            refuses_writes: false,
            waits_for_disk,
        })
    }

    pub(super) fn give_back(self) -> SqliteConnection {
        self.raw.give_back()
    }

    pub(super) fn interrupt(&self) -> Interrupt {
        self.raw.interrupt()
    }

    pub(super) fn is_running(&self) -> bool {
        self.current.is_some()
    }

    pub(super) fn is_in_transaction(&self) -> bool {
        self.raw.is_in_transaction()
    }

    /// Begins a statement that is known to be short. Any other is handed back.
    pub(super) fn begin_short(&mut self, request: Request) -> Result<Option<Request>, Error> {
        match self.cache.get(&request.text) {
            Some((place, known)) if self.is_short(&known) => {
                let Request { binds, table, .. } = request;
                self.start(Running::new(known.slot, known.traits, Some(place), table), binds)?;
                Ok(None)
            }
            _ => Ok(Some(request)),
        }
    }

    /// Begins a statement.
    pub(super) fn begin(&mut self, request: Request) -> Result<(), Error> {
        let Request { text, binds, table, is_kept, .. } = request;
        self.begin_text(&text, binds, table, is_kept)
    }

    /// Runs on until the end, or until other tasks should have their turn.
    pub(super) fn advance(&mut self, visit: RowVisitor<'_>) -> Result<Progress, Error> {
        let start = Instant::now();
        let mut look = start;
        loop {
            let Some(running) = &mut self.current else { return Ok(Progress::Done(Done::default())) };
            let is_first = running.rows == 0;
            self.raw.set_deadline((is_first && running.traits.is_query).then(|| start + PATIENCE));
            let step = self.raw.step(running.slot);
            let now = if is_first || running.rows.is_multiple_of(ROWS_PER_LOOK) {
                let now = Instant::now();
                running.longest = running.longest.max(now - look);
                look = now;
                now
            } else {
                look
            };
            match step {
                Ok(Step::Row) => {
                    running.rows += 1;
                    if self.visit(visit)?.is_break() {
                        return Ok(Progress::Done(self.end()));
                    }
                }
                Ok(Step::Done) => match self.next()? {
                    Some(done) => return Ok(Progress::Done(done)),
                    None => return Ok(Progress::Turn),
                },
                Err(failure) if is_first && failure.is_passing(running.traits) => {
                    self.raw.reset(running.slot);
                    return Ok(Progress::TooSlow);
                }
                Err(failure) => return Err(self.fail(&failure)),
            }
            if now - start > TURN {
                return Ok(Progress::Turn);
            }
        }
    }

    /// Reads the next rows, waiting for locks. For threads that may be blocked.
    pub(super) fn read(&mut self) -> Result<Batch, Error> {
        self.raw.set_deadline(None);
        self.raw.wait_for_locks(if self.is_patient { self.patience } else { 0 });
        let batch = self.read_batch();
        self.raw.wait_for_locks(0);
        batch
    }

    fn read_batch(&mut self) -> Result<Batch, Error> {
        let mut batch = Batch::default();
        let mut start = Instant::now();
        for _ in 0..BATCH {
            let Some(running) = &mut self.current else {
                batch.done = Some(Done::default());
                break;
            };
            let step = self.raw.step(running.slot);
            let now = Instant::now();
            running.longest = running.longest.max(now - start);
            start = now;
            match step {
                Ok(Step::Row) => {
                    running.rows += 1;
                    if batch.is_empty() {
                        let columns = 0..self.raw.columns(running.slot);
                        batch
                            .name_columns(columns.map(|at| self.raw.column_name(running.slot, at)).collect());
                    }
                    batch.push(self.raw.row(running.slot));
                }
                Ok(Step::Done) => {
                    batch.done = self.next()?;
                    // The rows of the next statement may have another width.
                    break;
                }
                Err(failure) => return Err(self.fail(&failure)),
            }
        }
        Ok(batch)
    }

    /// Runs a statement of transaction control.
    pub(super) fn control(&mut self, text: &str) -> Result<(), Error> {
        self.begin(Request::new(text.to_owned(), Vec::new()))?;
        self.read().map(drop)
    }

    /// The name of a column of the statement that runs.
    fn column_name(&self, position: usize) -> String {
        self.current.as_ref().map(|running| self.raw.column_name(running.slot, position)).unwrap_or_default()
    }

    /// Ends what runs. It holds no lock then.
    pub(super) fn end(&mut self) -> Done {
        let Some(running) = self.current.take() else { return Done::default() };
        self.raw.reset(running.slot);
        if running.traits.parameters > 0 {
            self.raw.clear(running.slot);
        }
        match running.place {
            Some(place) => self.cache.note(place, running.longest),
            None => self.raw.finalize(running.slot),
        }
        Done {
            rows_affected: if running.traits.is_read_only { 0 } else { self.raw.changes() },
            last_insert_id: Some(self.raw.last_insert_id()),
            rows_read: running.rows,
        }
    }

    fn is_short(&self, known: &Known) -> bool {
        let waits = self.waits_for_disk
            && (known.traits.is_end || !known.traits.is_read_only && !self.raw.is_in_transaction());
        !waits && known.pace().is_some_and(|pace| pace < SHORT)
    }

    fn begin_text(
        &mut self,
        text: &str,
        mut binds: Vec<Value>,
        table: Option<&'static TableMeta>,
        is_kept: bool,
    ) -> Result<(), Error> {
        if let Some((place, known)) = self.cache.get(text) {
            return self.start(Running::new(known.slot, known.traits, Some(place), table), binds);
        }
        self.raw.wait_for_locks(if self.is_patient { self.patience } else { 0 });
        let prepared = self.raw.prepare(text);
        self.raw.wait_for_locks(0);
        let (slot, used) =
            prepared.map_err(|failure| rejected::of_text(failure.code, &failure.message, table))?;
        let Some(slot) = slot else { return Ok(()) };
        let is_read_only = self.raw.is_read_only(slot);
        let traits = Traits {
            parameters: self.raw.parameters(slot),
            is_read_only,
            is_query: is_read_only && self.raw.columns(slot) > 0,
            is_end: ends_transaction(text),
            is_insert: begins_with_one_of(text, &["insert into"]) && !text.contains(" do update "),
        };
        let mut running = Running::new(slot, traits, None, table);
        let rest = text[used..].trim();
        if rest.is_empty() && is_kept {
            let (place, evicted) = self.cache.insert(text, slot, traits);
            if let Some(evicted) = evicted {
                self.raw.finalize(evicted);
            }
            running.place = Some(place);
        } else if !rest.is_empty() {
            running.rest = Some((rest.to_owned(), binds.split_off(traits.parameters.min(binds.len()))));
        }
        self.start(running, binds)
    }

    fn start(&mut self, running: Running, binds: Vec<Value>) -> Result<(), Error> {
        let slot = running.slot;
        let is_refused = self.refuses_writes && !running.traits.is_read_only;
        let parameters = running.traits.parameters;
        self.current = Some(running);
        // SQLite would take NULL for the others.
        if binds.len() < parameters {
            self.abandon();
            return Err(failure::unbound(parameters, binds.len()));
        }
        if is_refused {
            self.abandon();
            return Err(Error::read_only());
        }
        for (position, value) in binds.into_iter().enumerate() {
            let bound = match Bound::new(value) {
                Ok(bound) => bound,
                Err(error) => {
                    self.abandon();
                    return Err(failure::encode(error.as_ref()));
                }
            };
            if let Err(failure) = self.raw.bind(slot, position, bound.held()) {
                return Err(self.fail(&failure));
            }
        }
        Ok(())
    }

    /// Ends the statement that is done and begins the one behind it in the text, if there is one.
    fn next(&mut self) -> Result<Option<Done>, Error> {
        let rest = self
            .current
            .as_mut()
            .and_then(|running| Some((running.rest.take()?, running.table, running.rows)));
        let done = self.end();
        let Some(((text, binds), table, rows)) = rest else { return Ok(Some(done)) };
        self.begin_text(&text, binds, table, true)?;
        match &mut self.current {
            Some(running) => {
                running.rows = rows;
                Ok(None)
            }
            // Only a comment was left.
            None => Ok(Some(done)),
        }
    }

    fn visit(&mut self, visit: RowVisitor<'_>) -> Result<ControlFlow<()>, Error> {
        let Some(running) = &self.current else { return Ok(ControlFlow::Break(())) };
        let mut cells = Cells::new(RowRef::SqliteStep(self.raw.row(running.slot)));
        let visited = visit(&mut cells);
        let position = cells.position();
        visited.map_err(|error| {
            let name = position.checked_sub(1).map(|at| self.column_name(at)).unwrap_or_default();
            self.abandon();
            failure::decode(&name, &error)
        })
    }

    fn fail(&mut self, failure: &Failure) -> Error {
        let (table, is_insert) = match &self.current {
            Some(running) => (running.table, running.traits.is_insert),
            None => (None, false),
        };
        self.abandon();
        rejected::of_run(failure.code, &failure.message, table, is_insert)
    }

    fn abandon(&mut self) {
        let _ = self.end();
    }
}

impl Failure {
    /// Has nothing happened, so that the statement may start again where it can wait?
    fn is_passing(&self, traits: Traits) -> bool {
        match self.code & 0xff {
            libsqlite3_sys::SQLITE_BUSY | libsqlite3_sys::SQLITE_LOCKED => true,
            libsqlite3_sys::SQLITE_INTERRUPT => traits.is_query,
            _ => false,
        }
    }
}

/// COMMIT, END, and RELEASE, which commits when the savepoint is the outermost.
fn ends_transaction(text: &str) -> bool {
    begins_with_one_of(text, &["commit", "end", "release"])
}

fn begins_with_one_of(text: &str, words: &[&str]) -> bool {
    let text = text.trim_start();
    words.iter().any(|word| text.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word)))
}
