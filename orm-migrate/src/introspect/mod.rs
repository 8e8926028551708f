//! Reads the schema of a live database into the model, and tells it in the words of the schema that the structs declare.
//!
//! A database folder asks the catalog, with a number of queries that does not grow with the tables and that see one state: in one
//! transaction, or on MySQL by looking before and behind whether it is still the same. Reading writes nothing and needs no special
//! right; comparing needs that to make temporary tables, on MySQL also to make views where there are some. What the model cannot hold is listed as [`Unmodelled`], never left out in silence.
//! `words` then finds out which texts of the two sides mean the same: the server prints both, those of 250 tables at once, so that comparing takes the same statements for each 250. After
//! that the differ compares the two like any pair of schemas.

mod assembly;
mod broken;
mod difference;
mod in_the_way;
mod literal;
mod mysql;
mod postgres;
mod routine;
mod row;
mod sqlite;
mod unmodelled;
mod views;
mod words;

#[cfg(feature = "cli")]
pub(crate) use broken::{dropped_view, statement_reads_all_views};
pub use difference::{Difference, DifferenceKind};
pub use in_the_way::{ViewInTheWay, WhatChanges};
#[cfg(feature = "cli")]
pub(crate) use in_the_way::{previous_column, previous_table};
pub use routine::{DoubtfulFunction, NameTaken};
pub(crate) use unmodelled::Nature;
pub use unmodelled::Unmodelled;

use std::collections::HashMap;

use orm_schema::model::{ObjectDef, ObjectName, ViewDef};
use orm_schema::{Dialect, Pair, SchemaDef};

use self::in_the_way::ColumnRead;
use self::routine::Routine;
use crate::diff::{self, DiffError, RenameHints, RenameQuestion, Step};
use crate::runner::MigrateError;
use crate::runner::session::{Session, Target};

/// What runs when a query of this stage fails.
const READING: &str = "reading the schema of the database";

/// The schema of a live database.
#[derive(Debug, Clone)]
pub struct LiveSchema {
    /// The database it was read from.
    pub dialect: Dialect,
    /// What the model holds of it. The history tables of the runner are left out.
    pub schema: SchemaDef,
    /// What the model does not hold.
    pub unmodelled: Vec<Unmodelled>,
    /// The schema or database in which a name without one is looked up.
    pub default_schema: Option<String>,
    /// Views that nobody declared.
    others: Vec<ViewDef>,
    /// What views read, where the catalog knows it (PostgreSQL).
    column_reads: Vec<ColumnRead>,
    /// Functions, and what shares names with them (PostgreSQL).
    routines: Vec<Routine>,
    /// Functions that are declared and cannot be created.
    taken_names: Vec<NameTaken>,
    /// Functions that may have been declared before, with other arguments.
    doubtful_functions: Vec<DoubtfulFunction>,
    /// What parts of indexes have without saying so (PostgreSQL).
    unsaid_opclasses: UnsaidOpclasses,
}

/// The default operator classes that the parts of an index or an exclusion constraint have, by table or view and by its name.
type UnsaidOpclasses = HashMap<(ObjectName, String), Vec<Option<String>>>;

impl LiveSchema {
    /// Lists the steps that make the database what `next` declares.
    ///
    /// # Errors
    /// Those of [`diff::steps`].
    pub fn steps_to(&self, next: &SchemaDef, hints: &RenameHints) -> Result<Vec<Step>, DiffError> {
        diff::steps(Pair { previous: &self.schema, next }, self.dialect, hints)
    }

