//! Functions of times in the types of other crates, and of chrono's other types.

use chrono::{DateTime, FixedOffset, Local, NaiveDate};
use orm_core::Error;
use orm_core::dialect::Database;
use orm_core::expr::{current_date_as, now_as};
use orm_core::prelude::*;
use orm_tests::db_test;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "meetings")]
struct Meeting {
    #[column(primary_key)]
    id: i32,
    fixed: DateTime<FixedOffset>,
    local: DateTime<Local>,
    stamp: jiff::Timestamp,
    civil: jiff::civil::DateTime,
    day: jiff::civil::Date,
    offset: time::OffsetDateTime,
    primitive: time::PrimitiveDateTime,
    date: time::Date,
}

/// Creates the table.
async fn meetings<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/other_times.rs").await;
}

/// One at eight in the evening, UTC.
fn meeting() -> NewMeeting {
    let fixed: DateTime<FixedOffset> = "2026-03-01T01:30:00.5+05:30".parse().expect("a time");
    let stamp: jiff::Timestamp = "2026-02-28T20:00:00.5Z".parse().expect("a time");
    let civil: jiff::civil::DateTime = "2026-02-28T20:00:00.5".parse().expect("a time");
    let date = time::Date::from_ordinal_date(2026, 59).expect("a day");
    let primitive = date.with_hms_milli(20, 0, 0, 500).expect("a time");
    NewMeeting {
        id: 1,
        fixed,
        local: fixed.with_timezone(&Local),
        stamp,
        civil,
        day: civil.date(),
        offset: primitive.assume_offset(time::UtcOffset::UTC),
        primitive,
        date,
    }
}

db_test!(functions_of_all_types_of_times, async |db, url| {
    meetings(&db, url).await;
    let NewMeeting { fixed, stamp, offset, date, .. } = meeting();
    let written = Meeting::insert(meeting()).one(&db).await?;
    // The point in time is kept, and the offset is not.
    assert_eq!((written.fixed, written.fixed.offset().local_minus_utc()), (fixed, 0));
    assert_eq!((written.local.to_utc(), written.stamp, written.offset), (fixed.to_utc(), stamp, offset));

    let hours = (
        Meeting::fixed.hour(),
        Meeting::local.hour(),
        Meeting::stamp.hour(),
        Meeting::civil.hour(),
        Meeting::offset.hour(),
        Meeting::primitive.hour(),
    );
    assert_eq!(Meeting::query().select(hours).one(&db).await?, (20, 20, 20, 20, 20, 20));
    let days = (
        Meeting::fixed.date(),
        Meeting::stamp.plus_days(1).date(),
        Meeting::day.plus_days(1),
        Meeting::offset.date(),
        Meeting::date.year(),
        Meeting::civil.format("%d.%m.%Y"),
    );
    let day: NaiveDate = "2026-02-28".parse().expect("a day");
    let next = jiff::civil::date(2026, 3, 1);
    let expected = (day, next, next, date, 2026, "28.02.2026".to_owned());
    assert_eq!(Meeting::query().select(days).one(&db).await?, expected);
    let long_ago = Meeting::query()
        .filter(Meeting::stamp.lt(now_as()))
        .filter(Meeting::local.lt(now_as::<DateTime<Local>>()))
        .filter(Meeting::offset.lt(now_as()))
        .filter(Meeting::day.lt(current_date_as()))
        .filter(Meeting::stamp.seconds_since(stamp).eq(0.0));
    assert_eq!(long_ago.count(&db).await?, 1);
    Ok::<_, Error>(())
});

db_test!(other_types_have_a_time_in_each_zone, [Postgres, Mysql], async |db, url| {
    meetings(&db, url).await;
    Meeting::insert(meeting()).execute(&db).await?;
    let zones = (
        Meeting::stamp.at_time_zone("+02:00"),
        Meeting::offset.at_time_zone("-01:30").hour(),
        Meeting::civil.with_time_zone("+02:00"),
    );
    let there: jiff::civil::DateTime = "2026-02-28T22:00:00.5".parse().expect("a time");
    let earlier: jiff::Timestamp = "2026-02-28T18:00:00.5Z".parse().expect("a time");
    let row = Meeting::query().select(zones).one(&db).await?;
    assert_eq!(row, (Some(there), Some(18), Some(earlier)));
    Ok::<_, Error>(())
});
