//! Errors of the database as errors of the schema: they name its tables and columns, and no value.

use orm_core::dialect::Database;
use orm_core::exec::{Done, Executor, Request};
use orm_core::schema::{ConstraintKind, TableMeta, column, constraint};
use orm_core::types::Value;
use orm_core::{Db, Error, ErrorKind, Violation};
use orm_schema::Dialect;
use orm_tests::db_test;

/// No message may repeat it.
const SECRET: &str = "s3cret";

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
    // SQLite does not say which foreign key it was.
    let expected: &[&str] = if is(&db, Dialect::Sqlite) { &[] } else { &["boss_id"] };
    assert_eq!(violation.columns, expected);
    assert_no_value(&error);
    Ok::<_, Error>(())
});

db_test!(a_row_that_is_referred_to_stays, async |db| {
    users(&db).await?;
    add(&db, 1, "a", 30, None).await?;
    add(&db, 2, "b", 30, Some(1)).await?;
    let delete = Request::new("delete from users where id = 1", vec![]).table(&USERS);
    let error = run(&db, delete).await.expect_err("it is the boss of another");
    assert!(matches!(error.kind(), ErrorKind::ForeignKeyViolation(_)), "{error:?}");
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
    assert_eq!(error.kind(), &ErrorKind::InvalidValue { column: Some("email".to_owned()) });
    assert_eq!(error.to_string(), "a value for column `email` is refused: Data too long");
    Ok::<_, Error>(())
});

db_test!(an_unknown_table_is_named, async |db| {
    let error =
        run(&db, Request::new("select * from nowhere", vec![])).await.expect_err("there is no such table");
    assert!(matches!(error.kind(), ErrorKind::Sql { code: Some(_) }), "{error:?}");
    assert!(error.to_string().contains("nowhere"), "{error}");
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

#[tokio::test]
async fn an_unreachable_server_is_a_connection_error() {
    let error = Db::<orm_core::Postgres>::connect("postgres://nobody@127.0.0.1:1/none")
        .await
        .expect_err("nobody listens");
    assert_eq!(error.kind(), &ErrorKind::Connection);
    let error =
        Db::<orm_core::Mysql>::connect("mysql://nobody@127.0.0.1:1/none").await.expect_err("nobody listens");
    assert_eq!(error.kind(), &ErrorKind::Connection);
    let error =
        Db::<orm_core::Sqlite>::connect("sqlite:///no/such/folder/app.db").await.expect_err("no folder");
    assert_eq!(
        error.to_string(),
        "the SQLite file cannot be opened; check that its folder exists and may be written to"
    );
}

#[tokio::test]
async fn a_url_of_another_database_is_refused() {
    let error = Db::<orm_core::Postgres>::connect("mysql://a@b/c").await.expect_err("not PostgreSQL");
    assert_eq!(
        error.to_string(),
        "`mysql:` is not the URL of a PostgreSQL database; it starts with `postgres:`"
    );
    let error = Db::<orm_core::Sqlite>::connect("postgres://a:s3cret@b/c").await.expect_err("not SQLite");
    assert_no_value(&error);
}

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

/// Neither the text nor the debugging text nor a source holds the value that was bound.
fn assert_no_value(error: &Error) {
    let mut source: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = source {
        assert!(!format!("{error} {error:?}").contains(SECRET), "{error:?}");
        source = error.source();
    }
}
