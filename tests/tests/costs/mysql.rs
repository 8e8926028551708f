//! MySQL: each example is tried with the algorithms from the cheapest to the dearest; the first that the server accepts is the one
//! that it takes by itself. What has no algorithm is tried while somebody reads the table, and has to wait.

use orm_migrate::risk::{self, ActionKind as Kind, Blocks, Cost, Work};
use orm_schema::Dialect;
use orm_tests::database::{self, Server};
use sqlx::{AssertSqlSafe, Connection, Executor, MySqlConnection};

use super::assert_complete;

const SETUP: [&str; 14] = [
    "DROP TABLE IF EXISTS n",
    "DROP TABLE IF EXISTS w",
    "DROP TABLE IF EXISTS q",
    "CREATE TABLE q (a INT NOT NULL) PARTITION BY RANGE (a) (
        PARTITION one VALUES LESS THAN (10), PARTITION two VALUES LESS THAN (20))",
    "INSERT INTO q VALUES (1), (2)",
    "DROP TABLE IF EXISTS t",
    "DROP TABLE IF EXISTS k",
    "DROP TABLE IF EXISTS p",
    "CREATE TABLE p (id INT PRIMARY KEY)",
    "CREATE TABLE k (a INT NOT NULL)",
    "CREATE TABLE n (a INT)",
    "CREATE TABLE w (p POINT NOT NULL)",
    "CREATE TABLE t (
        id INT NOT NULL PRIMARY KEY, a INT, b VARCHAR(10), c INT NOT NULL DEFAULT 1, r INT, s INT, e ENUM('x'), l VARCHAR(100),
        z INT, g INT AS (z + 1) STORED, v INT AS (z + 1) VIRTUAL,
        CONSTRAINT t_check CHECK (a > 0), CONSTRAINT t_r FOREIGN KEY (r) REFERENCES p (id), INDEX t_b (b)
    ) DEFAULT CHARSET = utf8mb4",
    "CREATE TRIGGER t_trigger BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1",
];

