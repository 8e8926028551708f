//! Row locks.

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;

use super::family;
use super::schema::{Letter, Person};

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

db_test!(the_first_row_is_the_only_one_locked, [Postgres, Mysql], async |db, url| {
    family(&db, url).await?;
    let next = || Person::query().order_by(Person::id).select(Person::id).for_update().skip_locked();
    db.transaction(async |tx| {
        assert_eq!(next().one(tx).await?, 1);
        let other = db.transaction(async |other| next().one(other).await).await?;
        assert_eq!(other, 2);
        Ok::<_, Error>(())
    })
    .await
});

db_test!(locks_of_keys_let_others_work, [Postgres], async |db, url| {
    family(&db, url).await?;
    let one = || Person::query().filter(Person::id.eq(1)).select(Person::id);
    db.transaction(async |tx| {
        assert_eq!(one().for_no_key_update().one(tx).await?, 1);
        let beside = db.transaction(async |other| one().for_key_share().no_wait().one(other).await).await?;
        assert_eq!(beside, 1);
        let against = db.transaction(async |other| one().for_share().no_wait().one(other).await).await;
        assert!(against.is_err());
        Ok::<_, Error>(())
    })
    .await
});

db_test!(one_table_of_several_is_locked, [Postgres], async |db, url| {
    family(&db, url).await?;
    let letters = || {
        let both = Letter::query().join(Person::table, Person::id.eq(Letter::person_id));
        both.filter(Letter::id.eq(1)).select(Letter::id)
    };
    db.transaction(async |tx| {
        assert_eq!(letters().for_update().lock_of(Letter::table).one(tx).await?, 1);
        let person = Person::query().filter(Person::id.eq(1)).select(Person::id).for_update().no_wait();
        assert_eq!(db.transaction(async |other| person.one(other).await).await?, 1);
        let letter = letters().for_update().lock_of(Letter::table).no_wait();
        assert!(db.transaction(async |other| letter.one(other).await).await.is_err());
        Ok::<_, Error>(())
    })
    .await
});
