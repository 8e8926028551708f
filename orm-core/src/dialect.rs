//! The databases as types: what a query needs of one is a bound on its dialect parameter.
//!
//! A query starts without a dialect and takes the one of the executor it is run on. A clause that only some databases
//! have bounds the parameter (`D: HasDistinctOn`), so a query that uses it does not compile on the others.

use orm_schema::Dialect;

/// PostgreSQL 13 and later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Postgres;

/// MySQL 8.0.16 and later, MariaDB 10.5 and later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mysql;

/// SQLite 3.35 and later.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sqlite;

/// A database as a type: [`Postgres`], [`Mysql`] or [`Sqlite`].
pub trait Database: Copy + Send + Sync + 'static {
    /// The same as a value.
    const DIALECT: Dialect;
}

impl Database for Postgres {
    const DIALECT: Dialect = Dialect::Postgres;
}

impl Database for Mysql {
    const DIALECT: Dialect = Dialect::Mysql;
}

impl Database for Sqlite {
    const DIALECT: Dialect = Dialect::Sqlite;
}

/// The database can return the rows that a statement wrote.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `RETURNING`",
    label = "this query runs on `{Self}`",
    note = "`.one(..)` of an insert works everywhere: on MySQL it reads the row back by its key"
)]
pub trait HasReturning: Database {}
impl HasReturning for Postgres {}
impl HasReturning for Sqlite {}

/// The database can keep one row for each value of some expressions.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `DISTINCT ON`",
    label = "this query runs on `{Self}`",
    note = "only PostgreSQL has it; group the rows instead"
)]
pub trait HasDistinctOn: Database {}
impl HasDistinctOn for Postgres {}

/// The database can compare text without regard to case.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `ILIKE`",
    label = "this query runs on `{Self}`",
    note = "only PostgreSQL has it; use `.lower().like(..)`"
)]
pub trait HasIlike: Database {}
impl HasIlike for Postgres {}

/// The database has full outer joins.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `FULL JOIN`",
    label = "this query runs on `{Self}`",
    note = "PostgreSQL and SQLite (3.39 and later) have it"
)]
pub trait HasFullJoin: Database {}
impl HasFullJoin for Postgres {}
impl HasFullJoin for Sqlite {}

/// The database resolves conflicts with a named unique key on insert.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `ON CONFLICT`",
    label = "this query runs on `{Self}`",
    note = "MySQL cannot name the unique key: use `.on_duplicate_key()`, which answers a conflict with any of them"
)]
pub trait HasOnConflict: Database {}
impl HasOnConflict for Postgres {}
impl HasOnConflict for Sqlite {}

/// The database resolves conflicts with any unique key on insert.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `ON DUPLICATE KEY`",
    label = "this query runs on `{Self}`",
    note = "only MySQL and MariaDB have it: use `.on_conflict(..)` with the columns of the unique key"
)]
pub trait HasOnDuplicateKey: Database {}
impl HasOnDuplicateKey for Mysql {}

/// The database can lock the rows that a query reads.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no row locks",
    label = "this query runs on `{Self}`",
    note = "SQLite locks the whole database when a transaction writes"
)]
pub trait HasRowLocks: Database {}
impl HasRowLocks for Postgres {}
impl HasRowLocks for Mysql {}

/// The database has row locks that leave the keys of other tables alone.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `FOR NO KEY UPDATE` and no `FOR KEY SHARE`",
    label = "this query runs on `{Self}`",
    note = "only PostgreSQL has them: use `.for_update()` or `.for_share()`"
)]
pub trait HasKeyLocks: Database {}
impl HasKeyLocks for Postgres {}

/// The database has `INTERSECT ALL` and `EXCEPT ALL`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `INTERSECT ALL` and no `EXCEPT ALL`",
    label = "this query runs on `{Self}`",
    note = "SQLite only has `.union_all(..)`, and `.intersect(..)` and `.except(..)` without `ALL`"
)]
pub trait HasSetOperationsAll: Database {}
impl HasSetOperationsAll for Postgres {}
impl HasSetOperationsAll for Mysql {}

/// The database has joins with subqueries that read the sources before them.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `LATERAL`",
    label = "this query runs on `{Self}`",
    note = "PostgreSQL and MySQL 8.0.14 have it; a correlated subquery or a window function can say the same"
)]
pub trait HasLateral: Database {}
impl HasLateral for Postgres {}
impl HasLateral for Mysql {}