/// What takes an algorithm.
const EXAMPLES: &[(Kind, &str)] = &[
    (Kind::RenameTable, "ALTER TABLE t RENAME TO t2"),
    (Kind::AddColumn, "ALTER TABLE t ADD COLUMN n INT NULL"),
    (Kind::AddColumn, "ALTER TABLE t ADD COLUMN n INT NOT NULL DEFAULT 7"),
    (Kind::AddColumn, "ALTER TABLE t ADD COLUMN n INT GENERATED ALWAYS AS (a * 2) VIRTUAL"),
    (Kind::AddRequiredColumn, "ALTER TABLE t ADD COLUMN n INT NOT NULL"),
    (Kind::AddComputedColumn, "ALTER TABLE t ADD COLUMN n INT GENERATED ALWAYS AS (a * 2) STORED"),
    (Kind::DropColumn, "ALTER TABLE t DROP COLUMN c"),
    (Kind::DropComputedColumn, "ALTER TABLE t DROP COLUMN g"),
    (Kind::DropComputedColumn, "ALTER TABLE t DROP COLUMN v"),
    (Kind::RenameColumn, "ALTER TABLE t RENAME COLUMN c TO c2"),
    (Kind::WidenType, "ALTER TABLE t MODIFY COLUMN b VARCHAR(20) NULL"),
    (Kind::WidenType, "ALTER TABLE t MODIFY COLUMN l VARCHAR(200) NULL"),
    (Kind::WidenType, "ALTER TABLE t MODIFY COLUMN e ENUM('x','y') NULL"),
    (Kind::SetType, "ALTER TABLE t MODIFY COLUMN s BIGINT NULL"),
    (Kind::SetType, "ALTER TABLE t MODIFY COLUMN b VARCHAR(5) NULL"),
    (Kind::SetType, "ALTER TABLE t MODIFY COLUMN e ENUM('y','x') NULL"),
    (Kind::SetNotNull, "ALTER TABLE n MODIFY COLUMN a INT NOT NULL"),
    // Next to a check it is a copy.
    (Kind::SetType, "ALTER TABLE t MODIFY COLUMN s INT NOT NULL"),
    (Kind::DropNotNull, "ALTER TABLE t MODIFY COLUMN c INT NULL DEFAULT 1"),
    (Kind::SetDefault, "ALTER TABLE t MODIFY COLUMN c INT NOT NULL DEFAULT 2"),
    (Kind::SetIdentity, "ALTER TABLE t MODIFY COLUMN id INT NOT NULL AUTO_INCREMENT"),
    (Kind::DropExpression, "ALTER TABLE t MODIFY COLUMN g INT NULL"),
    (Kind::AddPrimaryKey, "ALTER TABLE k ADD PRIMARY KEY (a)"),
    (Kind::DropPrimaryKey, "ALTER TABLE t DROP PRIMARY KEY"),
    (Kind::AddUnique, "ALTER TABLE t ADD CONSTRAINT t_s UNIQUE (s)"),
    (Kind::AddCheck, "ALTER TABLE t ADD CONSTRAINT t_s CHECK (s < 100)"),
    (
        Kind::AddForeignKey,
        "ALTER TABLE t ADD INDEX t_s (s), ADD CONSTRAINT t_s FOREIGN KEY (s) REFERENCES p (id)",
    ),
    (Kind::DropConstraint, "ALTER TABLE t DROP CONSTRAINT t_check"),
    (Kind::DropForeignKey, "ALTER TABLE t DROP FOREIGN KEY t_r"),
    (Kind::CreateIndex, "ALTER TABLE t ADD INDEX t_s (s)"),
    (Kind::CreateUniqueIndex, "CREATE UNIQUE INDEX t_s ON t (s)"),
    (Kind::CreateFulltextIndex, "ALTER TABLE t ADD FULLTEXT INDEX t_l (l)"),
    (Kind::CreateFulltextIndex, "CREATE FULLTEXT INDEX t_l ON t (l)"),
    (Kind::CreateSpatialIndex, "ALTER TABLE w ADD SPATIAL INDEX w_p (p)"),
    (Kind::DropIndex, "ALTER TABLE t DROP INDEX t_b"),
    (Kind::RenameIndex, "ALTER TABLE t RENAME INDEX t_b TO t_b2"),
    (Kind::SetComment, "ALTER TABLE t COMMENT = 'x'"),
    (Kind::SetOptions, "ALTER TABLE t CONVERT TO CHARACTER SET latin1"),
];

/// What has to wait for those who read the table.
const EXCLUSIVE: &[(Kind, &str)] = &[
    (Kind::DropTable, "DROP TABLE t"),
    (Kind::Truncate, "TRUNCATE TABLE t"),
    (Kind::CreateTrigger, "CREATE TRIGGER t_second BEFORE UPDATE ON t FOR EACH ROW SET NEW.a = 1"),
    (Kind::DropTrigger, "DROP TRIGGER t_trigger"),
];

/// What takes no algorithm, and is tried beside those who read and beside those who write.
const PARTITIONS: &[(Kind, &str)] = &[
    (Kind::AddPartition, "ALTER TABLE q ADD PARTITION (PARTITION three VALUES LESS THAN (30))"),
    (Kind::DropPartition, "ALTER TABLE q DROP PARTITION two"),
    (
        Kind::Repartition,
        "ALTER TABLE q REORGANIZE PARTITION one, two INTO (PARTITION all_of_them VALUES LESS THAN (20))",
    ),
    (Kind::Repartition, "ALTER TABLE q PARTITION BY HASH (a) PARTITIONS 2"),
    (Kind::Repartition, "ALTER TABLE q REMOVE PARTITIONING"),
];

/// Is not in the way of anything.
const NOTHING: &str = "DO 0";

/// Waits for those who use a table no longer than it must: the server itself looks at new tables for a moment (purge, statistics), and
/// who does not wait at all is refused by that.
const BRIEFLY: &str = "SET SESSION lock_wait_timeout = 1";

