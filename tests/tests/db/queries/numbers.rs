//! What numbers and the like come to: the same on every database.

use chrono::{DateTime, NaiveDate, Utc};
use orm_core::prelude::*;
use orm_core::{Error, ErrorKind};
use orm_tests::db_test;
use rust_decimal::Decimal;

use super::library;
use super::schema::{Author, Book};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "amounts")]
struct Amount {
    #[column(primary_key)]
    id: i32,
    large: i64,
    unsigned: u64,
    single: f32,
    #[column(numeric(12, 4))]
    price: Decimal,
    day: NaiveDate,
    at: DateTime<Utc>,
}

fn amount(id: i32, large: i64, unsigned: u64, single: f32, price: &str) -> NewAmount {
    let day: NaiveDate = format!("2026-03-0{id}").parse().expect("a day");
    let at = day.and_hms_opt(10, 0, 0).expect("a time").and_utc();
    NewAmount { id, large, unsigned, single, price: price.parse().expect("a number"), day, at }
}

/// The table with these rows.
async fn amounts<D: orm_core::dialect::Database>(
    db: &Db<D>,
    url: &str,
    rows: Vec<NewAmount>,
) -> Result<(), Error> {
    orm_tests::tables::create::<D>(url, "tests/db/queries/numbers.rs").await;
    Amount::insert_many(rows).execute(db).await?;
    Ok(())
}

db_test!(integers_are_divided_without_a_fraction, async |db, url| {
    library(&db, url).await?;
    let book = Book::query().filter(Book::id.eq(4)).select((
        Book::pages / 2,
        (Book::pages - 52) / 2,
        Book::id / 3 * 3,
        Book::id.quotient(-Book::id),
        Book::pages % 7,
    ));
    assert_eq!(book.one(&db).await?, (22, -3, 3, Some(-1), 3));
    let rating = Author::query().filter(Author::id.eq(1)).select((Author::id, Author::rating / 2.0));
    assert_eq!(rating.one(&db).await?, (1, 2.25));
    Ok::<_, Error>(())
});

db_test!(sums_are_exact_or_an_error, async |db, url| {
    amounts(&db, url, vec![amount(1, i64::MAX - 1, 7, 0.5, "1.5"), amount(2, 1, 9, 0.25, "2.25")]).await?;
    let sums = (sum(Amount::large), sum(Amount::unsigned), sum(Amount::single), sum(Amount::price));
    let expected = (Some(i64::MAX), Some(16), Some(0.75), "3.75".parse::<Decimal>().ok());
    assert_eq!(Amount::query().select(sums).one(&db).await?, expected);
    let averages = (avg(Amount::unsigned), avg(Amount::single));
    assert_eq!(Amount::query().select(averages).one(&db).await?, (Some(8.0), Some(0.375)));
    Amount::insert(amount(3, 2, 0, 0.0, "0")).execute(&db).await?;
    let error = Amount::query().select(sum(Amount::large)).one(&db).await.expect_err("no i64 is that large");
    assert!(
        matches!(
            error.kind(),
            ErrorKind::Decode { .. } | ErrorKind::InvalidValue { .. } | ErrorKind::Sql { .. }
        ),
        "{error:?}"
    );
    Ok::<_, Error>(())
});

db_test!(decimals_are_rounded, async |db, url| {
    amounts(&db, url, vec![amount(1, 0, 0, 0.0, "12.3455"), amount(2, 0, 0, 0.0, "-12.5")]).await?;
    let rounded = (
        Amount::price.round_to(2),
        Amount::price.round(),
        Amount::price.floor(),
        Amount::price.ceil(),
        Amount::price.truncate(),
        (Amount::price * Decimal::from(2)).round_to(1),
    );
    let rows = Amount::query().order_by(Amount::id).select(rounded).all(&db).await?;
    let decimals = |numbers: [&str; 6]| {
        let [a, b, c, d, e, f] = numbers.map(|number| number.parse::<Decimal>().expect("a number"));
        (a, b, c, d, e, f)
    };
    assert_eq!(rows[0], decimals(["12.35", "12", "12", "13", "12", "24.7"]));
    assert_eq!(rows[1], decimals(["-12.5", "-13", "-13", "-12", "-12", "-25"]));
    Ok::<_, Error>(())
});

db_test!(the_larger_of_two_is_known_of_text_and_times, async |db, url| {
    amounts(&db, url, vec![amount(1, 0, 0, 0.0, "9.5"), amount(2, 0, 0, 0.0, "10")]).await?;
    let day: NaiveDate = "2026-03-02".parse().expect("a day");
    let at: DateTime<Utc> = "2026-03-01T12:00:00Z".parse().expect("a time");
    let greatest = (
        Amount::price.greatest(Decimal::from(10)),
        Amount::day.greatest(day),
        Amount::at.least(at),
        Amount::id.cast::<String>().greatest("15"),
    );
    let row = Amount::query().filter(Amount::id.eq(1)).select(greatest).one(&db).await?;
    let ten = "2026-03-01T10:00:00Z".parse::<DateTime<Utc>>().expect("a time");
    assert_eq!(row, (Decimal::from(10), day, ten, "15".to_owned()));
    library(&db, url).await?;
    let names = (Author::name.greatest("Bea"), Author::name.least("Bea"));
    let names = Author::query().filter(Author::id.eq(1)).select(names).one(&db).await?;
    assert_eq!(names, ("Bea".to_owned(), "Ada".to_owned()));
    Ok::<_, Error>(())
});

db_test!(chance_is_another_one_for_each_row, async |db, url| {
    library(&db, url).await?;
    let numbers = Book::query().select((Book::id, random())).order_by(random()).all(&db).await?;
    assert!(numbers.iter().all(|(_, number)| (0.0..1.0).contains(number)), "{numbers:?}");
    assert!(numbers.iter().any(|(_, number)| number.to_bits() != numbers[0].1.to_bits()), "{numbers:?}");
    let mut ids: Vec<i32> = numbers.into_iter().map(|(id, _)| id).collect();
    ids.sort_unstable();
    assert_eq!(ids, [1, 2, 3, 4, 5]);
    Ok::<_, Error>(())
});
