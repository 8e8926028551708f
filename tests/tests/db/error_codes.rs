//! The codes of the databases and the kinds they become, as `docs/errors.md` lists them: those that a statement can provoke.
//! Locks, cut connections and missing servers have tests of their own; crashed disks and clusters have none.

use orm_core::dialect::Database;
use orm_core::exec::{Executor, Request};
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;

const SCHEMA: &str = "
    create table parents (id integer primary key not null, name varchar(5) unique, age integer not null check (age >= 0));
    create table children (id integer primary key not null, parent_id integer not null, foreign key (parent_id) references parents (id));
    insert into parents values (1, 'a', 1);
    insert into children values (1, 1)";

/// The word for a kind in the table.
fn word(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::UniqueViolation(_) => "unique",
        ErrorKind::ForeignKeyViolation(_) => "foreign key",
        ErrorKind::CheckViolation(_) => "check",
        ErrorKind::NotNullViolation(_) => "not null",
        ErrorKind::InvalidValue { .. } => "value",
        ErrorKind::Timeout => "timeout",
        ErrorKind::ReadOnly => "read only",
        ErrorKind::Access => "access",
        ErrorKind::Transaction => "transaction",
        ErrorKind::Serialization => "serialization",
        ErrorKind::Sql { .. } => "sql",
        ErrorKind::Connection => "connection",
        _ => "another kind",
    }
}

/// Runs statements, one after the other in a transaction that is rolled back, and hands back the first error.
async fn provoked<D: Database>(db: &Db<D>, statements: &str) -> Error {
    let tx = db.begin().await.expect("a transaction begins");
    for statement in statements.split(" | ") {
        let mut lease = (&tx).lease().await.expect("an open transaction");
        if let Err(error) = lease.execute(Request::new(statement.to_owned(), vec![])).await {
            return error;
        }
    }
    panic!("`{statements}` succeeds");
}

async fn check<D: Database>(db: &Db<D>, cases: &[(&str, &str, &str)]) -> Result<(), Error> {
    for statement in SCHEMA.split(';') {
        db.lease().await?.execute(Request::new(statement.trim().to_owned(), vec![])).await?;
    }
    for &(kind, code, statements) in cases {
        let error = provoked(db, statements).await;
        assert_eq!(word(error.kind()), kind, "{code}: {statements}: {error:?}");
        if let ErrorKind::Sql { code: Some(found) } = error.kind() {
            assert_eq!(found, code, "{statements}");
        }
    }
    Ok(())
}

db_test!(the_same_mistakes_are_the_same_kinds, async |db| {
    check(
        &db,
        &[
            ("unique", "23505, 1062, 2067", "insert into parents values (2, 'a', 1)"),
            ("unique", "23505, 1062, 1555", "insert into parents values (1, 'b', 1)"),
            ("foreign key", "23503, 1452, 787", "insert into children values (2, 7)"),
            ("foreign key", "23503, 1451, 787", "delete from parents"),
            ("check", "23514, 3819 or 4025, 275", "insert into parents values (2, 'b', -1)"),
            ("not null", "23502, 1048, 1299", "insert into parents values (2, 'b', null)"),
        ],
    )
    .await
});

db_test!(codes_of_postgres, [Postgres], async |db| {
    check(
        &db,
        &[
            ("value", "22001", "insert into parents values (2, 'too long', 1)"),
            ("value", "22003", "insert into parents values (2, 'b', 3000000000)"),
            ("value", "22007", "select 'x'::date"),
            ("value", "22008", "select '2026-02-30'::date"),
            ("value", "22012", "select 1 / 0"),
            ("value", "22021", "select convert_from('\\xff', 'UTF8')"),
            ("value", "2201E", "select ln(0)"),
            ("value", "22023", "select pg_notify('', '')"),
            ("value", "22P02", "select 'x'::integer"),
            ("value", "2201B", "select 'x' ~ '('"),
            ("timeout", "57014", "set local statement_timeout = 20 | select pg_sleep(9)"),
            ("read only", "25006", "set transaction read only | delete from children"),
            ("access", "42501", "set local role pg_monitor | delete from children"),
            ("sql", "42P01", "select * from nowhere"),
            ("sql", "42703", "select nowhere from parents"),
            ("sql", "42601", "selec 1"),
            ("sql", "42883", "select nowhere()"),
            ("sql", "42804", "insert into children values (2, true)"),
            ("sql", "42803", "select id, count(*) from parents group by name"),
            ("sql", "42702", "select id from parents, children"),
            ("sql", "42P07", "create table parents (id integer)"),
            ("sql", "21000", "select (select id from (values (1), (2)) as t (id))"),
            ("sql", "2BP01", "drop table parents"),
            ("sql", "0A000", "select count(*) from parents for update"),
            ("sql", "3B001", "rollback to b"),
            ("sql", "54000", "select chr(0)"),
            ("sql", "P0001", "do $$ begin raise exception 'no'; end $$"),
        ],
    )
    .await
});

db_test!(codes_of_mysql, [Mysql], async |db| {
    check(
        &db,
        &[
            ("value", "1406", "insert into parents values (2, 'too long', 1)"),
            ("value", "1264", "insert into parents values (2, 'b', 3000000000)"),
            ("value", "1366", "insert into parents values (2, 'b', 'x')"),
            ("value", "1292", "update parents set age = cast('x' as signed)"),
            ("value", "1365", "insert into parents values (2, 'b', 1 / 0)"),
            ("value", "1690", "update parents set age = 18446744073709551615 + 1"),
            ("not null", "1364", "insert into parents (id) values (2)"),
            ("timeout", "1205", "signal sqlstate 'HY000' set mysql_errno = 1205"),
            ("serialization", "1213", "signal sqlstate '40001' set mysql_errno = 1213"),
            ("serialization", "1020", "signal sqlstate 'HY000' set mysql_errno = 1020"),
            ("timeout", "1969 or 3024", "set statement max_statement_time = 0.02 for select sleep(9)"),
            ("timeout", "1317", "signal sqlstate '70100' set mysql_errno = 1317"),
            ("read only", "1792", "signal sqlstate '25006' set mysql_errno = 1792"),
            ("access", "1142", "signal sqlstate '42000' set mysql_errno = 1142"),
            ("connection", "1040", "signal sqlstate '08004' set mysql_errno = 1040"),
            ("sql", "1146", "select * from nowhere"),
            ("sql", "1054", "select nowhere from parents"),
            ("sql", "1064", "selec 1"),
            ("sql", "1305", "select nowhere()"),
            ("sql", "1052", "select id from parents, children"),
            ("sql", "1136", "insert into children values (2)"),
            ("sql", "1242", "select (select id from parents union all select id + 1 from parents)"),
            ("sql", "1644", "signal sqlstate '45000'"),
        ],
    )
    .await
});

db_test!(codes_of_sqlite, [Sqlite], async |db| {
    check(
        &db,
        &[
            ("value", "20", "insert into parents (id, name, age) values ('x', 'b', 1)"),
            ("value", "3091", "create table strict_ones (id integer) strict | insert into strict_ones values ('x')"),
            ("value", "18", "select zeroblob(2000000000)"),
            ("sql", "1", "select * from nowhere"),
            ("sql", "1", "selec 1"),
            ("sql", "1", "select json('{')"),
            ("sql", "1", "select abs(-9223372036854775808)"),
            ("sql", "1811", "create trigger t before delete on children begin select raise(abort, 'no'); end | delete from children"),
        ],
    )
    .await
});
