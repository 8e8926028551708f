//! SQLite keeps times as text: what a `DEFAULT` writes has the form of what the program writes, so that both sort together.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_schema::Dialect;
use orm_tests::{db_test, tables};

db_test!(times_of_a_default_have_the_form_of_bound_ones, [Sqlite], async |db, url| {
    tables::create::<Sqlite>(url, "tests/db/default_times/schema.rs").await;
    sql("insert into moments (id) values (1)").execute(&db).await?;
    let now: DateTime<Utc> = "2026-11-20T10:30:00.123456Z".parse().expect("a time");
    sql("insert into moments values (2, ")
        .bind(now.naive_utc())
        .sql(", ")
        .bind(now)
        .sql(", ")
        .bind(now.date_naive())
        .sql(", ")
        .bind(now.time())
        .sql(")")
        .execute(&db)
        .await?;

    let query = "select plain, zoned, day, time from moments order by id";
    let rows: Vec<(String, String, String, String)> = tables::by_hand(&db, url, query).await;
    let form = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "0");
    let [by_default, bound] = &rows[..] else { panic!("{} rows", rows.len()) };
    for (by_default, bound) in [
        (&by_default.0, &bound.0),
        (&by_default.1, &bound.1),
        (&by_default.2, &bound.2),
        (&by_default.3, &bound.3),
    ] {
        assert_eq!(form(by_default), form(bound));
    }
    Ok::<_, orm_core::Error>(())
});

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "stamped")]
struct Stamped {
    #[column(primary_key)]
    id: i32,
    name: String,
    #[column(on_update = now())]
    changed_at: NaiveDateTime,
    #[column(on_update = now())]
    changed_on: NaiveDate,
    #[column(on_update = now())]
    updated_at: Option<NaiveDateTime>,
}

/// The table of [`Stamped`], whose columns have no defaults.
async fn create_stamped<D: Database>(_db: &Db<D>, url: &str) {
    let (ty, update) = match D::DIALECT {
        Dialect::Postgres => ("timestamp", ""),
        Dialect::Mysql => ("datetime(6)", "on update current_timestamp(6)"),
        Dialect::Sqlite => ("text", ""),
    };
    let table = format!(
        "create table stamped (id integer primary key, name varchar(20), changed_at {ty} not null {update}, \
         changed_on date not null, updated_at {ty} null {update})"
    );
    tables::run::<D>(url, &[table]).await;
}

db_test!(a_new_row_gets_the_time_that_updates_write, async |db, url| {
    create_stamped(&db, url).await;
    let before = Utc::now().naive_utc() - chrono::Duration::seconds(60);
    let given: NaiveDateTime = "2001-02-03T04:05:06".parse().expect("a time");
    let rows = [
        new!(Stamped { id: 1, name: "a" }),
        new!(Stamped { id: 2, name: "b" }),
        new!(Stamped { id: 3, name: "c", changed_at: given, changed_on: given.date() }),
    ];
    Stamped::insert_many(rows).execute(&db).await?;
    let rows = Stamped::query().order_by(Stamped::id).all(&db).await?;
    for row in &rows[..2] {
        assert!(row.changed_at > before && row.changed_on >= before.date(), "{row:?}");
    }
    assert_eq!((rows[2].changed_at, rows[2].changed_on), (given, given.date()));
    assert!(rows.iter().all(|row| row.updated_at.is_none()), "none was updated");

    Stamped::update().set(Stamped::name, "d").filter(Stamped::id.eq(3)).execute(&db).await?;
    let row = Stamped::query().filter(Stamped::id.eq(3)).one(&db).await?;
    assert!(
        row.changed_at > before && row.changed_on >= before.date() && row.updated_at.is_some(),
        "{row:?}"
    );
    Ok::<_, orm_core::Error>(())
});
