//! Row locks.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::family;
use super::schema::Person;

db_test!(a_locked_row_is_skipped, [Postgres, Mysql], async |db, url| {
    family(&db, url).await?;
    db.transaction(async |tx| {
        let held = Person::query().filter(Person::id.eq(1)).select(Person::id).for_update().all(tx).await?;
        assert_eq!(held, [1]);
        let free = Person::query().order_by(Person::id).select(Person::id).for_update().skip_locked();
        let free = db.transaction(async |other| free.all(other).await).await?;
        assert_eq!(free, [2, 3, 4]);
        let held = Person::query().filter(Person::id.eq(1)).select(Person::id).for_update().no_wait();
        let failed = db.transaction(async |other| held.all(other).await).await;
        assert!(failed.is_err());
        Ok::<_, Error>(())
    })
    .await?;
    let shared = Person::query().filter(Person::id.eq(1)).select(Person::id).for_share().all(&db).await?;
    assert_eq!(shared, [1]);
    Ok::<_, Error>(())
});