/// The database has statements that write in a `WITH`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no statements that write in a `WITH`",
    label = "this query runs on `{Self}`",
    note = "only PostgreSQL has them: run the statements one after the other in a transaction"
)]
pub trait HasWritesInWith: Database {}
impl HasWritesInWith for Postgres {}

/// The database says whether the rows of a named query are kept.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `MATERIALIZED`",
    label = "this query runs on `{Self}`",
    note = "PostgreSQL and SQLite have it"
)]
pub trait HasMaterialized: Database {}
impl HasMaterialized for Postgres {}
impl HasMaterialized for Sqlite {}

/// The database has deletes that read other tables.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `DELETE … USING`",
    label = "this query runs on `{Self}`",
    note = "use a subquery in the filter: `.filter(exists(..))` or `.filter(column.in_(query))`"
)]
pub trait HasDeleteUsing: Database {}
impl HasDeleteUsing for Postgres {}
impl HasDeleteUsing for Mysql {}

/// The database has updates and deletes with an order and a limit.
#[diagnostic::on_unimplemented(
    message = "`{Self}` has no `LIMIT` on updates and deletes",
    label = "this query runs on `{Self}`",
    note = "only MySQL and MariaDB have it: filter by the keys of a query with a limit"
)]
pub trait HasLimitedWrites: Database {}
impl HasLimitedWrites for Mysql {}

