//! The cases of `tests/golden/*.md`, each on the databases whose migration it shows.
//!
//! Every table of the previous schema gets two rows, made up from the types of its columns. A case whose migration refuses
//! them, or that is about certain values, has a block `sql rows` with statements that take their place; one of nothing but
//! comments leaves the tables empty. A block `sql kept` holds queries that must each return 1 after the migration.
//!
//! The plan is the same when the previous schema is read from the database; a block `text live` says why it is not.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use libtest_mimic::Trial;
use orm_migrate::Migrations;
use orm_migrate::dialect;
use orm_migrate::diff::RenameHints;
use orm_schema::model::ObjectDef;
use orm_schema::{Dialect, Pair, SchemaDef};
use orm_tests::database::{self, Server};
use orm_tests::{live, migrations, observe, raw};

use crate::project::Project;
use crate::{rows, since};

/// A case: its blocks of code by name.
#[derive(Default)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) blocks: HashMap<String, String>,
}

/// A test of each case for each database whose migration it shows.
pub(crate) fn trials() -> Vec<Trial> {
    let mut files: Vec<PathBuf> = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("golden"))
        .expect("the folder of goldens")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut trials = Vec::new();
    for case in files.iter().flat_map(|path| cases(path)).map(Arc::new) {
        for (server, dialect) in
            Server::ALL.into_iter().zip([Dialect::Postgres, Dialect::Mysql, Dialect::Sqlite])
        {
            let shown = case.blocks.get(dialect.name());
            if shown.is_some_and(|shown| !shown.starts_with("error: ")) {
                let name = format!("{}::{}", case.name, dialect.name());
                let own = Arc::clone(&case);
                let trial = Trial::test(name, move || {
                    own.check(server, dialect);
                    Ok(())
                });
                trials.push(since::trial(&case, server, trial));
            }
        }
    }
    trials
}

/// The cases of one file.
pub(crate) fn cases(path: &Path) -> Vec<Case> {
    let text = fs::read_to_string(path).expect("a readable golden");
    let file = path.file_stem().expect("a file has a name").to_string_lossy();
    let mut cases: Vec<Case> = Vec::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if let Some(title) = line.strip_prefix("# ") {
            cases.push(Case { name: format!("{file}::{title}"), ..Case::default() });
        } else if let Some((_, block)) = line.strip_prefix("```").and_then(|info| info.split_once(' ')) {
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            let case = cases.last_mut().expect("a block stands under a heading");
            case.blocks.insert(block.to_owned(), body.join("\n"));
        }
    }
    cases
}

impl Case {
    fn check(&self, server: Server, dialect: Dialect) {
        let mut stepwise = String::new();
        database::run(server, async |url| stepwise = self.migrated(server, dialect, &url).await);
        let mut at_once = String::new();
        database::run(server, async |url| {
            let project = Project::new(dialect, &url);
            let next = self.schema("next", &project);
            project.generated(&next, &RenameHints::default());
            project.migrated().await;
            assert_read_back(&url, &next).await;
            assert_pulled(&url, &next).await;
            at_once = observe::schema(server, &url).await;
        });
        assert!(
            stepwise == at_once,
            "--- migrated step by step\n{stepwise}\n\n--- created at once\n{at_once}"
        );
        if !self.blocks.contains_key("back") {
            database::run(server, async |url| self.there_and_back(server, dialect, &url, &at_once).await);
        }
    }

    /// Taken back, the database is as it was before; migrated again, as it was after. Without rows: whether those fit the way back is
    /// said in its file, and the business of whoever runs it.
    async fn there_and_back(&self, server: Server, dialect: Dialect, url: &str, after: &str) {
        let project = Project::new(dialect, url);
        let hints = self.blocks.get("hints").map(|hints| serde_json::from_str(hints).expect("hints as JSON"));
        project.generated(&self.schema("previous", &project), &RenameHints::default());
        project.migrated().await;
        let before = observe::schema(server, url).await;
        let folder = project.migrations();
        let first = folder.migrations().last().map_or("0", |file| file.version.as_str());
        project.generated(&self.schema("next", &project), &hints.unwrap_or_default());
        project.migrated().await;
        let list = Migrations::from_folder(&project.migrations());
        migrations::revert(url, &list, first).await.unwrap_or_else(|error| panic!("{error}"));
        let taken_back = observe::schema(server, url).await;
        assert!(taken_back == before, "--- taken back\n{taken_back}\n\n--- before\n{before}");
        project.migrated().await;
        let again = observe::schema(server, url).await;
        assert!(again == after, "--- migrated again\n{again}\n\n--- created at once\n{after}");
    }

