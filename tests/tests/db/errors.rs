//! Errors of the database as errors of the schema: they name its tables and columns, and no value.

use chrono::{DateTime, Utc};
use orm_core::dialect::Database;
use orm_core::exec::{Done, Executor, Request};
use orm_core::models::Problem;
use orm_core::prelude::*;
use orm_core::schema::{ConstraintKind, TableMeta, column, constraint};
use orm_core::types::Value;
use orm_core::{Error, ErrorKind, Violation};
use orm_schema::Dialect;
use orm_tests::db_test;

/// No message may repeat it.
const SECRET: &str = "s3cr3t-value";

static USERS: TableMeta = TableMeta::new("users")
    .columns(&[
        column::<i32>("id", "id", "integer"),
        column::<String>("email", "eMail", "text"),
        column::<i32>("age", "age", "integer"),
        column::<Option<i32>>("boss_id", "bossId", "integer"),
    ])
    .primary_key(&[0])
    .constraints(&[
        constraint("users_pkey", ConstraintKind::PrimaryKey, &["id"]),
        constraint("users_email_key", ConstraintKind::Unique, &["email"]),
        constraint("users_age_check", ConstraintKind::Check, &["age"]),
        constraint("users_boss_id_fkey", ConstraintKind::ForeignKey, &["boss_id"]),
    ]);

db_test!(a_duplicate_names_its_columns, async |db| {
    users(&db).await?;
    add(&db, 1, SECRET, 30, None).await?;
    let error = add(&db, 2, SECRET, 30, None).await.expect_err("the address is taken");
    let ErrorKind::UniqueViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!(violation.table.as_deref(), Some("users"));
    assert_eq!(violation.constraint.as_deref(), Some("users_email_key"));
    assert_eq!(violation.columns, ["email"]);
    assert_eq!(violation.fields, ["eMail"]);
    assert_eq!(
        error.to_string(),
        "a row with the same `users.email` exists (constraint `users_email_key`); \
         change the value, or resolve the conflict with `.on_conflict(..)`"
    );
    assert_no_value(&error);
    Ok::<_, Error>(())
});

db_test!(a_duplicate_primary_key_names_it, async |db| {
    users(&db).await?;
    add(&db, 1, "a", 30, None).await?;
    let error = add(&db, 1, SECRET, 30, None).await.expect_err("the key is taken");
    let ErrorKind::UniqueViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!(
        (violation.constraint.as_deref(), &*violation.columns),
        (Some("users_pkey"), &["id".to_owned()][..])
    );
    assert_no_value(&error);
    Ok::<_, Error>(())
});

db_test!(a_missing_value_names_its_column, async |db| {
    users(&db).await?;
    let null = vec![Value::I32(1), Value::Null, Value::I32(30), Value::Null];
    let error = insert(&db, null).await.expect_err("the address is required");
    let ErrorKind::NotNullViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!((violation.table.as_deref(), &*violation.columns), (Some("users"), &["email".to_owned()][..]));
    assert_eq!(error.to_string(), "`users.email` must have a value and got NULL");
    Ok::<_, Error>(())
});

db_test!(a_broken_check_names_it, async |db| {
    users(&db).await?;
    let error = add(&db, 1, SECRET, -1, None).await.expect_err("nobody is that young");
    let ErrorKind::CheckViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!(violation.table.as_deref(), Some("users"));
    assert_eq!(violation.constraint.as_deref(), Some("users_age_check"));
    assert_eq!(violation.fields, ["age"]);
    assert_no_value(&error);
    Ok::<_, Error>(())
});

db_test!(a_broken_reference_names_it, async |db| {
    users(&db).await?;
    let error = add(&db, 1, SECRET, 30, Some(7)).await.expect_err("there is no such boss");
    let ErrorKind::ForeignKeyViolation(violation) = error.kind() else { panic!("{error:?}") };
    // SQLite does not say which foreign key it was: the table has but one.
    assert_eq!(violation.columns, ["boss_id"]);
    assert_eq!(violation.constraint.as_deref(), Some("users_boss_id_fkey"));
    assert_no_value(&error);
    Ok::<_, Error>(())
});