/// What goes on beside those who read.
const SHARED: &[(Kind, &str)] = &[
    (Kind::WriteRows, "INSERT INTO t (id) VALUES (7)"),
    (Kind::DeleteRows, "DELETE FROM t"),
    (Kind::BecomeReferenced, "ALTER TABLE t ADD CONSTRAINT t_s FOREIGN KEY (s) REFERENCES p (id)"),
    (Kind::LoseReference, "ALTER TABLE t DROP FOREIGN KEY t_r"),
];

/// The algorithms, cheapest first. `NOCOPY` is a word of MariaDB for what builds no table anew.
const ALGORITHMS: [(&str, Cost); 7] = [
    ("ALGORITHM=INSTANT", Cost { lock: "INSTANT", blocks: Blocks::Nobody, work: Work::Catalog }),
    (
        "ALGORITHM=NOCOPY, LOCK=NONE",
        Cost { lock: "NOCOPY, LOCK=NONE", blocks: Blocks::Nobody, work: Work::RowsRead },
    ),
    (
        "ALGORITHM=NOCOPY, LOCK=SHARED",
        Cost { lock: "NOCOPY, LOCK=SHARED", blocks: Blocks::Writes, work: Work::RowsRead },
    ),
    (
        "ALGORITHM=INPLACE, LOCK=NONE",
        Cost { lock: "INPLACE, LOCK=NONE", blocks: Blocks::Nobody, work: Work::RowsWritten },
    ),
    (
        "ALGORITHM=INPLACE, LOCK=SHARED",
        Cost { lock: "INPLACE, LOCK=SHARED", blocks: Blocks::Writes, work: Work::RowsWritten },
    ),
    (
        "ALGORITHM=COPY, LOCK=NONE",
        Cost { lock: "COPY, LOCK=NONE", blocks: Blocks::Nobody, work: Work::RowsWritten },
    ),
    (
        "ALGORITHM=COPY, LOCK=SHARED",
        Cost { lock: "COPY, LOCK=SHARED", blocks: Blocks::Writes, work: Work::RowsWritten },
    ),
];

