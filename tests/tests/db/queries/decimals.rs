//! Decimals, which SQLite keeps as text.

use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::db_test;
use rust_decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "offers")]
struct Offer {
    #[column(primary_key)]
    id: i32,
    #[column(numeric(10, 2), check(range(min = 0, max = 100)))]
    price: Decimal,
}

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// Creates the table.
async fn tables<D: Database>(_db: &Db<D>, url: &str) {
    orm_tests::tables::create::<D>(url, "tests/db/queries/decimals.rs").await;
}

db_test!(decimals_compare_as_numbers, async |db, url| {
    tables(&db, url).await;
    let offer = |id, price| new!(Offer { id, price: decimal(price) });
    let offers = [offer(1, "9.50"), offer(2, "10"), offer(3, "100.00"), offer(4, "9.5")];
    assert_eq!(Offer::insert_many(offers).execute(&db).await?, 4);
    let ids = || Offer::query().order_by(Offer::id).select(Offer::id);
    assert_eq!(ids().filter(Offer::price.gt(decimal("9.75"))).all(&db).await?, [2, 3]);
    assert_eq!(ids().filter(Offer::price.eq(decimal("9.500"))).all(&db).await?, [1, 4]);
    assert_eq!(ids().filter(Offer::price.ne(decimal("9.5"))).all(&db).await?, [2, 3]);
    assert_eq!(ids().filter(Offer::price.between(decimal("9.6"), decimal("50"))).all(&db).await?, [2]);
    assert_eq!(ids().filter(Offer::price.in_([decimal("10.00"), decimal("100")])).all(&db).await?, [2, 3]);
    assert_eq!(ids().filter(Offer::price.not_in([decimal("9.5")])).all(&db).await?, [2, 3]);
    let of_others = Offer::query().filter(Offer::id.eq(4)).select(Offer::price);
    assert_eq!(ids().filter(Offer::price.in_(of_others)).all(&db).await?, [1, 4]);
    let halves = (Offer::price / decimal("4")).eq(decimal("2.5"));
    assert_eq!(ids().filter(halves).all(&db).await?, [2]);
    let sorted = Offer::query().order_by((Offer::price.desc(), Offer::id)).select(Offer::id);
    assert_eq!(sorted.all(&db).await?, [3, 2, 1, 4]);
    let ends = Offer::query().select((min(Offer::price), max(Offer::price), sum(Offer::price)));
    assert_eq!(ends.one(&db).await?, (Some(decimal("9.5")), Some(decimal("100")), Some(decimal("129"))));
    let counts = Offer::query().group_by(Offer::price).order_by(Offer::price).select(count_all());
    assert_eq!(counts.all(&db).await?, [2, 1, 1]);
    let (low, high) = (Offer::query().select(Offer::price), Offer::query().select(Offer::price));
    let prices = low.union_all(high).order_by(Offer::price).limit(5).all(&db).await?;
    assert_eq!(prices, ["9.5", "9.5", "9.5", "9.5", "10"].map(decimal));
    let mut pages = Vec::new();
    let mut cursor = None;
    loop {
        let page = Offer::query().select(Offer::id);
        let page = page.page_after((Offer::price.desc(), Offer::id), cursor.as_ref(), 1).all(&db).await?;
        pages.extend(page.rows);
        let Some(next) = page.next else { break };
        cursor = Some(next);
    }
    assert_eq!(pages, [3, 2, 1, 4]);
    let ascending =
        Offer::query().select(Offer::id).page_after((Offer::price, Offer::id), None, 9).all(&db).await?;
    assert_eq!(ascending.rows, [1, 4, 2, 3]);
    let dearer = prepare(|price: Param<Decimal>| ids().filter(Offer::price.gt(price)));
    assert_eq!(dearer.bind(decimal("9.75")).all(&db).await?, [2, 3]);
    assert_eq!(dearer.bind(decimal("9.500000000000000001")).all(&db).await?, [2, 3]);
    let refused = Offer::insert(offer(5, "100.01")).execute(&db).await;
    assert!(refused.is_err(), "{refused:?}");
    Ok::<_, Error>(())
});
