//! Lists of 100,000 values of every type, and conditions by the thousands: more than a statement takes values for, or an
//! expression may be deep.

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Utc};
use orm_core::dialect::Database;
use orm_core::expr::{Condition, In, PerRow, Uses, all_of, any_of};
use orm_core::prelude::*;
use orm_core::schema::Col;
use orm_core::types::{ColumnType, Nullness};
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;
use rust_decimal::Decimal;
use uuid::Uuid;

#[derive(Debug, Clone, Copy, PartialEq, ColumnType, serde::Deserialize)]
#[column_type(name = "colour", rename_all = "snake_case")]
pub enum Colour {
    Red,
    Blue,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "things")]
pub struct Thing {
    #[column(primary_key)]
    pub id: i32,
    pub uuid: Uuid,
    pub day: NaiveDate,
    pub hour: NaiveTime,
    pub local: NaiveDateTime,
    pub moment: DateTime<Utc>,
    #[column(numeric(20, 4))]
    pub price: Decimal,
    pub ratio: f64,
    pub part: f32,
    pub data: Vec<u8>,
    pub flag: bool,
    pub big: u64,
    pub colour: Colour,
}

/// More values than any database takes in one statement.
const MANY: u32 = 100_000;

/// The row of the number `n`, no value of which is that of another number, but for the flag and the colour.
fn thing(n: u32) -> NewThing {
    let moment = DateTime::UNIX_EPOCH + TimeDelta::microseconds(i64::from(n) * 61_000_001);
    NewThing {
        id: i32::try_from(n).expect("small"),
        uuid: Uuid::from_u128(u128::from(n) << 90 | 0x5c27_2722),
        day: moment.date_naive() + TimeDelta::days(n.into()),
        hour: NaiveTime::MIN + TimeDelta::microseconds(i64::from(n) * 863_999),
        local: moment.naive_utc(),
        moment,
        price: Decimal::new(i64::from(n) * 10_000 + 1, 4) - Decimal::from(50_000),
        ratio: f64::from(n) * 0.1 - 4.7,
        part: f32::from(u16::try_from(n % 65_536).expect("small")) / 3.0
            + f32::from(u8::from(n > 65_535)) * 1e9,
        data: [b"\0'\\\"", n.to_string().as_bytes()].concat(),
        flag: n == 2,
        big: u64::from(n) << 32,
        colour: if n == 2 { Colour::Blue } else { Colour::Red },
    }
}

/// Creates the table, with the rows 1, 2 and 3.
async fn things<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    orm_tests::tables::create::<D>(url, "tests/db/queries/long_lists.rs").await;
    assert_eq!(Thing::insert_many((1..=3).map(thing)).execute(db).await?, 3);
    Ok(())
}

/// Row 2 alone is in a list of its value and those of the rows from 4 on, of which there are `count`.
async fn second_is_found<D: Database, T: ColumnType + Clone>(
    db: &Db<D>,
    column: Col<Thing, T>,
    count: u32,
    value: impl Fn(NewThing) -> T,
) -> Result<(), Error> {
    let list: Vec<T> = (4..4 + count).chain([2]).map(|n| value(thing(n))).collect();
    let things = || Thing::query().order_by(Thing::id).select(Thing::id);
    let place = format!("{} of {count}", column.name());
    assert_eq!(things().filter(column.in_(&list)).all(db).await?, [2], "{place}");
    assert_eq!(things().filter(column.not_in(&list)).all(db).await?, [1, 3], "{place}");
    Ok(())
}

db_test!(lists_of_every_type_are_as_long_as_need_be, async |db, url| {
    things(&db, url).await?;
    for count in [5, 2_000, MANY] {
        second_is_found(&db, Thing::uuid, count, |thing| thing.uuid).await?;
        second_is_found(&db, Thing::day, count, |thing| thing.day).await?;
        second_is_found(&db, Thing::hour, count, |thing| thing.hour).await?;
        second_is_found(&db, Thing::local, count, |thing| thing.local).await?;
        second_is_found(&db, Thing::moment, count, |thing| thing.moment).await?;
        second_is_found(&db, Thing::price, count, |thing| thing.price).await?;
        second_is_found(&db, Thing::ratio, count, |thing| thing.ratio).await?;
        second_is_found(&db, Thing::part, count, |thing| thing.part).await?;
        second_is_found(&db, Thing::data, count, |thing| thing.data).await?;
        second_is_found(&db, Thing::big, count, |thing| thing.big).await?;
        let all = vec![true; usize::try_from(count).expect("small")];
        assert_eq!(Thing::query().filter(Thing::flag.in_(&all)).select(Thing::id).all(&db).await?, [2]);
        let all = vec![Colour::Blue; all.len()];
        assert_eq!(Thing::query().filter(Thing::colour.in_(&all)).select(Thing::id).all(&db).await?, [2]);
    }
    let empty: Vec<Vec<u8>> = vec![Vec::new(); 2_000];
    assert_eq!(Thing::query().filter(Thing::data.in_(&empty)).count(&db).await?, 0);
    let (two, three) = (thing(2), thing(3));
    let both = Thing::uuid.in_(vec![two.uuid; 20_000]).and(Thing::day.in_(vec![three.day; 20_000]));
    assert_eq!(Thing::query().filter(both).count(&db).await?, 0);
    Ok::<_, Error>(())
});