db_test!(a_row_that_is_referred_to_stays, async |db| {
    users(&db).await?;
    add(&db, 1, "a", 30, None).await?;
    add(&db, 2, "b", 30, Some(1)).await?;
    let delete = Request::new("delete from users where id = 1", vec![]).table(&USERS);
    let error = run(&db, delete).await.expect_err("it is the boss of another");
    let ErrorKind::ForeignKeyViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!(violation.table.as_deref(), Some("users"));
    // To SQLite it could as well be the foreign key of another table.
    assert_eq!(violation.columns.is_empty(), is(&db, Dialect::Sqlite));
    // The table refers to itself, and still no column of the row that stays is wrong.
    assert_eq!(violation.fields, [""; 0]);
    let update = Request::new("update users set id = 9 where id = 1", vec![]).table(&USERS);
    let error = run(&db, update).await.expect_err("it is the boss of another");
    let ErrorKind::ForeignKeyViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!(violation.fields, [""; 0]);
    Ok::<_, Error>(())
});

db_test!(a_value_of_the_wrong_form_is_not_repeated, [Postgres, Mysql], async |db| {
    users(&db).await?;
    let wrong = vec![Value::Label(SECRET.into()), Value::Text("a".into()), Value::I32(1), Value::Null];
    let error = insert(&db, wrong).await.expect_err("it is no number");
    assert!(!matches!(error.kind(), ErrorKind::Connection), "{error:?}");
    assert_no_value(&error);
    Ok::<_, Error>(())
});

db_test!(a_value_that_is_too_long_names_its_column, [Mysql], async |db| {
    users(&db).await?;
    let error = add(&db, 1, &SECRET.repeat(50), 30, None).await.expect_err("it is too long");
    let (column, field) = (Some("email".to_owned()), Some("eMail".to_owned()));
    assert_eq!(error.kind(), &ErrorKind::InvalidValue { column, field });
    assert_eq!(error.to_string(), "a value for column `email` is refused: Data too long");
    Ok::<_, Error>(())
});

db_test!(an_unknown_table_is_named, async |db| {
    let error =
        run(&db, Request::new("select * from nowhere", vec![])).await.expect_err("there is no such table");
    assert!(matches!(error.kind(), ErrorKind::Sql { code: Some(_) }), "{error:?}");
    assert!(error.to_string().contains("nowhere"), "{error}");
    assert!(error.to_string().ends_with("; migrations may be pending"), "{error}");
    Ok::<_, Error>(())
});

db_test!(a_violation_in_another_table_keeps_the_names_of_the_database, [Postgres], async |db| {
    users(&db).await?;
    run(&db, Request::new("create table teams (lead integer not null references users (id))", vec![]))
        .await?;
    add(&db, 1, "a", 30, None).await?;
    run(&db, Request::new("insert into teams values (1)", vec![])).await?;
    let delete = Request::new("delete from users where id = 1", vec![]).table(&USERS);
    let error = run(&db, delete).await.expect_err("it leads a team");
    let ErrorKind::ForeignKeyViolation(Violation { table, constraint, columns, .. }) = error.kind() else {
        panic!("{error:?}")
    };
    assert_eq!((table.as_deref(), constraint.as_deref()), (Some("teams"), Some("teams_lead_fkey")));
    assert!(columns.is_empty());
    Ok::<_, Error>(())
});

db_test!(no_error_repeats_a_bound_value, async |db| {
    users(&db).await?;
    add(&db, 1, SECRET, 30, None).await?;
    let statements: &[&str] = match dialect(&db) {
        Dialect::Postgres => &[
            "select $1::text::integer",
            "select $1::text::uuid",
            "select $1::text::date",
            "select $1::text::json",
            "select $1::text::regclass",
            "select set_config($1::text, 'a', false)",
            "select now() at time zone $1::text",
            "select nowhere from users where email = $1::text",
        ],
        Dialect::Mysql => &[
            "update users set age = ?",
            "update users set boss_id = ?",
            "update users set email = repeat(?, 20)",
            "insert into users values (2, ?, 1, null)",
            "insert into users values (2, ?, -1, null)",
            "insert into users values (2, ?, 1, 9)",
            "select nowhere from users where email = ?",
            "select ? regexp '('",
        ],
        Dialect::Sqlite => &[
            "select json(?)",
            "select json_extract('{}', ?)",
            "select json_set('{}', ?, 1)",
            "insert into users values (2, ?, 1, null)",
            "insert into users values (2, ?, -1, null)",
            "insert into users values (2, ?, 1, 9)",
            "select nowhere from users where email = ?",
            "select abs(-9223372036854775808) where ? is not null",
        ],
    };
    for statement in statements {
        let request = Request::new(*statement, vec![Value::Text(SECRET.into())]).table(&USERS);
        let Err(error) = run(&db, request).await else { panic!("{statement} succeeds") };
        assert!(!matches!(error.kind(), ErrorKind::Connection), "{statement}: {error:?}");
        assert_no_value(&error);
    }
    Ok::<_, Error>(())
});