    /// The schema of the database after the migration, which has to leave nothing to do and the rows where they are.
    async fn migrated(&self, server: Server, dialect: Dialect, url: &str) -> String {
        let project = Project::new(dialect, url);
        let schemas =
            Pair { previous: self.schema("previous", &project), next: self.schema("next", &project) };
        let hints = self.blocks.get("hints").map(|hints| serde_json::from_str(hints).expect("hints as JSON"));

        project.generated(&schemas.previous, &RenameHints::default());
        project.migrated().await;
        let made_up = rows::Rows::new(dialect, &schemas.previous);
        let rows = self.blocks.get("rows").cloned().unwrap_or_else(|| made_up.script());
        raw::execute(server, url, &[rows]).await;
        let mut counts = Vec::new();
        for table in &schemas.previous.tables {
            counts.push((&table.name, raw::number(server, url, &made_up.count(&table.name)).await));
        }

        let hints = hints.unwrap_or_default();
        let from_live = live::schema_as(url, &schemas.next).await;
        let steps = project.generated(&schemas.next, &hints);
        let from_snapshot = Pair { previous: &schemas.previous, next: &schemas.next };
        let expected = dialect::render(dialect, from_snapshot, &steps);
        if !self.blocks.contains_key("live") {
            let steps = from_live.steps_to(&schemas.next, &hints);
            let steps = steps.unwrap_or_else(|error| panic!("{error}"));
            let from_live = Pair { previous: &from_live.schema, next: &schemas.next };
            let found = dialect::render(dialect, from_live, &steps);
            assert_eq!(sql(&found), sql(&expected), "read from the database, the plan is the same");
        }
        project.migrated().await;
        assert_eq!(
            project.generated(&schemas.next, &RenameHints::default()),
            [],
            "a second time finds nothing to do"
        );

        assert_read_back(url, &schemas.next).await;

        for (previous, count) in counts {
            if let Some(query) = made_up.count_after(previous, &schemas.next, &steps) {
                assert_eq!(raw::number(server, url, &query).await, count, "{query}");
            }
        }
        if !self.blocks.contains_key("rows") {
            for query in made_up.kept(&schemas.next, &steps) {
                assert_eq!(raw::number(server, url, &query).await, 1, "{query}");
            }
        }
        let kept = self.blocks.get("kept").map(String::as_str).unwrap_or_default();
        for query in kept.split(';').map(str::trim).filter(|query| !query.is_empty()) {
            assert_eq!(raw::number(server, url, query).await, 1, "{query}");
        }
        observe::schema(server, url).await
    }

    fn schema(&self, block: &str, project: &Project<'_>) -> SchemaDef {
        let source = self.blocks.get(block).unwrap_or_else(|| panic!("the case has no block `{block}`"));
        project.read(source)
    }
}

fn sql(statements: &[dialect::Statement]) -> Vec<&str> {
    statements.iter().map(|statement| statement.sql.as_str()).collect()
}

/// Reading the database back gives `schema`, and nothing that is not in it.
async fn assert_read_back(url: &str, schema: &SchemaDef) {
    let live = live::schema_as(url, schema).await;
    assert_eq!(live.steps_to(schema, &RenameHints::default()), Ok(Vec::new()), "the database is the schema");
    assert_eq!(live.unmodelled, [], "everything in the database is in the schema");
}

/// The database, pulled as source and read by the reader of `generate`, is what the database is.
async fn assert_pulled(url: &str, next: &SchemaDef) {
    let tables = next.tables.iter().map(|table| &table.name);
    let views = next.views.iter().map(|view| &view.name);
    let names = tables.chain(views).chain(next.enums.iter().map(|def| &def.name));
    let of_objects = next.objects.iter().filter_map(|object| match object {
        ObjectDef::Namespace(name) => Some(name.clone()),
        object => object.name().schema,
    });
    let schemas: BTreeSet<String> = names.filter_map(|name| name.schema.clone()).chain(of_objects).collect();
    let (source, declared) = live::pulled(url, &schemas.into_iter().collect::<Vec<_>>()).await;
    let live = live::schema_as(url, &declared).await;
    let steps = live.steps_to(&declared, &RenameHints::default());
    assert_eq!(steps, Ok(Vec::new()), "what is pulled is the database\n{source}");
    let differences = live.differences_from(&declared).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(differences, [], "what is pulled is read as it is\n{source}");
    assert_eq!(live.unmodelled, [], "all of the database is pulled\n{source}");
}
