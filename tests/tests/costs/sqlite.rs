//! SQLite: what a statement writes goes into the write-ahead log. If that is as long as the table, the table was written anew.

use orm_migrate::risk::{self, ActionKind as Kind, Work};
use orm_schema::Dialect;
use orm_tests::database::{self, Server};
use sqlx::{Connection, Executor, SqliteConnection};

use super::assert_complete;

const SETUP: &str = "
    CREATE TABLE p (id INTEGER PRIMARY KEY);
    CREATE TABLE e (a INTEGER);
    CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER, b TEXT, r INTEGER REFERENCES p (id), g INTEGER AS (id + 1) STORED);
    CREATE INDEX t_a ON t (a);
    CREATE TRIGGER t_trigger AFTER INSERT ON t BEGIN SELECT 1; END;
    INSERT INTO p VALUES (1);
    WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
    INSERT INTO t (id, b) SELECT i, hex(zeroblob(100)) FROM n;";

const EXAMPLES: &[(Kind, &str)] = &[
    (Kind::RenameTable, "ALTER TABLE t RENAME TO t2"),
    (Kind::AddColumn, "ALTER TABLE t ADD COLUMN n INTEGER"),
    (Kind::AddColumn, "ALTER TABLE t ADD COLUMN n INTEGER NOT NULL DEFAULT 7 CHECK (n IN (7, 8))"),
    (Kind::AddRequiredColumn, "ALTER TABLE e ADD COLUMN n INTEGER NOT NULL"),
    (Kind::DropColumn, "ALTER TABLE t DROP COLUMN b"),
    (Kind::DropComputedColumn, "ALTER TABLE t DROP COLUMN g"),
    (Kind::RenameColumn, "ALTER TABLE t RENAME COLUMN b TO c"),
    (Kind::CreateIndex, "CREATE INDEX t_id ON t (id) WHERE id < 10"),
    (Kind::CreateUniqueIndex, "CREATE UNIQUE INDEX t_id ON t (id) WHERE id < 10"),
    (Kind::DropIndex, "DROP INDEX t_a"),
    (Kind::BecomeReferenced, "CREATE TABLE n (t_id INTEGER REFERENCES t (id))"),
    (Kind::CreateTrigger, "CREATE TRIGGER t_second AFTER UPDATE ON t BEGIN SELECT 1; END"),
    (Kind::DropTrigger, "DROP TRIGGER t_trigger"),
    (Kind::WriteRows, "UPDATE t SET b = b || 'x'"),
];

/// What takes rows away. Their pages are freed: some are written, most are only noted as free.
const REMOVALS: &[(Kind, &str)] = &[
    (Kind::DropTable, "DROP TABLE t"),
    (Kind::LoseReference, "DROP TABLE t"),
    (Kind::DeleteRows, "DELETE FROM t WHERE id > 0"),
];

#[test]
fn every_statement_writes_what_the_table_says() {
    assert_complete(Dialect::Sqlite, &[EXAMPLES, REMOVALS].concat());
    for (kind, sql) in EXAMPLES {
        database::run(Server::Sqlite, async |url| {
            let mut connection = SqliteConnection::connect(&url).await?;
            connection.execute(SETUP).await?;
            let table: i64 = sqlx::query_scalar("PRAGMA page_count").fetch_one(&mut connection).await?;
            connection.execute("PRAGMA journal_mode = wal").await?;
            connection.execute("PRAGMA wal_autocheckpoint = 0").await?;
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").await?;
            connection.execute(*sql).await?;
            let row: (i64, i64, i64) =
                sqlx::query_as("PRAGMA wal_checkpoint").fetch_one(&mut connection).await?;
            let is_written = row.1 * 2 > table;
            let cost = risk::cost(Dialect::Sqlite, *kind).expect("it costs something");
            let pages = row.1;
            assert_eq!(
                cost.work == Work::RowsWritten,
                is_written,
                "{kind:?}: {sql}: {pages} of {table} pages"
            );
            Ok::<_, sqlx::Error>(())
        });
    }
}