    /// Lists in what the database is not as `declared` says. Nobody is asked about renames: what is not there under its name is
    /// missing.
    ///
    /// # Errors
    /// [`DiffError::Cycle`], which is a defect.
    pub fn differences_from(&self, declared: &SchemaDef) -> Result<Vec<Difference>, DiffError> {
        let mut hints = RenameHints::default();
        loop {
            let schemas = Pair { previous: &self.schema, next: declared };
            match diff::compare(schemas, self.dialect, &hints) {
                Err(DiffError::Undecided(questions)) => {
                    hints.create.extend(questions.iter().map(RenameQuestion::create_hint));
                }
                compared => {
                    let mut found = difference::differences(&compared?.0);
                    let of_views = views::differences(self, declared);
                    let is_news = |new: &Difference| found.iter().all(|known| known.name != new.name);
                    let of_views: Vec<Difference> = of_views.into_iter().filter(is_news).collect();
                    found.extend(of_views);
                    return Ok(found);
                }
            }
        }
    }

    /// What the model does not hold of `table`: if there is anything, the table cannot be made again as it is.
    pub fn unmodelled_of<'a>(&'a self, table: &'a ObjectName) -> impl Iterator<Item = &'a Unmodelled> {
        self.unmodelled.iter().filter(move |object| object.table.as_ref() == Some(table))
    }
}

/// Reads the schema of the database behind `pool`: its default schema, and the ones named by `schemas`.
///
/// # Errors
/// The errors of a connection, and a user who may not read the catalog.
///
/// ```
/// # #[cfg(feature = "sqlite")]
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// # tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(async {
/// let pool = sqlx::SqlitePool::connect("sqlite::memory:").await?;
/// sqlx::raw_sql("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL)").execute(&pool).await?;
/// let live = orm_migrate::introspect::introspect(&pool, &[]).await?;
/// assert_eq!(live.schema.tables[0].columns[1].name, "name");
/// assert!(live.unmodelled.is_empty());
/// # Ok(()) }) }
/// # #[cfg(not(feature = "sqlite"))] fn main() {}
/// ```
pub async fn introspect<T: Target>(pool: &T, schemas: &[String]) -> Result<LiveSchema, MigrateError> {
    let mut session = pool.open().await?;
    let live = read(session.as_mut(), schemas).await;
    session.close().await;
    live
}

/// Reads the schema of the database behind `pool` and tells it in the words of `authored`: a check, a default or a type that
/// means what `authored` says is spelled as there, so that comparing the two finds only what differs.
///
/// # Errors
/// Those of [`introspect`].
pub async fn introspect_as<T: Target>(pool: &T, authored: &SchemaDef) -> Result<LiveSchema, MigrateError> {
    let mut session = pool.open().await?;
    let live = read_as(session.as_mut(), authored).await;
    session.close().await;
    live
}

async fn read_as(session: &mut dyn Session, authored: &SchemaDef) -> Result<LiveSchema, MigrateError> {
    // Where something was before is read too.
    let tables = authored.tables.iter().flat_map(|table| [Some(&table.name), table.renamed_from.as_ref()]);
    let enums = authored.enums.iter().flat_map(|def| [Some(&def.name), def.renamed_from.as_ref()]);
    let views = authored.views.iter().flat_map(|view| [Some(&view.name), view.renamed_from.as_ref()]);
    let mut schemas: Vec<String> =
        tables.chain(enums).chain(views).flatten().filter_map(|name| name.schema.clone()).collect();
    schemas.extend(authored.objects.iter().filter_map(namespace));
    schemas.sort_unstable();
    schemas.dedup();
    let mut live = read(session, &schemas).await?;
    words::tell(session, &mut live, authored).await?;
    Ok(live)
}

/// The schema or database that an object is, or lives in.
fn namespace(object: &ObjectDef) -> Option<String> {
    match object {
        ObjectDef::Namespace(name) => Some(name.clone()),
        ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_)
        | ObjectDef::Function(_)
        | ObjectDef::Trigger(_) => object.name().schema,
    }
}

pub(crate) async fn read(session: &mut dyn Session, schemas: &[String]) -> Result<LiveSchema, MigrateError> {
    match session.dialect() {
        Dialect::Postgres => postgres::read(session, schemas).await,
        Dialect::Mysql => mysql::read(session, schemas).await,
        Dialect::Sqlite => sqlite::read(session, schemas).await,
    }
}
