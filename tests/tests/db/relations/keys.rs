//! Keys of every type, and rows of every type read through a relation: what a join finds is loaded, and every cell is what a
//! plain query reads.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, TimeDelta};
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::db_test;
use orm_tests::tables::by_hand;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::key_schema::{Crate, Grade, NewCrate, NewParcel, Parcel};

/// A crate for each number; some of its values are at the ends of their types, and two crates may share one.
fn filled(id: i32) -> Crate {
    let big = match id % 5 {
        0 => i64::MAX,
        1 => i64::MIN,
        2 => (1 << 53) + 1,
        number => number.into(),
    };
    let byte = u8::try_from(id % 7).expect("a digit");
    let moment =
        DateTime::from_timestamp_micros(1_700_000_000_000_001 + i64::from(id % 6)).expect("a moment");
    Crate {
        id,
        shelf: id % 3,
        big,
        flag: id % 2 == 0,
        double: [0.1, 1e300, -2.5, 0.0][usize::try_from(id % 4).expect("a digit")],
        price: Decimal::from_i128_with_scale(12_345_678_901_234_567_890_123_456_789 - i128::from(id % 4), 10),
        bytes: vec![0, byte, 255, b'\'', b'"'],
        uuid: Uuid::from_u128(u128::MAX - u128::from(byte)),
        day: NaiveDate::from_ymd_opt(1969, 12, 28).expect("a day") + TimeDelta::days(i64::from(id % 5)),
        time: (moment + TimeDelta::seconds(i64::from(id % 3))).time(),
        at: moment.naive_utc(),
        point: moment,
        grade: if id % 3 == 0 { Grade::Good } else { Grade::VeryGood },
    }
}

/// A parcel with the values of a crate, without those that `leaves_out` names by their place.
fn parcel(id: i32, like: &Crate, leaves_out: i32) -> Parcel {
    let Crate { shelf, big, flag, double, price, uuid, day, time, at, point, grade, .. } = *like;
    let has = |place: i32| (leaves_out != place).then_some(());
    Parcel {
        id,
        shelf: has(0).map(|()| shelf),
        big: has(1).map(|()| big),
        flag: has(2).map(|()| flag),
        double: has(3).map(|()| double),
        price: has(4).map(|()| price),
        bytes: has(5).map(|()| like.bytes.clone()),
        uuid: has(6).map(|()| uuid),
        day: has(7).map(|()| day),
        time: has(8).map(|()| time),
        at: has(9).map(|()| at),
        point: has(10).map(|()| point),
        grade: has(11).map(|()| grade),
        document: has(12).map(|()| Json(vec![Some(i64::MIN), None, Some(id.into())])),
    }
}

fn new_crate(row: Crate) -> NewCrate {
    let Crate { id, shelf, big, flag, double, price, bytes, uuid, day, time, at, point, grade } = row;
    new!(Crate { id, shelf, big, flag, double, price, bytes, uuid, day, time, at, point, grade })
}

fn new_parcel(row: Parcel) -> NewParcel {
    let Parcel { id, shelf, big, flag, double, price, bytes, uuid, day, time, at, point, grade, document } =
        row;
    new!(Parcel { id, shelf, big, flag, double, price, bytes, uuid, day, time, at, point, grade, document })
}

async fn tables<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/relations/key_schema.rs").await;
}

async fn store<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    tables(db, url).await;
    let parcels = (0..40).map(|id| parcel(id, &filled(id * 5 % 14), id % 17));
    Crate::insert_many((0..12).map(filled).map(new_crate)).execute(db).await?;
    Parcel::insert_many(parcels.map(new_parcel)).execute(db).await?;
    Ok(())
}