db_test!(several_lists_share_the_values_of_a_statement, async |db, url| {
    things(&db, url).await?;
    // Rounded up to a power of two, four of them are more than MySQL counts.
    let days: Vec<_> = (4..8_197).chain([2]).map(|n| thing(n).day).collect();
    let in_all = || {
        let one = Thing::day.in_(&days).and(Thing::day.in_(&days));
        one.and(Thing::day.in_(&days)).and(Thing::day.in_(&days))
    };
    assert_eq!(Thing::query().filter(in_all()).select(Thing::id).all(&db).await?, [2]);
    let prepared =
        prepare(|one: Param<Vec<NaiveDate>>, two: Param<Vec<NaiveDate>>, three: Param<Vec<NaiveDate>>| {
            let all = Thing::day.in_(one).and(Thing::day.in_(two)).and(Thing::day.in_(three));
            Thing::query().filter(all).select(Thing::id)
        });
    assert_eq!(prepared.bind((&days[..], &days[..], &days[..])).all(&db).await?, [2]);
    Ok::<_, Error>(())
});

db_test!(lists_of_rows_are_as_long_as_need_be, async |db, url| {
    things(&db, url).await?;
    let things = || Thing::query().order_by(Thing::id).select(Thing::id);
    for count in [5, 2_000, MANY] {
        let list = || (4..4 + count).chain([2]).map(thing);
        let pairs: Vec<_> = list().map(|thing| (thing.uuid, thing.ratio)).collect();
        assert_eq!(things().filter(row((Thing::uuid, Thing::ratio)).in_(pairs)).all(&db).await?, [2]);
        let fours: Vec<_> =
            list().map(|thing| (thing.data, thing.price, thing.colour, thing.moment)).collect();
        let four = row((Thing::data, Thing::price, Thing::colour, Thing::moment));
        assert_eq!(things().filter(four.not_in(fours)).all(&db).await?, [1, 3]);
        let mixed: Vec<_> =
            list().map(|thing| (thing.id, Uuid::from_u128(thing.uuid.as_u128() + 1))).collect();
        assert!(things().filter(row((Thing::id, Thing::uuid)).in_(mixed)).all(&db).await?.is_empty());
    }
    Ok::<_, Error>(())
});

/// The rows for which the condition holds.
async fn kept<D: Database, N: Nullness, U: Uses<D, (In<Thing>,), P> + PerRow, P>(
    db: &Db<D>,
    condition: Condition<N, U>,
) -> Result<Vec<i32>, Error> {
    Thing::query().filter(condition).order_by(Thing::id).select(Thing::id).all(db).await
}

db_test!(thousands_of_conditions_hold, async |db, url| {
    things(&db, url).await?;
    for count in [1_000, 5_000, 20_000] {
        let others = || 4..4 + count;
        assert_eq!(kept(&db, any_of(others().chain([2]).map(|n| Thing::id.eq(n)))).await?, [2]);
        assert_eq!(kept(&db, all_of(others().chain([2]).map(|n| Thing::id.ne(n)))).await?, [1, 3]);
    }
    let pairs = (4..5_004).chain([2]).map(|n| Thing::id.eq(n).and(!Thing::id.lt(n)));
    assert_eq!(kept(&db, any_of(pairs)).await?, [2]);
    let mut query = Thing::query();
    for n in (4..5_004).chain([2]) {
        query = query.filter(Thing::id.ne(n));
    }
    assert_eq!(query.order_by(Thing::id).select(Thing::id).all(&db).await?, [1, 3]);
    Ok::<_, Error>(())
});

db_test!(
    more_values_than_a_statement_takes_are_refused_with_the_limit,
    [Postgres, Mysql],
    async |db, url| {
        things(&db, url).await?;
        let conditions = any_of((0..70_000).map(|n| Thing::id.eq(n)));
        let error = Thing::query().filter(conditions).count(&db).await.expect_err("too many values");
        assert_eq!(error.kind(), &ErrorKind::Encode);
        assert_eq!(
            error.to_string(),
            "the statement has 70000 values, and a statement takes at most 65535: a list in `.in_(..)` takes any number"
        );
        Ok::<_, Error>(())
    }
);
