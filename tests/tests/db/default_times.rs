//! SQLite keeps times as text: what a `DEFAULT` writes has the form of what the program writes, so that both sort together.

use chrono::{DateTime, Utc};
use orm_core::prelude::*;
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