macro_rules! abilities {
    ($($(#[$docs:meta])* $Trait:ident: $($Database:ident),+; $message:literal, $note:literal;)*) => {$(
        $(#[$docs])*
        #[diagnostic::on_unimplemented(message = $message, label = "this query runs on `{Self}`", note = $note)]
        pub trait $Trait: Database {}
        $(impl $Trait for $Database {})+
    )*};
}

abilities! {
    /// The database tells its plans as JSON.
    HasJsonPlans: Postgres, Mysql; "`{Self}` does not tell its plans as JSON", "PostgreSQL and MySQL do; use `.explain(..)`";
    /// The database runs a query to explain it.
    HasAnalyzedQueries: Postgres, Mysql;
        "`{Self}` has no `EXPLAIN ANALYZE`", "PostgreSQL and MySQL have it; `.explain(..)` tells the plan";
    /// The database runs a change to explain it.
    HasAnalyzedChanges: Postgres;
        "`{Self}` has no `EXPLAIN ANALYZE` of inserts, updates and deletes",
        "only PostgreSQL has it; `.explain(..)` tells the plan";
    /// The database takes named queries before an update or delete.
    HasWithBeforeWrites: Postgres, Sqlite; "`{Self}` has no `WITH` before an update or delete",
        "MySQL has it and MariaDB lacks it: make the query a derived table, `Card::derived(query)`";
    /// The database returns columns of the other tables that an update or delete reads.
    HasJoinedReturning: Postgres; "`{Self}` does not return columns of other tables than the one written",
        "only PostgreSQL does: select them in a query of its own";
    /// The database empties a table with options.
    HasTruncateOptions: Postgres; "`{Self}` has no options of `TRUNCATE`",
        "MySQL always counts keys from the start again, SQLite never does";
    /// The database resolves conflicts with a constraint by its name.
    HasNamedConflicts: Postgres; "`{Self}` has no `ON CONFLICT ON CONSTRAINT`",
        "only PostgreSQL has it: `.on_conflict(..)` names the columns of the key on SQLite too";
    /// The database takes an answer for each of several unique keys.
    HasSeveralConflicts: Sqlite; "`{Self}` takes one `ON CONFLICT` only", "only SQLite takes several";
    /// The database leaves out rows that it refuses.
    HasInsertIgnore: Mysql; "`{Self}` has no `INSERT IGNORE`",
        "only MySQL and MariaDB have it: use `.on_conflict_do_nothing()`";
    /// The database is told what becomes of values given for identity columns.
    HasOverriding: Postgres; "`{Self}` has no `OVERRIDING`",
        "only PostgreSQL has it: elsewhere a given key is written as it is";
    /// The database matches regular expressions.
    HasRegex: Postgres, Mysql; "`{Self}` has no regular expressions", "PostgreSQL and MySQL have them; use `.like(..)`";
    /// The database fills text up to a length, and reverses it.
    HasTextPadding: Postgres, Mysql;
        "`{Self}` has no functions that pad or reverse text", "PostgreSQL and MySQL have them; do it in Rust";
    /// The database puts the different texts of a group together.
    HasDistinctText: Postgres, Mysql;
        "`{Self}` puts different texts together without a separator of yours",
        "PostgreSQL and MySQL take one: `string_agg(..)` of a derived table whose rows are `.distinct()`";
    /// The database tells the order and the circles of recursive queries.
    HasSearchClauses: Postgres; "`{Self}` has no `SEARCH` and no `CYCLE`",
        "only PostgreSQL has them: carry the way to a row in a column of its own, or use `recursive_distinct(..)`";
    /// The database brings rows in line with others.
    HasMerge: Postgres; "`{Self}` has no `MERGE`",
        "only PostgreSQL has it: use `.on_conflict(..)` or `.on_duplicate_key()`, or several statements in a transaction";
    /// The database has a number for each row.
    HasRowId: Sqlite; "`{Self}` has no `rowid`", "only SQLite has it: use a key of the table";
    /// The database has arrays.
    HasArrays: Postgres; "`{Self}` has no arrays", "only PostgreSQL has them; keep a list in a `Json<Vec<_>>`";
    /// The database tests whether a document holds another.
    HasJsonContains: Postgres, Mysql;
        "`{Self}` cannot test whether a document holds another", "compare `.path(..)` instead";
    /// The database adds months with regard to their lengths.
    HasCalendar: Postgres, Mysql;
        "`{Self}` does not add months as the others do",
        "SQLite takes January 31 plus a month to March 3; add days, or do it in Rust";
    /// The database has roots and powers.
    HasRoots: Postgres, Mysql;
        "`{Self}` has no roots and powers", "SQLite has them only when it is compiled with them; calculate them in Rust";
    /// The database has logarithms and trigonometry.
    HasMathematics: Postgres, Mysql;
        "`{Self}` has no logarithms and no trigonometry",
        "SQLite has them only when it is compiled with them; calculate them in Rust";
    /// The database compares with any or all of several values.
    HasQuantifiers: Postgres, Mysql;
        "`{Self}` has no `ANY` and no `ALL`", "compare with `min(..)` or `max(..)` of a scalar subquery, or use `.in_(..)`";
    /// The database has frames of groups, and frames without some of their rows.
    HasGroupFrames: Postgres, Sqlite;
        "`{Self}` has no `GROUPS` frames and no `EXCLUDE`", "PostgreSQL and SQLite have them";
    /// The database has aggregates of an order: percentiles and the most frequent value.
    HasOrderedSets: Postgres;
        "`{Self}` has no percentiles and no `MODE`", "only PostgreSQL has them; number the rows with `row_number()`";
    /// The database knows time zones.
    HasTimeZones: Postgres, Mysql; "`{Self}` knows no time zones", "keep points in time in UTC and convert them in Rust";
    /// The database merges documents by RFC 7396.
    HasJsonMergePatch: Mysql, Sqlite;
        "`{Self}` has no merge patch of documents", "PostgreSQL has `.json_concat(..)`, which merges the members of the top";
    /// The database has the operators of `jsonb`.
    HasJsonb: Postgres; "`{Self}` has no operators of `jsonb`", "only PostgreSQL has them; `.path(..)` works everywhere";
    /// The database has the distances of pgvector.
    HasVectors: Postgres; "`{Self}` has no vectors", "only PostgreSQL with the extension pgvector has them";
    /// The database has words and queries of full-text search.
    HasTextSearch: Postgres;
        "`{Self}` has no `TSVECTOR`", "only PostgreSQL has it; MySQL has `full_text(..)`, SQLite `fts_match(..)`";
    /// The database has full-text indexes over columns.
    HasFullText: Mysql;
        "`{Self}` has no `MATCH … AGAINST`", "only MySQL has it; PostgreSQL has `search_words(..)`, SQLite `fts_match(..)`";
    /// The database has full-text tables.
    HasFts5: Sqlite;
        "`{Self}` has no full-text tables", "only SQLite has them; PostgreSQL has `search_words(..)`, MySQL `full_text(..)`";
    /// The database takes hints which index to use.
    HasIndexHints: Mysql; "`{Self}` has no index hints", "only MySQL and MariaDB have them";
    /// The database reads samples of tables.
    HasTableSample: Postgres; "`{Self}` has no `TABLESAMPLE`", "only PostgreSQL has it; sort by `random()` with a limit";
    /// The database keeps the rows of views.
    HasMaterializedViews: Postgres; "`{Self}` has no materialized views",
        "only PostgreSQL has them: keep the rows in a table that a job fills";
    /// The database has subtotals of groups.
    HasRollup: Postgres, Mysql; "`{Self}` has no `ROLLUP`", "PostgreSQL and MySQL have it; put queries together with `.union_all(..)`";
    /// The database has sets of grouping keys.
    HasGroupingSets: Postgres;
        "`{Self}` has no `CUBE` and no `GROUPING SETS`", "only PostgreSQL has them; put queries together with `.union_all(..)`";
    /// The database has the bits that one of two integers has.
    HasBitXor: Postgres, Mysql; "`{Self}` has no `XOR` of bits", "`(a | b) - (a & b)` says the same: `a.bit_or(b) - a.bit_and(b)`";
    /// The database has shifts that keep the sign.
    HasSignedShift: Postgres, Sqlite;
        "`{Self}` shifts zeros in from the left", "PostgreSQL and SQLite keep the sign; `.quotient(..)` by a power of two rounds toward zero";
    /// The database converts to truth values.
    HasBoolCasts: Postgres; "`{Self}` converts nothing to a truth value", "only PostgreSQL does: compare instead, `.ne(0)`";
    /// The database converts to decimals.
    HasDecimalCasts: Postgres, Mysql;
        "`{Self}` converts nothing to a decimal", "SQLite has doubles alone: `.cast::<f64>()`, or convert it in Rust";
    /// The database converts to times with microseconds.
    HasTimeCasts: Postgres, Mysql;
        "`{Self}` converts nothing to a time", "SQLite would lose microseconds: `.cast::<NaiveDate>()` works everywhere";
    /// The database converts to UUIDs.
    HasUuidCasts: Postgres; "`{Self}` converts nothing to a UUID", "only PostgreSQL does: bind the UUID as a value";
    /// The database has values for rows without a neighbour.
    HasLagDefaults: Postgres, Sqlite;
        "`{Self}` has no default value of `LAG` and `LEAD`",
        "MySQL has it and MariaDB lacks it: `lag(..).over(..).coalesce(..)` says the same of what is never NULL";
    /// The database collects arrays of JSON in an order.
    HasOrderedJson: Postgres, Sqlite;
        "`{Self}` has no order of `JSON_ARRAYAGG`",
        "MariaDB has it and MySQL lacks it: select the rows in an order and collect them in Rust";
    /// The database has standard deviation and variance.
    HasStatistics: Postgres, Mysql; "`{Self}` has no standard deviation and no variance", "calculate it in Rust";
    /// The database has locks on numbers.
    HasAdvisoryLocks: Postgres, Mysql;
        "`{Self}` has no advisory locks",
        "PostgreSQL, MySQL and MariaDB have them: on SQLite a transaction holds the lock of the file";
    /// The database has settings that end with a transaction.
    HasTransactionSettings: Postgres;
        "`{Self}` has no settings that end with a transaction",
        "only PostgreSQL has them: `.on_connect(..)` of `PoolOptions` sets what holds for all statements";
    /// The database passes messages between its sessions.
    HasNotifications: Postgres;
        "`{Self}` has no `LISTEN` and no `NOTIFY`", "only PostgreSQL has them: ask a table for what is new from time to time";
    /// The database begins a serializable transaction when it can no longer fail.
    HasDeferrable: Postgres;
        "`{Self}` has no `DEFERRABLE` transactions", "only PostgreSQL has them: leave the option out";
    /// A transaction can see what another one sees.
    HasSharedSnapshots: Postgres;
        "`{Self}` cannot share what a transaction sees", "only PostgreSQL can: read all of it in one transaction";
    /// A transaction can see what was committed when it began.
    HasConsistentSnapshot: Mysql;
        "`{Self}` has no `WITH CONSISTENT SNAPSHOT`",
        "only MySQL and MariaDB have it: the first statement of a `.repeatable_read()` transaction says what it sees";
    /// A transaction chooses when it locks the file of the database.
    HasFileLocks: Sqlite;
        "`{Self}` does not lock a file when a transaction begins",
        "only SQLite does: choose an isolation level, or lock rows with `.for_update()`";
}