/// Compares one relation with a join over these columns, each cell of its rows with a plain query.
macro_rules! compare {
    ($db:ident, $url:ident, $all:ident, $relation:ident, $($column:literal),+) => {{
        let on = [$(format!("p.{0} = c.{0}", $column)),+].join(" and ");
        let sql = format!("select c.id, p.id from crates c join parcels p on {on} order by c.id, p.id");
        let expected: Vec<(i32, i32)> = by_hand(&$db, $url, &sql).await;
        assert!(expected.len() > 12, "{}: {expected:?}", stringify!($relation));
        let loaded = Crate::query().order_by(Crate::id).with(Crate::$relation().order_by(Parcel::id)).all(&$db).await?;
        let found = loaded.iter().flat_map(|row| row.$relation().iter().map(|parcel| (row.id, parcel.id)));
        assert_eq!(found.collect::<Vec<_>>(), expected, "{}", stringify!($relation));
        for parcel in loaded.iter().flat_map(|row| row.$relation()) {
            assert_eq!(*parcel, $all[&parcel.id], "{}", stringify!($relation));
        }
        let few = Crate::$relation().order_by(Parcel::id.desc()).limit(1);
        let last = Crate::query().order_by(Crate::id).with(few).all(&$db).await?;
        let found = last.iter().flat_map(|row| row.$relation().iter().map(|parcel| (row.id, parcel.id)));
        let ends: BTreeMap<i32, i32> = expected.into_iter().collect();
        assert_eq!(found.collect::<Vec<_>>(), ends.into_iter().collect::<Vec<_>>(), "{}", stringify!($relation));
    }};
}

db_test!(keys_of_every_type_lead_where_a_join_leads, async |db, url| {
    store(&db, url).await?;
    let all: BTreeMap<i32, Parcel> =
        Parcel::query().all(&db).await?.into_iter().map(|parcel| (parcel.id, parcel)).collect();
    for (id, stored) in &all {
        assert_eq!(
            *stored,
            parcel(*id, &filled(id * 5 % 14), id % 17),
            "the plain query reads what was written"
        );
    }
    compare!(db, url, all, by_big, "big");
    compare!(db, url, all, by_flag, "flag");
    compare!(db, url, all, by_double, "double");
    compare!(db, url, all, by_price, "price");
    compare!(db, url, all, by_bytes, "bytes");
    compare!(db, url, all, by_uuid, "uuid");
    compare!(db, url, all, by_day, "day");
    compare!(db, url, all, by_time, "time");
    compare!(db, url, all, by_at, "at");
    compare!(db, url, all, by_point, "point");
    compare!(db, url, all, by_grade, "grade");
    compare!(db, url, all, by_numbers, "shelf", "big");
    compare!(db, url, all, by_mixed, "uuid", "shelf");
    Ok::<_, Error>(())
});

db_test!(decimals_of_another_scale_belong_together, async |db, url| {
    tables(&db, url).await;
    let with = |price: &str| price.parse().expect("a decimal");
    let row = filled(1);
    Crate::insert(new_crate(Crate { price: with("1.50"), ..row.clone() })).execute(&db).await?;
    let like = |price: &str| parcel(7, &Crate { price: with(price), ..row.clone() }, -1);
    Parcel::insert(new_parcel(like("1.5"))).execute(&db).await?;
    let found = Crate::query().with(Crate::by_price()).with(Crate::by_shelf_and_price()).one(&db).await?;
    assert_eq!((found.by_price().len(), found.by_shelf_and_price().len()), (1, 1));
    Ok::<_, Error>(())
});

db_test!(thousands_of_parents_have_keys_of_two_columns, async |db, url| {
    tables(&db, url).await;
    let many = || {
        (0..40_000_i32).map(|id| Crate {
            shelf: id % 251,
            big: id.into(),
            uuid: Uuid::from_u128(id.unsigned_abs().into()),
            ..filled(id)
        })
    };
    Crate::insert_many(many().map(new_crate)).execute(&db).await?;
    let parcels = many().filter(|row| row.id % 1_000 == 0).map(|row| parcel(row.id, &row, -1));
    Parcel::insert_many(parcels.map(new_parcel)).execute(&db).await?;
    let rows = Crate::query().with(Crate::by_numbers()).with(Crate::by_mixed()).all(&db).await?;
    assert_eq!(rows.len(), 40_000);
    for row in rows {
        let expected = if row.id % 1_000 == 0 { vec![row.id] } else { Vec::new() };
        assert_eq!(row.by_numbers().iter().map(|parcel| parcel.id).collect::<Vec<_>>(), expected);
        assert_eq!(row.by_mixed().iter().map(|parcel| parcel.id).collect::<Vec<_>>(), expected);
    }
    Ok::<_, Error>(())
});
