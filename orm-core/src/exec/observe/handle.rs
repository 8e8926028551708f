//! What a handle carries for those who hear of its statements, and the methods that set it.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use super::repeats::Repeats;
use super::{Place, StatementEvent, StatementLog, Tags};
use crate::dialect::Database;
use crate::exec::Db;

/// What is called after each statement, on the task that ran it.
type Called = Arc<dyn Fn(&StatementEvent<'_>) + Send + Sync>;

/// Who hears of the statements of a handle, and what is known of its database. Cheap to clone.
#[derive(Clone, Default)]
pub struct Listener(pub(super) Arc<Settings>);

/// What a [`Listener`] holds.
#[derive(Clone, Default)]
pub(super) struct Settings {
    pub(super) place: Place,
    pub(super) called: Vec<Called>,
    pub(super) slow: Option<Slow>,
    pub(super) repeats: Option<Arc<Repeats>>,
    pub(super) tags: Tags,
}

/// From when on a statement is slow, and how many were.
#[derive(Clone)]
pub(super) struct Slow {
    pub(super) after: Duration,
    pub(super) count: Arc<AtomicU64>,
}

impl Listener {
    /// Of a database at this place.
    pub(in crate::exec) fn at(place: Place) -> Self {
        Self(Arc::new(Settings { place, ..Settings::default() }))
    }

    /// With `others` among its tags.
    pub(in crate::exec) fn tagged(listener: Option<Self>, others: Tags) -> Self {
        listener.unwrap_or_default().changed(|settings| settings.tags.extend(others))
    }

    fn changed(self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut settings = self.0;
        change(Arc::make_mut(&mut settings));
        Self(settings)
    }
}

impl fmt::Debug for Listener {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listener").field("place", &self.0.place).finish_non_exhaustive()
    }
}

impl<D: Database> Db<D> {
    /// The same database, with `listener` called after every statement, beside those there are. The values of a statement are
    /// not told.
    ///
    /// ```no_run
    /// # use orm_core::{Db, dialect::Database};
    /// # fn listen<D: Database>(db: Db<D>) {
    /// let db = db.on_statement(|event| println!("{} ({} rows)", event.text, event.rows));
    /// # }
    /// ```
    #[must_use]
    pub fn on_statement(&self, listener: impl Fn(&StatementEvent<'_>) + Send + Sync + 'static) -> Self {
        self.heard(|settings| settings.called.push(Arc::new(listener)))
    }

    /// The same database, and a log of the statements that run on it. For tests: how many statements a piece of code needs,
    /// and whether it runs one for each row of another.
    #[must_use]
    pub fn recording(&self) -> (Self, StatementLog) {
        let log = StatementLog::default();
        let recorded = log.clone();
        (self.on_statement(move |event| recorded.push(event)), log)
    }

    /// The same database, with a warning for each statement that takes longer: an event of the target `orm_core::slow`, and
    /// one more of [`Db::slow_statements`].
    #[must_use]
    pub fn slow_after(&self, duration: Duration) -> Self {
        self.heard(|settings| settings.slow = Some(Slow { after: duration, count: Arc::default() }))
    }

    /// How many statements were slow on this handle and its clones since [`Db::slow_after`].
    pub fn slow_statements(&self) -> u64 {
        let slow = self.listener.as_ref().and_then(|listener| listener.0.slow.as_ref());
        slow.map_or(0, |slow| slow.count.load(Ordering::Relaxed))
    }

    /// The same database, with a warning when one task runs the same statement more than so many times within a second: most
    /// likely a query for each row of another. The warning, an event of the target `orm_core::repeats`, tells the statement,
    /// the place in the code, and the way out; once in a row of runs. For development: it counts every statement.
    #[must_use]
    pub fn warn_of_repeats(&self, more_than: u32) -> Self {
        self.heard(|settings| settings.repeats = Some(Arc::new(Repeats::new(more_than))))
    }

    /// The same database, whose statements carry a tag in a comment behind them, in the form of sqlcommenter:
    /// `select … /*route='%2Fprojects'*/`. The logs and the statistics of the database then tell where a statement comes from.
    ///
    /// Keys are sorted, the last value of a key counts, and no value can leave the comment. A tagged statement is not kept
    /// prepared, since its text may be a new one each time: tag what is worth it, not what is quick and frequent. The text of
    /// a prepared query is copied for its tags.
    ///
    /// ```no_run
    /// use orm_core::prelude::*;
    /// # use orm_core::{Error, dialect::Database};
    /// # async fn run<D: Database>(db: Db<D>) -> Result<(), Error> {
    /// let total: i64 = sql("select count(*) from projects").scalar(&db.tag("route", "/projects")).await?;
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn tag(&self, key: impl Into<Cow<'static, str>>, value: impl Into<Cow<'static, str>>) -> Self {
        self.heard(|settings| settings.tags.set(key.into(), value.into()))
    }

    fn heard(&self, change: impl FnOnce(&mut Settings)) -> Self {
        let mut db = self.clone();
        db.listener = Some(db.listener.take().unwrap_or_default().changed(change));
        db
    }
}
