//! Whole statements on real databases, their results compared with hand-written SQL that sqlx runs.

mod combined;
mod joined_changes;
mod locks;
mod marked;
mod merges;
#[expect(unreachable_pub, reason = "tables as users declare them")]
mod schema;
mod sources;
mod writes;
mod written;

use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};

use schema::{Letter, Person};

/// Creates the tables and fills them: Ada (36), her children Bob and Cleo (17), Bob's child Dan (36); Ada wrote two letters,
/// Bob one.
async fn family<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    orm_tests::tables::create::<D>(url, "tests/db/statements/schema.rs").await;
    let person = |id: i32, name: &str, age: Option<i32>, parent_id: Option<i32>| {
        new!(Person { id, name, age, parent_id })
    };
    let people = [
        person(1, "Ada", Some(36), None),
        person(2, "Bob", None, Some(1)),
        person(3, "Cleo", Some(17), Some(1)),
        person(4, "Dan", Some(36), Some(2)),
    ];
    Person::insert_many(people).execute(db).await?;
    let letter = |person_id: i32, title: &str| new!(Letter { person_id, title });
    let letters = [letter(1, "first"), letter(1, "second"), letter(2, "third")];
    Letter::insert_many(letters).execute(db).await?;
    Ok(())
}
