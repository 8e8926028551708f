//! One statement while it runs.

use std::sync::atomic::Ordering;
use std::time::Instant;

use orm_schema::Dialect;
use tracing::{Level, Span, field};

use super::StatementEvent;
use super::event::error_type;
use super::handle::{Listener, Settings};
use super::summary::Summary;
use crate::error::Error;
use crate::exec::{Done, Request, Text};

/// A statement that somebody will hear of.
pub(in crate::exec) struct Watch {
    listener: Option<Listener>,
    text: Text,
    summary: Summary,
    span: Span,
    start: Instant,
}

impl Watch {
    /// Begins to watch the statement of `request`, if anybody listens. Puts the tags of the handle behind its text.
    pub(in crate::exec) fn begin(
        listener: Option<&Listener>,
        dialect: Dialect,
        request: &mut Request,
    ) -> Option<Self> {
        let settings = listener.map(|listener| &*listener.0);
        if let Some(settings) = settings
            && !settings.tags.is_empty()
        {
            request.text = settings.tags.behind(&request.text).into();
            request.is_kept = false;
        }
        let is_heard = settings.is_some_and(Settings::listens)
            || tracing::enabled!(target: "orm_core::statement", Level::DEBUG)
            || tracing::enabled!(target: "orm_core::query", Level::DEBUG);
        if !is_heard {
            return None;
        }
        let text = request.text.clone();
        let summary = Summary::of(&text);
        let span = span(settings, dialect, &text, &summary);
        Some(Self { listener: listener.cloned(), text, summary, span, start: Instant::now() })
    }

    /// The span of the statement.
    pub(in crate::exec) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Tells everybody how it went.
    pub(in crate::exec) fn end(self, result: &Result<Done, Error>, attempt: u32) {
        let duration = self.start.elapsed();
        let error = result.as_ref().err().map(Error::kind);
        let rows = result.as_ref().map_or(0, Done::rows);
        self.record(result);
        let event = StatementEvent {
            text: &self.text,
            operation: &self.summary.operation,
            table: self.summary.table.as_deref(),
            summary: &self.summary.text,
            rows,
            duration,
            is_ok: error.is_none(),
            attempt,
            error,
        };
        let microseconds = u64::try_from(duration.as_micros()).unwrap_or(u64::MAX);
        tracing::debug!(
            target: "orm_core::statement",
            {
                db.query.text = event.text,
                db.query.summary = event.summary,
                rows,
                is_ok = event.is_ok,
                error.type = error.map(error_type),
                microseconds,
                attempt
            },
            "statement"
        );
        if let Some(listener) = &self.listener {
            listener.0.tell(&event, microseconds);
        }
    }

    fn record(&self, result: &Result<Done, Error>) {
        match result {
            Ok(done) => {
                self.span.record("db.response.returned_rows", done.rows_read);
            }
            Err(error) => {
                self.span.record("otel.status_code", "ERROR");
                self.span.record("error.type", error_type(error.kind()));
                if let Some(code) = error.code() {
                    self.span.record("db.response.status_code", code);
                }
            }
        }
    }
}

impl Settings {
    fn listens(&self) -> bool {
        !self.called.is_empty() || self.slow.is_some() || self.repeats.is_some()
    }

    fn tell(&self, event: &StatementEvent<'_>, microseconds: u64) {
        if let Some(slow) = &self.slow
            && event.duration >= slow.after
        {
            slow.count.fetch_add(1, Ordering::Relaxed);
            let threshold = u64::try_from(slow.after.as_micros()).unwrap_or(u64::MAX);
            tracing::warn!(
                target: "orm_core::slow",
                {
                    db.query.text = event.text,
                    db.query.summary = event.summary,
                    rows = event.rows,
                    microseconds,
                    threshold
                },
                "slow statement"
            );
        }
        if let Some(repeats) = &self.repeats {
            repeats.ran(event.text, event.operation);
        }
        for called in &self.called {
            called(event);
        }
    }
}

/// The span of a statement, with the names of OpenTelemetry:
/// <https://opentelemetry.io/docs/specs/semconv/database/database-spans/>.
fn span(settings: Option<&Settings>, dialect: Dialect, text: &str, summary: &Summary) -> Span {
    let place = settings.map(|settings| &settings.place);
    tracing::debug_span!(
        target: "orm_core::query",
        "query",
        otel.name = summary.text.as_str(),
        otel.kind = "client",
        otel.status_code = field::Empty,
        db.system.name = system(dialect),
        db.namespace = place.and_then(|place| place.namespace.as_deref()),
        db.collection.name = summary.table.as_deref(),
        db.operation.name = summary.operation.as_str(),
        db.query.summary = summary.text.as_str(),
        db.query.text = text,
        db.response.returned_rows = field::Empty,
        db.response.status_code = field::Empty,
        error.type = field::Empty,
        server.address = place.and_then(|place| place.address.as_deref()),
        server.port = place.and_then(|place| place.port),
    )
}

/// MariaDB speaks the protocol of MySQL and is told as MySQL.
fn system(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::Postgres => "postgresql",
        Dialect::Mysql => "mysql",
        Dialect::Sqlite => "sqlite",
    }
}