db_test!(what_a_trigger_says_is_not_repeated, [Postgres, Sqlite], async |db| {
    users(&db).await?;
    let definitions: &[&str] = if is(&db, Dialect::Postgres) {
        &[
            "create function refuse() returns trigger language plpgsql
             as 'begin raise exception ''no %'', new.email; end'",
            "create trigger refuse before insert on users for each row execute function refuse()",
        ]
    } else {
        &["create trigger refuse before insert on users begin select raise(abort, 's3cr3t-value'); end"]
    };
    for definition in definitions {
        run(&db, Request::new(*definition, vec![])).await?;
    }
    let error = add(&db, 1, SECRET, 30, None).await.expect_err("the trigger refuses it");
    assert!(matches!(error.kind(), ErrorKind::Sql { code: Some(_) }), "{error:?}");
    assert_no_value(&error);
    Ok::<_, Error>(())
});

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "moments")]
struct Moment {
    #[column(primary_key)]
    id: i32,
    near: DateTime<Utc>,
    #[column(type = "datetime(6)")]
    far: DateTime<Utc>,
}

db_test!(a_time_that_a_timestamp_does_not_take_is_told_the_range, [Mysql], async |db| {
    let table =
        "create table moments (id integer primary key, near timestamp(6) not null, far datetime(6) not null)";
    db.lease().await?.execute(Request::new(table, vec![])).await?;
    let at = |text: &str| text.parse::<DateTime<Utc>>().expect("a time");
    let limits = [
        (1, at("1970-01-01T00:00:01Z"), at("1000-01-01T00:00:00Z")),
        (2, at("2038-01-19T03:14:07Z"), at("9999-12-31T23:59:59.999999Z")),
    ];
    for (id, near, far) in limits {
        let stored = Moment::insert(new!(Moment { id, near, far })).one(&db).await?;
        assert_eq!(stored, Moment { id, near, far });
        assert_eq!(Moment::query().filter(Moment::far.eq(far)).count(&db).await?, 1);
    }
    for far in ["1969-12-31T23:59:59Z", "1000-01-01T00:00:00Z", "2200-01-01T00:00:00Z"].map(at) {
        let rows = [
            new!(Moment { id: 3, near: at("2000-01-01T00:00:00Z"), far }),
            new!(Moment { id: 4, near: far, far }),
        ];
        let error = Moment::insert_many(rows).execute(&db).await.expect_err("it is out of the range");
        let (column, field) = (Some("near".to_owned()), Some("near".to_owned()));
        assert_eq!(error.kind(), &ErrorKind::InvalidValue { column, field });
        let range = "1970-01-01 00:00:01 to 2038-01-19 03:14:07";
        assert!(error.to_string().contains(range), "{error}");
        let update = Moment::update().set(Moment::near, far).filter(Moment::id.eq(1));
        let error = update.execute(&db).await.expect_err("it is out of the range");
        assert!(error.to_string().contains(range), "{error}");
        assert_eq!(Problem::from(error).issues()[0].pointer(), "#/near");
        assert_eq!(Moment::query().filter(Moment::near.lt(at("2200-01-01T00:00:00Z"))).count(&db).await?, 2);
    }
    Ok::<_, Error>(())
});

