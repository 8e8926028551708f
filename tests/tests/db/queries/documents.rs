//! Changes of documents, what is in them, and documents made of values.

use chrono::{DateTime, NaiveDate, Utc};
use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::db_test;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::library;
use super::schema::{Author, Book, Settings};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "papers")]
struct Paper {
    #[column(primary_key)]
    id: i32,
    body: Value,
}

async fn papers<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    orm_tests::tables::create::<D>(url, "tests/db/queries/documents.rs").await;
    let bodies = [json!({ "a": 1, "b": { "c": null }, "list": [1, "x"], "yes": true }), json!([])];
    Paper::insert_many((1..).zip(bodies).map(|(id, body)| new!(Paper { id, body }))).execute(db).await?;
    Ok(())
}

db_test!(places_in_documents_are_set_and_removed, async |db, url| {
    papers(&db, url).await?;
    let place = |path: &str| Paper::body.path(path);
    let row = Paper::query()
        .filter(Paper::id.eq(1))
        .select((
            place("a").set(2),
            place("new").set(json!({ "d": [1] })),
            place("b.c").set(true),
            place("list[1]").set("y\"'"),
            place("a").set(Paper::id + 10),
            place("a").set(None::<i32>),
            (place("a").insert(9), place("new").insert(9)),
            (place("a").replace(9), place("new").replace(9)),
            (place("b.c").remove(), place("list[0]").remove(), place("nowhere").remove()),
            place("").member("a \"b\\").set(1.5),
        ))
        .one(&db)
        .await?;
    let with = |key: &str, value: Value| {
        let mut body = json!({ "a": 1, "b": { "c": null }, "list": [1, "x"], "yes": true });
        body[key] = value;
        body
    };
    let unchanged = || with("a", json!(1));
    assert_eq!(row.0, with("a", json!(2)));
    assert_eq!(row.1, with("new", json!({ "d": [1] })));
    assert_eq!(row.2, with("b", json!({ "c": true })));
    assert_eq!(row.3, with("list", json!([1, "y\"'"])));
    assert_eq!(row.4, with("a", json!(11)));
    assert_eq!(row.5, with("a", Value::Null));
    assert_eq!(row.6, (unchanged(), with("new", json!(9))));
    assert_eq!(row.7, (with("a", json!(9)), unchanged()));
    assert_eq!(row.8, (with("b", json!({})), with("list", json!(["x"])), unchanged()));
    assert_eq!(row.9, with("a \"b\\", json!(1.5)));
    let update = Paper::update().set(Paper::body, place("b.c").set("kept")).filter(Paper::id.eq(1));
    assert_eq!(update.execute(&db).await?, 1);
    let kept = Paper::query().filter(place("b.c").text().eq("kept")).select(Paper::id).all(&db).await?;
    assert_eq!(kept, [1]);
    Ok::<_, Error>(())
});

db_test!(documents_tell_what_is_in_them, async |db, url| {
    papers(&db, url).await?;
    let place = |path: &str| Paper::body.path(path);
    let row = Paper::query()
        .filter(Paper::id.eq(1))
        .select((
            (place("").kind(), place("a").kind(), place("b.c").kind(), place("list").kind()),
            (place("list[1]").kind(), place("yes").kind(), place("nowhere").kind()),
            (
                place("b.c").exists(),
                place("nowhere").exists(),
                place("list[1]").exists(),
                place("list[2]").exists(),
            ),
            (place("").keys(), place("b").keys(), place("a").keys()),
        ))
        .one(&db)
        .await?;
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(row.0, (text("object"), text("number"), text("null"), text("array")));
    assert_eq!(row.1, (text("string"), text("boolean"), None));
    assert_eq!(row.2, (true, false, true, false));
    let (all, one, none) = row.3;
    let mut all = all.map(Json::into_inner).expect("an object has keys");
    all.sort_unstable();
    assert_eq!(all, ["a", "b", "list", "yes"]);
    assert_eq!((one.map(Json::into_inner), none.map(Json::into_inner)), (Some(vec!["c".to_owned()]), None));
    let empty = Paper::update().set(Paper::body, json!({})).filter(Paper::id.eq(1));
    empty.execute(&db).await?;
    let keys = Paper::query().order_by(Paper::id).select(place("").keys()).all(&db).await?;
    assert_eq!(keys, [Some(Json(vec![])), None]);
    Ok::<_, Error>(())
});

