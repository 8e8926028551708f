//! What holds for every pair of schemas A and B, on a real database.

use std::fmt::Display;
use std::sync::Mutex;

use orm_migrate::dialect::{self, Statement};
use orm_migrate::diff::{DiffError, ObjectChange, RenameHints, RenameQuestion, Step, TableChange};
use orm_migrate::hazard;
use orm_schema::model::ObjectKind;
use orm_schema::{Dialect, Pair, SchemaDef, ident};
use orm_tests::database::Server;
use orm_tests::raw::Connection;
use orm_tests::{live, observe};

use super::change::{Change, kept_columns, path, without_requests};
use crate::project::Project;
use crate::rows::Rows;

/// A law that does not hold.
#[derive(Debug, Clone)]
pub(super) struct Broken {
    pub(super) law: &'static str,
    pub(super) text: String,
}

impl Broken {
    pub(super) fn new(law: &'static str, text: impl Display) -> Self {
        Self { law, text: text.to_string() }
    }
}

/// A database that is wiped before each use.
pub(super) struct Place<'a> {
    server: Server,
    url: &'a str,
    /// What is asked past the product is asked over one connection. SQLite has none: its file comes and goes.
    connection: Mutex<Option<Connection>>,
}

impl<'a> Place<'a> {
    /// The database at `url`.
    pub(super) fn new(server: Server, url: &'a str) -> Self {
        Self { server, url, connection: Mutex::new(None) }
    }

    /// Asks something past the product. After a panic it is another connection.
    async fn asks<T>(&self, ask: impl AsyncFnOnce(&mut Connection) -> T) -> T {
        let kept = self.connection.lock().ok().and_then(|mut kept| kept.take());
        let mut connection = match kept {
            Some(connection) => connection,
            None => Connection::open(self.server, self.url).await,
        };
        let answer = ask(&mut connection).await;
        if let Ok(mut kept) = self.connection.lock() {
            *kept = (self.server != Server::Sqlite).then_some(connection);
        }
        answer
    }

    fn dialect(&self) -> Dialect {
        live::dialect_of(self.server)
    }

    /// Is it an older PostgreSQL, which does not have all that pairs ask for?
    pub(super) async fn is_before_postgres_15(&self) -> bool {
        if self.server != Server::Postgres {
            return false;
        }
        let query = ["SELECT current_setting('server_version_num')::bigint".to_owned()];
        self.asks(async |connection| connection.numbers(&query).await).await[0] < 150_000
    }

    /// Leaves nothing in the database.
    async fn wipe(&self) {
        let (address, _) = self.url.split_once('?').unwrap_or((self.url, ""));
        let sql = match self.server {
            Server::Postgres => {
                "DROP SCHEMA IF EXISTS app CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public"
                    .to_owned()
            }
            Server::Mysql => {
                let name = address.rsplit('/').next().unwrap_or_default();
                format!(
                    "SET foreign_key_checks = 0; DROP DATABASE {name}; CREATE DATABASE {name}; USE {name}; \
                     SET foreign_key_checks = 1"
                )
            }
            Server::Sqlite => {
                let file = address.trim_start_matches("sqlite://");
                for end in ["", "-wal", "-shm", "-journal"] {
                    // Not every one of them is there.
                    let _absent = std::fs::remove_file(format!("{file}{end}"));
                }
                return;
            }
        };
        self.asks(async |connection| connection.execute(&sql).await).await;
    }

    /// Drops the roles that either schema declares.
    async fn drop_roles(&self, change: &Change) {
        let Pair { previous, next } = &change.schemas;
        let mut names: Vec<String> = previous
            .objects
            .iter()
            .chain(&next.objects)
            .filter(|object| object.kind() == ObjectKind::Role)
            .map(|object| ident::quoted(change.dialect, &object.name().name))
            .collect();
        names.sort_unstable();
        names.dedup();
        if !names.is_empty() {
            let sql = format!("DROP ROLE IF EXISTS {}", names.join(", "));
            self.asks(async |connection| connection.execute(&sql).await).await;
        }
    }

    /// What the database's own tools say is in it.
    async fn observed(&self) -> String {
        self.asks(async |connection| observe::over(connection).await).await
    }