db_test!(a_check_without_a_name_is_found_when_it_is_the_only_one, [Sqlite], async |db| {
    let table = "create table users (id integer, email text, age integer check (age >= 0), boss_id integer)";
    run(&db, Request::new(table, vec![])).await?;
    let error = add(&db, 1, SECRET, -1, None).await.expect_err("nobody is that young");
    let ErrorKind::CheckViolation(violation) = error.kind() else { panic!("{error:?}") };
    assert_eq!(violation.table.as_deref(), Some("users"));
    assert_eq!(violation.constraint.as_deref(), Some("users_age_check"));
    assert_eq!(violation.columns, ["age"]);
    Ok::<_, Error>(())
});

db_test!(waiting_for_a_lock_too_long_is_a_timeout, [Postgres, Mysql], async |db| {
    users(&db).await?;
    add(&db, 1, "a", 30, None).await?;
    let (one, two) = (db.begin().await?, db.begin().await?);
    let update = || Request::new("update users set age = age + 1 where id = 1", vec![]);
    (&one).lease().await?.execute(update()).await?;
    let patience = match dialect(&db) {
        Dialect::Postgres => "set local lock_timeout = 50",
        Dialect::Mysql | Dialect::Sqlite => "set innodb_lock_wait_timeout = 1",
    };
    (&two).lease().await?.execute(Request::new(patience, vec![])).await?;
    let error = (&two).lease().await?.execute(update()).await.expect_err("the row is locked");
    assert_eq!(error.kind(), &ErrorKind::Timeout);
    Ok::<_, Error>(())
});

db_test!(two_writers_of_a_locked_row_can_try_again, [Postgres, Mysql], async |db| {
    users(&db).await?;
    add(&db, 1, "a", 30, None).await?;
    add(&db, 2, "b", 30, None).await?;
    let (one, two) = (db.begin().await?, db.begin().await?);
    let age = |id: i32| Request::new(format!("update users set age = age + 1 where id = {id}"), vec![]);
    (&one).lease().await?.execute(age(1)).await?;
    (&two).lease().await?.execute(age(2)).await?;
    let crossed = futures_util::future::join(async { (&one).lease().await?.execute(age(2)).await }, async {
        (&two).lease().await?.execute(age(1)).await
    });
    let (first, second) = crossed.await;
    let victim = first.and(second).expect_err("one of them is the victim");
    assert!(victim.is_retryable(), "{victim:?}");
    Ok::<_, Error>(())
});

async fn users<D: Database>(db: &Db<D>) -> Result<(), Error> {
    let sql = "create table users (
        id integer not null,
        email varchar(100) not null,
        age integer not null,
        boss_id integer,
        constraint users_pkey primary key (id),
        constraint users_email_key unique (email),
        constraint users_age_check check (age >= 0),
        constraint users_boss_id_fkey foreign key (boss_id) references users (id)
    )";
    run(db, Request::new(sql, vec![])).await.map(drop)
}

async fn add<D: Database>(
    db: &Db<D>,
    id: i32,
    email: &str,
    age: i32,
    boss: Option<i32>,
) -> Result<(), Error> {
    let boss = boss.map_or(Value::Null, Value::I32);
    let binds = vec![Value::I32(id), Value::Text(email.to_owned().into()), Value::I32(age), boss];
    insert(db, binds).await
}

async fn insert<D: Database>(db: &Db<D>, binds: Vec<Value>) -> Result<(), Error> {
    let sql = match D::DIALECT {
        Dialect::Postgres => "insert into users values ($1, $2, $3, $4)",
        Dialect::Mysql | Dialect::Sqlite => "insert into users values (?, ?, ?, ?)",
    };
    run(db, Request::new(sql, binds).table(&USERS)).await.map(drop)
}

async fn run<D: Database>(db: &Db<D>, request: Request) -> Result<Done, Error> {
    db.lease().await?.execute(request).await
}

fn is<D: Database>(_: &Db<D>, dialect: Dialect) -> bool {
    D::DIALECT == dialect
}

fn dialect<D: Database>(_: &Db<D>) -> Dialect {
    D::DIALECT
}

/// Neither the text nor the debugging text nor a source holds the value that was bound.
pub(super) fn assert_no_value(error: &Error) {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        assert!(!format!("{error} {error:?} {error:#?}").contains(SECRET), "{error:?}");
        source = error.source();
    }
}