db_test!(documents_are_patched, [Mysql, Sqlite], async |db, url| {
    papers(&db, url).await?;
    let patched = Paper::query()
        .filter(Paper::id.eq(1))
        .select(Paper::body.json_merge_patch(json!({ "a": null, "b": { "d": 1 }, "list": [] })))
        .one(&db)
        .await?;
    // RFC 7396 leaves the members alone that the patch does not name; MariaDB drops those that are `null`.
    assert_eq!(patched["b"]["d"], json!(1));
    assert_eq!((&patched["list"], patched.get("a"), &patched["yes"]), (&json!([]), None, &json!(true)));
    Ok::<_, Error>(())
});

db_test!(operators_of_jsonb, [Postgres], async |db, url| {
    papers(&db, url).await?;
    let ids = || Paper::query().order_by(Paper::id).select(Paper::id);
    assert_eq!(ids().filter(Paper::body.json_has_any_key(["a", "z"])).all(&db).await?, [1]);
    assert!(ids().filter(Paper::body.json_has_all_keys(["a", "z"])).all(&db).await?.is_empty());
    assert_eq!(ids().filter(Paper::body.json_path_exists("$.list[*] ? (@ == \"x\")")).all(&db).await?, [1]);
    assert_eq!(ids().filter(Paper::body.json_contained_in(json!([1, 2]))).all(&db).await?, [2]);
    let both = ids().filter(Paper::id.eq(2)).select(Paper::body.json_concat(json!([1]))).one(&db).await?;
    assert_eq!(both, json!([1]));
    Ok::<_, Error>(())
});

#[derive(Debug, PartialEq, Serialize, Deserialize)]
struct Card {
    name: String,
    age: Option<i32>,
    rating: f64,
    active: bool,
    born: Option<NaiveDate>,
    joined: DateTime<Utc>,
    settings: Settings,
    ids: (i32, i64),
}

db_test!(rows_become_documents, async |db, url| {
    library(&db, url).await?;
    let card = || {
        json_object()
            .field("name", Author::name)
            .field("age", Author::age)
            .field("rating", Author::rating)
            .field("active", Author::is_active)
            .field("born", Author::born)
            .field("joined", Author::joined_at)
            .field("settings", Author::settings)
            .field(
                "ids",
                json_array().element(Author::id).element(Author::id.cast::<i64>()).build::<(i32, i64)>(),
            )
            .build::<Card>()
    };
    let bob = Author::query().filter(Author::id.eq(2)).select(card()).one(&db).await?.into_inner();
    let expected = Card {
        name: "Bob".to_owned(),
        age: None,
        rating: 2.0,
        active: false,
        born: None,
        joined: "2026-01-02T10:30:00.123456Z".parse().expect("a time"),
        settings: Settings { theme: "dark".to_owned(), size: Some(20) },
        ids: (2, 2),
    };
    assert_eq!(bob, expected);
    let cards = Author::query().filter(Author::id.gt(2)).select(json_array_agg(card())).one(&db).await?;
    let mut names: Vec<_> = cards
        .expect("two rows")
        .into_inner()
        .into_iter()
        .flatten()
        .map(|card| card.into_inner().name)
        .collect();
    names.sort_unstable();
    assert_eq!(names, ["Cleo", "Dan%"]);
    let born = Author::query().filter(Author::id.eq(3)).select(card()).one(&db).await?.into_inner().born;
    assert_eq!(born, Some("2009-02-28".parse().expect("a day")));
    Ok::<_, Error>(())
});

db_test!(values_are_collected_under_their_names, async |db, url| {
    library(&db, url).await?;
    let prices = Book::query().select(json_object_agg(Book::title, Book::price)).one(&db).await?;
    let prices = prices.expect("five rows").into_inner();
    assert_eq!((prices.len(), prices["Notes"], prices["Engines"]), (5, Some(10), None));
    let flags = Author::query().select(json_array_agg(Author::is_active)).one(&db).await?;
    let flags = flags.expect("four rows").into_inner();
    assert_eq!(flags.iter().filter(|flag| **flag == Some(true)).count(), 3);
    Ok::<_, Error>(())
});

db_test!(arrays_of_documents_have_an_order, [Postgres, Sqlite], async |db, url| {
    library(&db, url).await?;
    let titles = Book::query()
        .group_by(Book::stock)
        .order_by(Book::stock)
        .select((Book::stock, json_array_agg_ordered(Book::id, (Book::pages.desc(), Book::id))))
        .all(&db)
        .await?;
    let rows = |ids: &[i32]| Some(Json(ids.iter().copied().map(Some).collect::<Vec<_>>()));
    assert_eq!(titles, [(0, rows(&[4])), (7, rows(&[2, 1, 3, 5]))]);
    Ok::<_, Error>(())
});