    /// An empty database with `schema` in it.
    async fn holding(&self, schema: &SchemaDef) -> Result<Project<'_>, Broken> {
        self.wipe().await;
        let project = Project::new(self.dialect(), self.url);
        let broken = |error: String| Broken::new("a schema is created", error);
        project.generate(schema, &RenameHints::default()).map_err(|error| broken(error.to_string()))?;
        project.migrate().await.map_err(|error| broken(error.to_string()))?;
        Ok(project)
    }

    /// Reading the database back gives `schema`, and nothing that is not in it.
    async fn reads_back(&self, schema: &SchemaDef) -> Result<(), Broken> {
        let schema = without_requests(schema);
        let live = live::schema_as(self.url, &schema).await;
        let differences =
            live.differences_from(&schema).map_err(|error| Broken::new("a schema reads back", error))?;
        let mut found: Vec<String> = differences.iter().map(ToString::to_string).collect();
        found.extend(live.unmodelled.iter().map(ToString::to_string));
        if found.is_empty() { Ok(()) } else { Err(Broken::new("a schema reads back", found.join("\n"))) }
    }

    /// Migrates to the next schema; if rows are in the way, as the plan says, without them. Were they?
    async fn migrates<'p>(&'p self, change: &Change, project: &mut Project<'p>) -> Result<bool, Broken> {
        let (steps, hints) = change.steps();
        let steps = steps.map_err(|error| Broken::new("there is a plan", error))?;
        let Pair { previous, next } = &change.schemas;
        let statements = dialect::render(change.dialect, Pair { previous, next }, &steps);
        announces_losses(change, &statements)?;
        let generated = |error: String| Broken::new("a migration is generated", error);
        project.generate(next, &hints).map_err(|error| generated(error.to_string()))?;
        let result = project.migrate().await;
        let is_refused = result.is_err() && may_fail(&statements);
        if is_refused {
            *project = self.holding(previous).await?;
            project.generate(next, &hints).map_err(|error| generated(error.to_string()))?;
            project.migrate().await.map_err(|error| Broken::new("a migration runs without rows", error))?;
        } else {
            result.map_err(|error| Broken::new("a migration runs", error))?;
        }
        let again = project.generate(next, &RenameHints::default());
        let again = again.map_err(|error| generated(error.to_string()))?;
        if !again.is_empty() {
            return Err(Broken::new("a second `generate` finds nothing to do", format!("{again:#?}")));
        }
        Ok(!is_refused)
    }

    /// Each query returns `expected`.
    async fn numbers_are(
        &self,
        law: &'static str,
        queries: Vec<String>,
        expected: i64,
    ) -> Result<(), Broken> {
        if queries.is_empty() {
            return Ok(());
        }
        let found = self.asks(async |connection| connection.numbers(&queries).await).await;
        match found.iter().zip(&queries).find(|(found, _)| **found != expected) {
            None => Ok(()),
            Some((found, query)) => Err(Broken::new(law, format!("{found}, not {expected}: {query}"))),
        }
    }
}

/// Checks all laws. Roles are the server's, so they do not go with the database.
pub(super) async fn check(change: &Change, place: &Place<'_>) -> Result<(), Broken> {
    let held = check_all(change, place).await;
    place.drop_roles(change).await;
    held
}

async fn check_all(change: &Change, place: &Place<'_>) -> Result<(), Broken> {
    let Pair { previous, next } = &change.schemas;
    let mut project = place.holding(previous).await?;
    let at_first = place.observed().await;

    let rows = Rows::with_nulls(change.dialect, previous);
    let script = rows.script();
    place.asks(async |connection| connection.execute(&script).await).await;

    let (steps, hints) = change.steps();
    let steps = steps.map_err(|error| Broken::new("there is a plan", error))?;
    if is_compared_with_live(change) {
        plans_from_live(change, place, &hints).await?;
    }
    let mut has_rows = place.migrates(change, &mut project).await?;
    place.reads_back(next).await?;
    let stepwise = place.observed().await;
    if has_rows {
        place.numbers_are("rows survive", rows.counts_after(next, &steps), 2).await?;
        place.numbers_are("values survive", rows.kept(next, &steps), 1).await?;
    }

    let back = change.turned();
    has_rows &= place.migrates(&back, &mut project).await?;
    place.reads_back(&back.schemas.next).await?;
    let returned = place.observed().await;
    are_same("A, B, A is A", &at_first, &returned)?;
    if has_rows {
        let (back_steps, _) = back.steps();
        let queries = rows.returned(next, &steps, &back_steps.unwrap_or_default());
        place.numbers_are("values survive there and back", queries, 1).await?;
    }

    place.holding(&without_requests(next)).await?;
    are_same("step by step is at once", &place.observed().await, &stepwise)
}

