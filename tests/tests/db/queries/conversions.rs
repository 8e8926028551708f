//! Conversions between types, signs and bits: results known by hand.

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::library;
use super::schema::{Author, Book};

db_test!(text_becomes_a_day, async |db, url| {
    library(&db, url).await?;
    Book::update().set(Book::title, "2026-02-28").filter(Book::id.eq(1)).execute(&db).await?;
    Book::update().set(Book::title, "2026-11-20 10:30:00").filter(Book::id.eq(2)).execute(&db).await?;
    let days: Vec<Option<NaiveDate>> = Book::query()
        .filter(Book::id.le(2))
        .order_by(Book::id)
        .select(Book::title.cast::<NaiveDate>())
        .all(&db)
        .await?;
    assert_eq!(days, [NaiveDate::from_ymd_opt(2026, 2, 28), NaiveDate::from_ymd_opt(2026, 11, 20)]);
    let later = Book::title.cast::<NaiveDate>().gt(NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day"));
    let found = Book::query().filter(Book::id.le(2).and(later)).select(Book::id).all(&db).await?;
    assert_eq!(found, [2]);
    Ok::<_, Error>(())
});

db_test!(text_that_is_no_day_is_null, [Mysql, Sqlite], async |db, url| {
    library(&db, url).await?;
    let day = Book::query().filter(Book::id.eq(1)).select(Book::title.cast::<NaiveDate>()).one(&db).await?;
    assert_eq!(day, None);
    Ok::<_, Error>(())
});

db_test!(text_becomes_times_and_decimals, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    for (id, title) in [(1, "2026-11-20 10:30:00.123456"), (2, "23:59:59.999999"), (3, "-12.0625")] {
        Book::update().set(Book::title, title).filter(Book::id.eq(id)).execute(&db).await?;
    }
    let one = |id| Book::query().filter(Book::id.eq(id));
    let at: Option<NaiveDateTime> = one(1).select(Book::title.cast::<NaiveDateTime>()).one(&db).await?;
    assert_eq!(at, "2026-11-20T10:30:00.123456".parse().ok());
    let hour: Option<NaiveTime> = one(2).select(Book::title.cast::<NaiveTime>()).one(&db).await?;
    assert_eq!(hour, NaiveTime::from_hms_micro_opt(23, 59, 59, 999_999));
    let number = one(3).select(Book::title.cast::<Decimal>()).one(&db).await?;
    assert_eq!(number, Decimal::new(-120_625, 4));
    let product = one(3).select(Book::id.cast::<Decimal>() * Book::pages.cast::<Decimal>()).one(&db).await?;
    assert_eq!(product, Decimal::from(240));
    let product =
        one(3).select(Book::id.cast::<Decimal>() * Decimal::new(125, 2) + Decimal::ONE).one(&db).await?;
    assert_eq!(product, Decimal::new(475, 2));
    Ok::<_, Error>(())
});

db_test!(text_becomes_truth_and_uuids, [Postgres], async |db, url| {
    library(&db, url).await?;
    let uuid = Uuid::from_u128(0x67e5_5044_10b1_426f_9247_bb68_0e5f_e0c8);
    Book::update().set(Book::title, uuid.to_string()).filter(Book::id.eq(1)).execute(&db).await?;
    let found: Uuid =
        Book::query().filter(Book::id.eq(1)).select(Book::title.cast::<Uuid>()).one(&db).await?;
    assert_eq!(found, uuid);
    let in_stock: Vec<bool> =
        Book::query().order_by(Book::id).select(Book::stock.cast::<bool>()).all(&db).await?;
    assert_eq!(in_stock, [true, true, true, false, true]);
    Ok::<_, Error>(())
});

db_test!(numbers_change_their_sign, async |db, url| {
    library(&db, url).await?;
    let row = Author::query()
        .filter(Author::id.eq(4))
        .select((
            -Author::rating,
            -Author::age,
            -(-Author::id),
            -(Author::id + 1) * 2,
            -Author::boss_id.abs(),
        ))
        .one(&db)
        .await?;
    assert_eq!(row, (1.0, Some(-36), 4, -10, Some(-2)));
    let found = Author::query().filter((-Author::rating).gt(0.5)).select(Author::id).all(&db).await?;
    assert_eq!(found, [4]);
    Ok::<_, Error>(())
});

db_test!(integers_are_bits, async |db, url| {
    library(&db, url).await?;
    let signed = || Book::pages - 100;
    let rows = Book::query()
        .order_by(Book::id)
        .select((
            Book::pages.bit_and(44),
            signed().bit_or(3),
            Book::stock.bit_not(),
            signed().shift_left(3),
            Book::pages.shift_left(60),
            Book::pages.shift_left(200),
            Book::price.bit_and(Book::stock),
        ))
        .all(&db)
        .await?;
    let of = |pages: i64, stock: i32, price: Option<i32>| {
        let signed = pages - 100;
        let top = pages << 60;
        (pages & 0b10_1100, signed | 3, !stock, signed << 3, top, 0, price.map(|price| price & stock))
    };
    let expected =
        [of(120, 7, Some(10)), of(300, 7, None), of(80, 7, Some(5)), of(45, 0, Some(5)), of(10, 7, None)];
    assert_eq!(rows, expected);
    Ok::<_, Error>(())
});

db_test!(bits_that_one_of_both_has, [Postgres, Mysql], async |db, url| {
    library(&db, url).await?;
    let rows = Book::query()
        .order_by(Book::id)
        .select((Book::pages.bit_xor(7), (Book::stock - 5).bit_xor(-2)))
        .all(&db)
        .await?;
    let of = |pages: i64, stock: i32| (pages ^ 7, (stock - 5) ^ -2);
    assert_eq!(rows, [of(120, 7), of(300, 7), of(80, 7), of(45, 0), of(10, 7)]);
    Ok::<_, Error>(())
});

db_test!(bits_move_right_and_keep_the_sign, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let signed = || Book::pages - 100;
    let rows = Book::query()
        .order_by(Book::id)
        .select((signed().shift_right(3), signed().shift_right(100)))
        .all(&db)
        .await?;
    let of = |pages: i64| ((pages - 100) >> 3, (pages - 100) >> 63);
    assert_eq!(rows, [of(120), of(300), of(80), of(45), of(10)]);
    Ok::<_, Error>(())
});
