//! The codes of the databases and the kinds they become, as `docs/errors.md` lists them. What no statement of a test can cause
//! (a cluster, a server that shuts down) is signalled where the database lets a statement do that, so that the code and the
//! kind are compared for each.

use orm_core::dialect::Database;
use orm_core::exec::{Executor, Request};
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_schema::Dialect;
use orm_tests::db_test;

/// A kind, its codes, and the statements that cause it. Where there are three codes they are those of PostgreSQL, MySQL and
/// SQLite.
type Case = (&'static str, &'static str, &'static str);

const SCHEMA: &str = "
    create table parents (id integer primary key not null, name varchar(5) unique, age integer not null check (age >= 0));
    create table children (id integer primary key not null, parent_id integer not null, foreign key (parent_id) references parents (id));
    insert into parents values (1, 'a', 1);
    insert into children values (1, 1)";

/// Mistakes that are the same on every database.
const SHARED: [Case; 6] = [
    ("unique", "23505, 1062, 2067", "insert into parents values (2, 'a', 1)"),
    ("unique", "23505, 1062, 1555", "insert into parents values (1, 'b', 1)"),
    ("foreign key", "23503, 1452, 787", "insert into children values (2, 7)"),
    ("foreign key", "23503, 1451, 787", "delete from parents"),
    ("check", "23514, 3819 or 4025, 275", "insert into parents values (2, 'b', -1)"),
    ("not null", "23502, 1048, 1299", "insert into parents values (2, 'b', null)"),
];

/// What PostgreSQL says.
const ON_POSTGRES: [Case; 27] = [
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
];

/// What MySQL and MariaDB say.
const ON_MYSQL: [Case; 20] = [
    ("value", "1406", "insert into parents values (2, 'too long', 1)"),
    ("value", "1264", "insert into parents values (2, 'b', 3000000000)"),
    ("value", "1366", "insert into parents values (2, 'b', 'x')"),
    ("value", "1292", "update parents set age = cast('x' as signed)"),
    ("value", "1365", "insert into parents values (2, 'b', 1 / 0)"),
    ("value", "1690", "update parents set age = 18446744073709551615 + 1"),
    ("not null", "1364", "insert into parents (id) values (2)"),
    (
        "timeout",
        "1969 or 3024",
        "/*M! set statement max_statement_time = 0.02 for */ select /*+ max_execution_time(20) */ 1 from parents where sleep(9) = 2",
    ),
    ("sql", "1146", "select * from nowhere"),
    ("sql", "1054", "select nowhere from parents"),
    ("sql", "1064", "selec 1"),
    ("sql", "1305", "select nowhere()"),
    ("sql", "1052", "select id from parents, children"),
    ("sql", "1136", "insert into children values (2)"),
    ("sql", "1242", "select (select id from parents union all select id + 1 from parents)"),
    ("sql", "1644", "signal sqlstate '45000'"),
    ("value", "1265", "create temporary table e (x enum ('a')) | insert into e values ('b')"),
    ("value", "1367", "insert into parents values (2, 'b', 1e400)"),
    ("value", "1411", "update parents set age = str_to_date('x', '%Y')"),
    ("value", "1441", "update parents set name = date_add('9999-12-31', interval 1 day)"),
];

/// What SQLite says.
const ON_SQLITE: [Case; 10] = [
    ("value", "20", "insert into parents (id, name, age) values ('x', 'b', 1)"),
    ("value", "3091", "create table strict_ones (id integer) strict | insert into strict_ones values ('x')"),
    ("value", "18", "select zeroblob(2000000000)"),
    ("sql", "1", "select * from nowhere"),
    ("sql", "1", "selec 1"),
    ("sql", "1", "select json('{')"),
    ("sql", "1", "select abs(-9223372036854775808)"),
    (
        "sql",
        "1811",
        "create trigger t before delete on children begin select raise(abort, 'no'); end | delete from children",
    ),
    (
        "unique",
        "2579",
        "create table r (x integer) | insert into r (rowid) values (1) | insert into r (rowid) values (1)",
    ),
    ("connection", "13", "pragma max_page_count = 8 | insert into parents values (9, zeroblob(1000000), 1)"),
];

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

/// Codes that no statement of a test causes: the numbers are signalled on MySQL, raised on PostgreSQL.
const SIGNALLED_ON_MYSQL: [(&str, &[u16]); 9] = [
    ("unique", &[1022, 1062, 1169, 1586]),
    ("foreign key", &[1216, 1217, 1451, 1452, 1761, 1762]),
    ("check", &[3819]),
    ("value", &[1292, 3140, 3141, 4078]),
    ("serialization", &[1020, 1180, 1213, 3058, 3101]),
    ("timeout", &[1205, 1317, 1969, 3024]),
    ("read only", &[1290, 1792, 1836]),
    ("access", &[1044, 1045, 1049, 1142, 1143, 1227]),
    ("connection", &[1040, 1053, 1152, 1927]),
];

const RAISED_ON_POSTGRES: [(&str, &[&str]); 6] = [
    ("serialization", &["40001", "40P01"]),
    ("timeout", &["55P03", "57014"]),
    ("transaction", &["25P02"]),
    ("access", &["28P01", "28000", "42501", "3D000"]),
    ("connection", &["08000", "08003", "08006", "53300", "57P01", "57P02", "57P03"]),
    ("sql", &["08P01"]),
];

/// Codes of SQLite that tests of locks, interrupts and files cause, or that only a broken disk does.
const ELSEWHERE_ON_SQLITE: [&str; 9] = ["3", "5", "6", "8", "9", "10", "11", "14", "26"];

async fn check<D: Database>(db: &Db<D>, cases: &[Case]) -> Result<(), Error> {
    for statement in SCHEMA.split(';') {
        db.lease().await?.execute(Request::new(statement.trim().to_owned(), vec![])).await?;
    }
    for &(kind, codes, statements) in cases {
        let error = provoked(db, statements).await;
        assert_eq!(word(error.kind()), kind, "{codes}: {statements}: {error:?}");
        let code = error.code().expect("the database said it");
        assert!(codes_on(D::DIALECT, codes).any(|listed| listed == code), "{code}: {statements}");
        if let ErrorKind::Sql { code: told } = error.kind() {
            assert_eq!(told.as_deref(), Some(code), "{statements}");
        }
    }
    Ok(())
}

/// The codes of a case on that database.
fn codes_on(dialect: Dialect, codes: &'static str) -> impl Iterator<Item = &'static str> {
    let parts: Vec<&str> = codes.split(", ").collect();
    let own = match (&parts[..], dialect) {
        ([only], _)
        | ([only, _, _], Dialect::Postgres)
        | ([_, only, _], Dialect::Mysql)
        | ([_, _, only], Dialect::Sqlite) => *only,
        _ => panic!("`{codes}` is neither one code nor three"),
    };
    own.split(" or ")
}

db_test!(the_same_mistakes_are_the_same_kinds, async |db| { check(&db, &SHARED).await });

db_test!(codes_of_postgres, [Postgres], async |db| {
    check(&db, &ON_POSTGRES).await?;
    for (kind, codes) in RAISED_ON_POSTGRES {
        for code in codes {
            let raised = format!("do $$ begin raise exception using errcode = '{code}'; end $$");
            let error = provoked(&db, &raised).await;
            assert_eq!((word(error.kind()), error.code()), (kind, Some(*code)), "{error:?}");
        }
    }
    Ok::<_, Error>(())
});

db_test!(codes_of_mysql, [Mysql], async |db| {
    check(&db, &ON_MYSQL).await?;
    for (kind, numbers) in SIGNALLED_ON_MYSQL {
        for number in numbers {
            let signalled = format!("signal sqlstate 'HY000' set mysql_errno = {number}");
            let error = provoked(&db, &signalled).await;
            let code = number.to_string();
            assert_eq!((word(error.kind()), error.code()), (kind, Some(code.as_str())), "{error:?}");
        }
    }
    Ok::<_, Error>(())
});

db_test!(codes_of_sqlite, [Sqlite], async |db| { check(&db, &ON_SQLITE).await });

#[test]
fn each_code_of_the_page_is_caused_by_a_test() {
    let page = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/errors.md");
    let page = std::fs::read_to_string(page).expect("the page of errors");
    let own = |dialect, cases: &[Case]| {
        let cases = SHARED.iter().chain(cases).flat_map(move |case| codes_on(dialect, case.1));
        cases.map(str::to_owned).collect::<Vec<_>>()
    };
    let mut postgres = own(Dialect::Postgres, &ON_POSTGRES);
    postgres
        .extend(RAISED_ON_POSTGRES.iter().flat_map(|(_, codes)| codes.iter().map(|code| (*code).to_owned())));
    let mut mysql = own(Dialect::Mysql, &ON_MYSQL);
    mysql.extend(SIGNALLED_ON_MYSQL.iter().flat_map(|(_, numbers)| numbers.iter().map(u16::to_string)));
    let mut sqlite = own(Dialect::Sqlite, &ON_SQLITE);
    sqlite.extend(ELSEWHERE_ON_SQLITE.iter().map(|code| (*code).to_owned()));
    let mut compared = 0;
    for row in page.lines().filter(|line| line.starts_with("| `")) {
        let cells: Vec<&str> = row.split('|').collect();
        let [_, _, of_postgres, of_mysql, of_sqlite, _, _] = cells[..] else { panic!("{row}") };
        for (cell, caused) in [(of_postgres, &postgres), (of_mysql, &mysql), (of_sqlite, &sqlite)] {
            let words = cell.split(|c: char| !c.is_ascii_alphanumeric());
            // A class has two digits, and is told by its members.
            let cell_names_a_class = cell.contains("class ");
            for code in words.filter(|word| word.starts_with(|c: char| c.is_ascii_digit())) {
                if cell_names_a_class && code.len() == 2 {
                    continue;
                }
                assert!(caused.iter().any(|each| each == code), "no test causes {code} of {row}");
                compared += 1;
            }
        }
    }
    assert!(compared > 60, "only {compared} codes were found on the page");
}
