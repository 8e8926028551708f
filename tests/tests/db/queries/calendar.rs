//! What calendars and clocks say of times: the same on every database.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use orm_core::Db;
use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_tests::db_test;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "moments")]
struct Moment {
    #[column(primary_key)]
    id: i32,
    at: DateTime<Utc>,
    local: NaiveDateTime,
    day: NaiveDate,
    clock: NaiveTime,
}

/// Days around the turns of years, where calendars differ most.
async fn moments<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    orm_tests::tables::create::<D>(url, "tests/db/queries/calendar.rs").await;
    let days = ["2024-12-30", "2026-01-01", "2021-01-03", "2024-02-29", "1969-12-31"];
    let moment = |(id, day): (i32, &str)| {
        let local: NaiveDateTime = format!("{day}T23:59:58.75").parse().expect("a time");
        // A TIMESTAMP of MySQL begins in 1970.
        let at = if id == 5 { "1999-12-31T23:59:58.75Z".parse().expect("a time") } else { local.and_utc() };
        new!(Moment { id, at, local, day: local.date(), clock: local.time() })
    };
    Moment::insert_many((1..).zip(days).map(moment)).execute(db).await?;
    Ok(())
}

db_test!(a_time_of_day_has_hours, async |db, url| {
    moments(&db, url).await?;
    let parts = (Moment::clock.hour(), Moment::clock.minute(), Moment::clock.second());
    let same = Moment::clock.hour().eq(Moment::local.hour());
    assert_eq!(Moment::query().filter(same).select(parts).all(&db).await?, [(23, 59, 58); 5]);
    Ok::<_, Error>(())
});

db_test!(weeks_quarters_and_days, async |db, url| {
    moments(&db, url).await?;
    let rows = Moment::query()
        .order_by(Moment::id)
        .select((
            (Moment::day.week_year(), Moment::day.week(), Moment::day.weekday()),
            (Moment::at.quarter(), Moment::at.day_of_year(), Moment::at.weekday(), Moment::at.week()),
            (Moment::local.week_year(), Moment::local.quarter(), Moment::local.day_of_year()),
        ))
        .all(&db)
        .await?;
    let expected = [
        ((2025, 1, 1), (4, 365, 1, 1), (2025, 4, 365)),
        ((2026, 1, 4), (1, 1, 4, 1), (2026, 1, 1)),
        ((2020, 53, 7), (1, 3, 7, 53), (2020, 1, 3)),
        ((2024, 9, 4), (1, 60, 4, 9), (2024, 1, 60)),
        ((1970, 1, 3), (4, 365, 5, 52), (1970, 4, 365)),
    ];
    assert_eq!(rows, expected);
    Ok::<_, Error>(())
});

db_test!(seconds_of_unix_and_days_between, async |db, url| {
    moments(&db, url).await?;
    let rows = Moment::query()
        .order_by(Moment::id)
        .select((Moment::at.unix_seconds(), Moment::local.unix_seconds(), Moment::day.unix_seconds()))
        .all(&db)
        .await?;
    assert_eq!(rows[0], (1_735_603_198, 1_735_603_198, 1_735_516_800));
    assert_eq!(rows[4], (946_684_798, -2, -86_400));
    let start: NaiveDate = "2024-02-28".parse().expect("a day");
    let at: DateTime<Utc> = "2024-02-28T00:00:01Z".parse().expect("a time");
    let days = Moment::query()
        .order_by(Moment::id)
        .select((Moment::day.days_since(start), Moment::at.days_since(at)))
        .all(&db)
        .await?;
    assert_eq!((days[3], days[4]), ((1, 1), (-19_782, -8_825)));
    let made = Moment::query()
        .filter(Moment::id.eq(4))
        .select((
            from_unix_seconds(1_735_603_198),
            from_unix_seconds(Moment::day.unix_seconds()),
            make_date(Moment::id + 2020, 2, 29),
        ))
        .one(&db)
        .await?;
    let time = |text: &str| -> DateTime<Utc> { text.parse().expect("a time") };
    let leap: NaiveDate = "2024-02-29".parse().expect("a day");
    assert_eq!(made, (time("2024-12-30T23:59:58Z"), time("2024-02-29T00:00:00Z"), Some(leap)));
    let clock: NaiveTime = Moment::query().select(current_time()).one(&db).await?;
    let apart = (Utc::now().time() - clock).num_seconds().rem_euclid(86_400);
    assert!(!(300..86_100).contains(&apart), "{clock}");
    Ok::<_, Error>(())
});

db_test!(a_day_that_does_not_exist_is_null, [Mysql, Sqlite], async |db, url| {
    moments(&db, url).await?;
    let days =
        Moment::query().order_by(Moment::id).select(make_date(2026, 2, Moment::id + 25)).all(&db).await?;
    let day = |text: &str| -> Option<NaiveDate> { Some(text.parse().expect("a day")) };
    assert_eq!(days, [day("2026-02-26"), day("2026-02-27"), day("2026-02-28"), None, None]);
    Ok::<_, Error>(())
});

db_test!(times_as_text, async |db, url| {
    moments(&db, url).await?;
    let row = Moment::query()
        .filter(Moment::id.eq(4))
        .select((
            Moment::at.format("%Y-%m-%dT%H:%M:%S"),
            Moment::local.format("%d.%m.%Y, day %j: 100%% \"it's\" \\YYYY"),
            Moment::day.format("%Y/%m"),
        ))
        .one(&db)
        .await?;
    let text = str::to_owned;
    let expected =
        (text("2024-02-29T23:59:58"), text("29.02.2024, day 060: 100% \"it's\" \\YYYY"), text("2024/02"));
    assert_eq!(row, expected);
    let years = Moment::query()
        .group_by(Moment::at.format("%Y"))
        .order_by(Moment::at.format("%Y"))
        .select((Moment::at.format("%Y"), count_all()))
        .all(&db)
        .await?;
    assert_eq!(years, [(text("1999"), 1), (text("2021"), 1), (text("2024"), 2), (text("2026"), 1)]);
    Ok::<_, Error>(())
});

db_test!(times_in_zones_that_are_offsets, [Postgres, Mysql], async |db, url| {
    moments(&db, url).await?;
    let row = Moment::query()
        .filter(Moment::id.eq(2))
        .select((
            Moment::at.at_time_zone("+02:00"),
            Moment::at.at_time_zone("-05:30").date(),
            Moment::local.with_time_zone("+02:00"),
        ))
        .one(&db)
        .await?;
    let local: NaiveDateTime = "2026-01-02T01:59:58.75".parse().expect("a time");
    let day: NaiveDate = "2026-01-01".parse().expect("a day");
    let at: DateTime<Utc> = "2026-01-01T21:59:58.75Z".parse().expect("a time");
    assert_eq!(row, (Some(local), Some(day), Some(at)));
    Ok::<_, Error>(())
});

db_test!(times_in_zones_with_names, [Postgres], async |db, url| {
    moments(&db, url).await?;
    let hours = Moment::query()
        .filter(Moment::id.eq(2))
        .select((
            Moment::at.at_time_zone("Europe/Berlin").hour(),
            Moment::local.with_time_zone("Europe/Berlin").hour(),
        ))
        .one(&db)
        .await?;
    assert_eq!(hours, (Some(0), Some(22)));
    Ok::<_, Error>(())
});