#[test]
fn every_statement_takes_the_algorithm_that_the_table_says() {
    database::run(Server::Mysql, async |url| {
        assert_complete(Dialect::Mysql, &[EXAMPLES, EXCLUSIVE, PARTITIONS, SHARED].concat());
        let mut connection = MySqlConnection::connect(&url).await?;
        // As the runner has it: without, the server takes no NULL away in place.
        connection.execute("SET SESSION sql_mode = CONCAT(@@sql_mode, ',STRICT_ALL_TABLES')").await?;
        let mut wrong = Vec::new();
        for (kind, sql) in EXAMPLES {
            let mut measured = cheapest(&mut connection, sql).await?;
            if *kind == Kind::DropIndex {
                // `NOCOPY` reads rows to build an index. There is none to build.
                measured = measured.map(|cost| Cost { work: Work::Catalog, ..cost });
            }
            let said = risk::cost(Dialect::Mysql, *kind);
            if said != measured {
                wrong.push(format!("{kind:?}: {sql}: the table says {said:?}, the server {measured:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok::<_, sqlx::Error>(())
    });
}

/// The cheapest way that the server accepts.
async fn cheapest(connection: &mut MySqlConnection, sql: &str) -> sqlx::Result<Option<Cost>> {
    connection.execute("DROP TABLE IF EXISTS t2").await?;
    for statement in SETUP {
        connection.execute(statement).await?;
    }
    connection.execute("INSERT INTO p VALUES (1)").await?;
    connection.execute("INSERT INTO t (id, r, s) VALUES (1, 1, 1)").await?;
    // What is refused changes nothing.
    for (clause, cost) in ALGORITHMS {
        // Behind `CREATE INDEX` they stand without commas.
        let is_index = sql.starts_with("CREATE");
        let sql =
            if is_index { format!("{sql} {}", clause.replace(',', "")) } else { format!("{sql}, {clause}") };
        if connection.execute(AssertSqlSafe(sql)).await.is_ok() {
            return Ok(Some(cost));
        }
    }
    Ok(None)
}

#[test]
fn what_has_no_algorithm_waits_for_those_who_read_or_does_not() {
    database::run(Server::Mysql, async |url| {
        let mut connection = MySqlConnection::connect(&url).await?;
        let mut reader = MySqlConnection::connect(&url).await?;
        let mut wrong = Vec::new();
        for (kind, sql) in EXCLUSIVE.iter().chain(SHARED) {
            for statement in SETUP {
                connection.execute(statement).await?;
            }
            reader.execute("BEGIN").await?;
            let is_parent = matches!(kind, Kind::BecomeReferenced | Kind::LoseReference);
            reader.execute(if is_parent { "SELECT * FROM p" } else { "SELECT * FROM t" }).await?;
            connection.execute(BRIEFLY).await?;
            let waits = connection.execute(*sql).await.is_err();
            connection.execute("SET SESSION lock_wait_timeout = 60").await?;
            reader.execute("ROLLBACK").await?;
            let cost = risk::cost(Dialect::Mysql, *kind).expect("it costs something");
            if waits != (cost.blocks == Blocks::ReadsAndWrites) {
                wrong.push(format!("{kind:?}: {sql}: waits: {waits}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        Ok::<_, sqlx::Error>(())
    });
}

/// Who is at work keeps a statement from ending. What it has written by then, it has written beside them.
#[test]
fn statements_about_partitions_write_beside_those_who_read() {
    let mut wrong = Vec::new();
    for (kind, sql) in PARTITIONS {
        let measured =
            match ["SELECT * FROM q", "INSERT INTO q VALUES (3)", NOTHING].map(|work| written(work, sql)) {
                [_, _, 0] => (Blocks::ReadsAndWrites, Work::Catalog),
                [0, 0, _] => (Blocks::ReadsAndWrites, Work::RowsWritten),
                [_, 0, _] => (Blocks::Writes, Work::RowsWritten),
                [..] => (Blocks::Nobody, Work::RowsWritten),
            };
        let cost = risk::cost(Dialect::Mysql, *kind).expect("it costs something");
        if measured != (cost.blocks, cost.work) {
            wrong.push(format!("{kind:?}: {sql}: the table says {cost:?}, the server {measured:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// How many rows a statement writes next to that work, in a database of its own: InnoDB may keep the new partitions of a statement
/// that failed for a while.
fn written(work: &'static str, sql: &'static str) -> u64 {
    let mut rows = 0;
    database::run(Server::Mysql, async |url| {
        let mut connection = MySqlConnection::connect(&url).await?;
        let mut other = MySqlConnection::connect(&url).await?;
        rows = written_beside(&mut connection, &mut other, work, sql).await?;
        Ok::<_, sqlx::Error>(())
    });
    rows
}

/// How many rows a statement writes next to a transaction in which somebody did something.
async fn written_beside(
    connection: &mut MySqlConnection,
    other: &mut MySqlConnection,
    work: &'static str,
    sql: &'static str,
) -> sqlx::Result<u64> {
    for statement in SETUP {
        connection.execute(statement).await?;
    }
    other.execute("BEGIN").await?;
    other.execute(work).await?;
    if work != NOTHING {
        connection.execute(BRIEFLY).await?;
    }
    connection.execute("FLUSH STATUS").await?;
    let ended = connection.execute(sql).await;
    let (_, written): (String, String) =
        sqlx::query_as("SHOW SESSION STATUS LIKE 'Handler_write'").fetch_one(&mut *connection).await?;
    connection.execute("SET SESSION lock_wait_timeout = 60").await?;
    other.execute("ROLLBACK").await?;
    // It waits for whoever uses the table, at the latest at its end.
    assert_eq!(ended.is_ok(), work == NOTHING, "{sql} beside {work}: {ended:?}");
    Ok(written.parse().expect("a number"))
}
