//! Spans and events of `tracing`.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use tracing::field::{Field, Visit};
use tracing::instrument::WithSubscriber;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{Thing, table};

/// The fields of a span or an event, by name.
type Fields = BTreeMap<&'static str, String>;

/// Collects what is told to `tracing`: the target and the fields of each span and each event.
#[derive(Clone, Default)]
struct Collected(Arc<Mutex<Vec<(&'static str, Fields)>>>);

impl Collected {
    /// The fields of all spans or events of a target.
    fn of(&self, target: &str) -> Vec<Fields> {
        self.0
            .lock()
            .expect("no test panics with it")
            .iter()
            .filter(|(of, _)| *of == target)
            .map(|(_, fields)| fields.clone())
            .collect()
    }
}

struct Into<'f>(&'f mut Fields);

impl Visit for Into<'_> {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.0.insert(field.name(), value.to_owned());
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name(), format!("{value:?}"));
    }
}

impl Subscriber for Collected {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("orm_core::")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let mut collected = self.0.lock().expect("no test panics with it");
        let mut fields = Fields::new();
        span.record(&mut Into(&mut fields));
        collected.push((span.metadata().target(), fields));
        Id::from_u64(collected.len() as u64)
    }

    fn record(&self, span: &Id, values: &Record<'_>) {
        let index = usize::try_from(span.into_u64()).expect("an index") - 1;
        values.record(&mut Into(&mut self.0.lock().expect("no test panics with it")[index].1));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut fields = Fields::new();
        event.record(&mut Into(&mut fields));
        self.0.lock().expect("no test panics with it").push((event.metadata().target(), fields));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

db_test!(a_statement_is_a_span_with_the_names_of_opentelemetry, async |db, url| {
    table(&db).await?;
    let collected = Collected::default();
    async {
        Thing::query().filter(Thing::name.eq("a secret")).all(&db).await?;
        sql("select x from nowhere").execute(&db).await.expect_err("there is no such table");
        Ok::<_, Error>(())
    }
    .with_subscriber(collected.clone())
    .await?;
    let spans = collected.of("orm_core::query");
    assert_eq!(spans.len(), 2);
    let system = match url.split(':').next() {
        Some("postgres") => "postgresql",
        Some(other) => other,
        None => "",
    };
    let told = |span: &Fields, name: &str| span.get(name).cloned().unwrap_or_default();
    let span = &spans[0];
    for (name, value) in [
        ("otel.name", "SELECT things"),
        ("otel.kind", "client"),
        ("db.system.name", system),
        ("db.collection.name", "things"),
        ("db.operation.name", "SELECT"),
        ("db.query.summary", "SELECT things"),
        ("db.response.returned_rows", "0"),
    ] {
        assert_eq!(told(span, name), value, "{name}");
    }
    assert!(told(span, "db.query.text").starts_with("select "));
    assert!(!told(span, "db.namespace").is_empty());
    assert_eq!(told(span, "server.address").is_empty(), system == "sqlite");
    assert_eq!(told(&spans[1], "otel.status_code"), "ERROR");
    assert_eq!(told(&spans[1], "error.type"), "sql");
    assert!(!told(&spans[1], "db.response.status_code").is_empty());
    let events = collected.of("orm_core::statement");
    assert_eq!(events.iter().map(|event| told(event, "is_ok")).collect::<Vec<_>>(), ["true", "false"]);
    let everything = format!("{:?}", collected.0.lock().expect("no test panics with it"));
    assert!(!everything.contains("secret"), "{everything}");
    Ok::<_, Error>(())
});

db_test!(slow_and_repeated_statements_are_warned_of, async |db| {
    table(&db).await?;
    let collected = Collected::default();
    let (slow, repeating) = (db.slow_after(Duration::ZERO), db.warn_of_repeats(3));
    async {
        Thing::query().all(&slow).await?;
        for id in 0..9 {
            Thing::query().filter(Thing::id.eq(id)).optional(&repeating).await?;
        }
        for id in 10..13 {
            Thing::insert(new!(Thing { id, name: "x" })).execute(&repeating).await?;
        }
        Ok::<_, Error>(())
    }
    .with_subscriber(collected.clone())
    .await?;
    assert_eq!(collected.of("orm_core::slow").len(), 1);
    let warnings = collected.of("orm_core::repeats");
    // A second one where more than a second goes by between the runs.
    assert!((1..=2).contains(&warnings.len()), "{warnings:?}");
    assert!(warnings[0]["message"].contains("more than 3 times"), "{warnings:?}");
    assert!(warnings[0]["code.location"].contains("observed/spans.rs"), "{warnings:?}");
    Ok::<_, Error>(())
});