/// Has the plan to be the same from the database as from the snapshot?
///
/// Under another name, a text of the database is not compared with the one that was written; and a schema that goes with all that
/// is in it is not looked at.
pub(super) fn is_compared_with_live(change: &Change) -> bool {
    let Pair { previous, next } = &change.schemas;
    let (steps, hints) = change.steps();
    let has_app = |schema: &SchemaDef| schema.tables.iter().any(|table| table.name.schema.is_some());
    hints.rename.is_empty()
        && (has_app(next) || !has_app(previous))
        && !steps.iter().flatten().any(is_hidden_from_live)
}

/// May rows be in the way there or back?
pub(super) fn may_be_refused(change: &Change) -> bool {
    [change, &change.turned()].into_iter().any(|change| {
        let (steps, _) = change.steps();
        let Pair { previous, next } = &change.schemas;
        let statements = dialect::render(change.dialect, Pair { previous, next }, &steps.unwrap_or_default());
        may_fail(&statements)
    })
}

fn may_fail(statements: &[Statement]) -> bool {
    let mut hazards = statements.iter().flat_map(|statement| &statement.hazards);
    // What is written in the place of NULL may break a rule too (OM418).
    hazards.any(|found| hazard::may_fail_on_rows(found.code, found.severity) || found.code == "OM418")
}

/// A live database does not tell whose a view or an object is that nobody declares, nor what another one was.
fn is_hidden_from_live(step: &Step) -> bool {
    match step {
        Step::DropView { remade_as: None, .. } | Step::RenameView { .. } => true,
        Step::Object(change) => matches!(**change, ObjectChange::Drop(_) | ObjectChange::Rename(_)),
        // Nor how an index was built.
        Step::AlterTable { change, .. } => {
            matches!(&**change, TableChange::DropIndex(index) if index.concurrently)
        }
        _ => false,
    }
}

fn are_same(law: &'static str, expected: &str, found: &str) -> Result<(), Broken> {
    if expected == found {
        return Ok(());
    }
    let only_in = |one: &str, other: &str| {
        let lines: Vec<&str> =
            one.lines().filter(|line| !other.lines().any(|other| other == *line)).collect();
        lines.join("\n")
    };
    Err(Broken::new(
        law,
        format!("--- expected\n{}\n--- found\n{}", only_in(expected, found), only_in(found, expected)),
    ))
}

/// From the database the plan is the same as from the snapshot.
async fn plans_from_live(change: &Change, place: &Place<'_>, hints: &RenameHints) -> Result<(), Broken> {
    let Pair { previous, next } = &change.schemas;
    let live = live::schema_as(place.url, next).await;
    let law = "the database gives the same plan";
    let mut hints = hints.clone();
    let from_live = loop {
        match live.steps_to(next, &hints) {
            // In the words of the database more is alike than in those of the structs.
            Err(DiffError::Undecided(questions)) => {
                hints.create.extend(questions.iter().map(RenameQuestion::create_hint));
            }
            steps => break steps.map_err(|error| Broken::new(law, error))?,
        }
    };
    let (from_snapshot, _) = change.steps();
    let from_snapshot = from_snapshot.map_err(|error| Broken::new(law, error))?;
    let sql = |previous: &SchemaDef, steps: &[_]| {
        let statements = dialect::render(change.dialect, Pair { previous, next }, steps);
        // The clauses of one statement come in the order in which the parts of a table were read.
        let lines = statements.iter().flat_map(|statement| statement.sql.lines());
        let mut lines: Vec<&str> = lines.map(|line| line.trim().trim_end_matches(',')).collect();
        lines.sort_unstable();
        lines.join("\n")
    };
    are_same(law, &sql(previous, &from_snapshot), &sql(&live.schema, &from_live))
}

/// What is gone with its data is said.
fn announces_losses(change: &Change, statements: &[Statement]) -> Result<(), Broken> {
    let said = |code: &str, table: &str, column: Option<&str>| {
        statements.iter().flat_map(|statement| &statement.hazards).any(|hazard| {
            hazard.code == code
                && hazard.subject.table.to_string() == table
                && hazard.subject.column.as_deref() == column
        })
    };
    let law = "losses are announced";
    for table in &change.schemas.previous.tables {
        let Some((_, next)) = change.kept_tables().find(|(previous, _)| previous.name == table.name) else {
            if !said("OM101", &table.name.to_string(), None) {
                return Err(Broken::new(law, format!("{} goes", table.name)));
            }
            continue;
        };
        let kept = kept_columns(table, next);
        for column in table.columns.iter().filter(|column| column.generated.is_none()) {
            let is_kept = kept.values().any(|kept| kept.name == column.name);
            if !is_kept && !said("OM102", &next.name.to_string(), Some(&column.name)) {
                return Err(Broken::new(law, format!("{} goes", path(&table.name, &column.name))));
            }
        }
    }
    Ok(())
}
