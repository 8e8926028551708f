//! How many statements it takes to read the schema of a database: as many for 300 tables as for 10. To compare it takes those of
//! one round for each 250 tables. Counted in the log of the drivers for the whole process, so that the databases take turns.

use std::fmt::Write as _;
use std::sync::atomic::{AtomicUsize, Ordering};

use orm_tests::database::{self, Server};
use orm_tests::{live, raw};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// The statements that the drivers have sent.
static STATEMENTS: AtomicUsize = AtomicUsize::new(0);

/// Counts what the drivers log.
struct Counter;

impl Subscriber for Counter {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == "sqlx::query"
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        if event.metadata().target() == "sqlx::query" {
            STATEMENTS.fetch_add(1, Ordering::SeqCst);
        }
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// Tables whose checks, defaults and indexes the servers print otherwise than they were written, each referring to the one before;
/// next to each fourth a view, and a partitioned table or a materialized view where there are such.
fn source(server: Server, tables: usize) -> String {
    let mut source = String::from("use orm_core::prelude::*;\n");
    for number in 0..tables {
        let references = match number {
            0 => String::new(),
            number => format!("#[column(references = Thing{}::id)]", number - 1),
        };
        write!(
            source,
            "#[derive(Table)]
             #[table(name = \"things_{number}\", index(name), check(name = \"sized_{number}\", \"size between 0 and 9\"))]
             pub struct Thing{number} {{
                 #[column(primary_key, auto_increment)]
                 pub id: i32,
                 {references}
                 pub parent_id: Option<i32>,
                 #[column(varchar = 40, unique)]
                 pub name: String,
                 #[column(default = 7)]
                 pub size: i32,
             }}\n"
        )
        .expect("a String takes every text");
        if number % 4 == 0 {
            source.push_str(&beside(server, number));
        }
    }
    source
}

/// What stands next to a table, in words that the server prints otherwise.
fn beside(server: Server, number: usize) -> String {
    let view = format!(
        "#[derive(View)]
         #[view(name = \"sized_{number}\", query = \"select id, NAME as name from things_{number} where size in (1, 2)\")]
         pub struct Sized{number} {{ pub id: i32, pub name: String }}\n"
    );
    let partitioned = |by: &str, first: &str, second: &str| {
        format!(
            "#[derive(Table)]
             #[table(name = \"days_{number}\", primary_key(day), partition_by = \"{by}\",
                     partition(\"early_{number}\", \"{first}\"), partition(\"late_{number}\", \"{second}\"))]
             pub struct Day{number} {{ pub day: i32 }}\n"
        )
    };
    let partitioned = match server {
        Server::Postgres => {
            partitioned("range (day)", "for values from (1 + 0) to (10)", "for values from (10) to (2 * 10)")
        }
        Server::Mysql => partitioned("range (day)", "values less than (5 + 5)", "values less than maxvalue"),
        Server::Sqlite => String::new(),
    };
    let kept = match server {
        Server::Postgres => format!(
            "#[derive(View)]
             #[view(name = \"kept_{number}\", materialized, unique(id), query = \"select id from things_{number} where size in (1, 2)\")]
             pub struct Kept{number} {{ pub id: i32 }}\n"
        ),
        Server::Mysql | Server::Sqlite => String::new(),
    };
    view + &partitioned + &kept
}

/// How many statements it takes to read so many tables, and to read them and compare them with what declares them.
fn statements(server: Server, tables: usize) -> (usize, usize) {
    let schema = live::declared(server, &source(server, tables));
    let mut counts = (0, 0);
    database::run(server, async |url| {
        raw::execute(server, &url, &[live::created(server, &schema).join(";\n")]).await;
        let before = STATEMENTS.load(Ordering::SeqCst);
        let read = live::schema(&url).await;
        let between = STATEMENTS.load(Ordering::SeqCst);
        let compared = live::schema_as(&url, &schema).await;
        counts = (between - before, STATEMENTS.load(Ordering::SeqCst) - between);
        assert_eq!(read.schema.tables.len(), schema.tables.len());
        assert_eq!(read.schema.views.len(), schema.views.len());
        assert!(compared.differences_from(&schema).expect("they compare").is_empty());
    });
    counts
}

#[test]
fn many_tables_take_as_many_statements_as_few() {
    tracing::subscriber::set_global_default(Counter).expect("the only one of this process");
    for server in Server::ALL {
        let (few, many, most) = (statements(server, 10), statements(server, 200), statements(server, 300));
        assert!(few.0 > 1, "{server:?}: the drivers log what they send");
        assert_eq!(few, many, "{server:?}");
        assert_eq!(few.0, most.0, "{server:?}: reading");
        // What has to be printed is printed for 250 tables at once.
        let printing = |(reading, comparing): (usize, usize)| comparing - reading;
        let expected = if server == Server::Sqlite { printing(few) } else { 2 * printing(few) };
        assert!(printing(most) <= expected, "{server:?}: {most:?} beside {few:?}");
    }
}
