//! Arrays of enums under names that have to be quoted (PostgreSQL).

use orm_core::Error;
use orm_core::prelude::*;
use orm_tests::db_test;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, ColumnType, Serialize, Deserialize)]
#[column_type(name = "Mood \"☃\" 'x' \\")]
enum Mood {
    Calm,
    Wild,
}

#[derive(Debug, Clone, Copy, PartialEq, ColumnType, Serialize, Deserialize)]
#[column_type(name = "the 'State'")]
enum State {
    On,
    Off,
}

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "days")]
struct Day {
    #[column(primary_key)]
    id: i32,
    moods: Vec<Mood>,
    states: Vec<State>,
}

db_test!(arrays_of_enums_with_quoted_names, [Postgres], async |db, url| {
    orm_tests::tables::create::<Postgres>(url, "tests/db/queries/labels.rs").await;
    let day = new!(Day { id: 1, moods: vec![Mood::Wild, Mood::Calm], states: vec![State::Off] });
    let other = new!(Day { id: 2, moods: vec![], states: vec![State::On] });
    Day::insert_many([day, other]).execute(&db).await?;
    let days = Day::query().order_by(Day::id).all(&db).await?;
    assert_eq!(days[0].moods, [Mood::Wild, Mood::Calm]);
    assert_eq!((days[1].moods.len(), &days[1].states), (0, &vec![State::On]));
    let found = Day::query().filter(Day::moods.array_has(Mood::Calm)).select(Day::id).all(&db).await?;
    assert_eq!(found, [1]);
    Ok::<_, Error>(())
});
