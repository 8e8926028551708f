//! Places in documents whose types the compiler knows.

use std::collections::BTreeMap;

use orm_core::dialect::Database;
use orm_core::prelude::*;
use orm_core::{Db, Error};
use orm_tests::db_test;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "pages")]
struct Page {
    #[column(primary_key)]
    id: i32,
    look: Json<Look>,
    history: Json<Vec<Entry>>,
}

#[derive(Document, Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Look {
    font_size: u32,
    scale: f64,
    is_dark: bool,
    mood: Mood,
    theme: Option<Box<Theme>>,
    counts: BTreeMap<String, i64>,
    #[serde(rename = "odd \"name\".")]
    odd: Option<String>,
    #[serde(flatten)]
    origin: Origin,
    #[serde(skip)]
    unsaved: u8,
    #[serde(serialize_with = "in_hex", deserialize_with = "from_hex")]
    mask: u8,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Mood {
    VeryCalm,
}

#[derive(Document, Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Theme {
    colors: Vec<String>,
    r#type: String,
}

#[derive(Document, Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Origin {
    author: String,
}

#[derive(Document, Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Entry {
    text: String,
    stars: Option<i32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference over")]
fn in_hex<S: serde::Serializer>(value: &u8, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&format!("{value:x}"))
}

fn from_hex<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u8, D::Error> {
    let text = String::deserialize(deserializer)?;
    u8::from_str_radix(&text, 16).map_err(serde::de::Error::custom)
}

fn look() -> Look {
    Look {
        font_size: 12,
        scale: 1.5,
        is_dark: true,
        mood: Mood::VeryCalm,
        theme: Some(Box::new(Theme { colors: vec!["red".into(), "blue".into()], r#type: "warm".into() })),
        counts: BTreeMap::from([("a.b".to_owned(), 7)]),
        odd: Some("yes".into()),
        origin: Origin { author: "Ann".into() },
        unsaved: 0,
        mask: 255,
    }
}

fn plain() -> Look {
    Look { theme: None, odd: None, font_size: 9, counts: BTreeMap::new(), ..look() }
}

async fn pages<D: Database>(db: &Db<D>, url: &str) -> Result<(), Error> {
    orm_tests::tables::create::<D>(url, "tests/db/queries/typed_documents.rs").await;
    let entry = |text: &str, stars| Entry { text: text.to_owned(), stars };
    let history = vec![entry("first", None), entry("second", Some(4))];
    let new =
        |id, look: Look, history: Vec<Entry>| new!(Page { id, look: Json(look), history: Json(history) });
    Page::insert_many([new(1, look(), history), new(2, plain(), vec![])]).execute(db).await?;
    Ok(())
}

db_test!(members_are_read_as_what_their_fields_are, async |db, url| {
    pages(&db, url).await?;
    let text = |text: &str| Some(text.to_owned());
    let theme = || Page::look.at(Look::theme);
    let rows = Page::query()
        .order_by(Page::id)
        .select((
            (
                Page::look.at(Look::font_size).value(),
                Page::look.at(Look::scale).value(),
                Page::look.at(Look::is_dark).value(),
                Page::look.at(Look::mood).text(),
            ),
            (
                theme().at(Theme::r#type).value(),
                theme().at(Theme::colors).element(1).value(),
                theme().at(Theme::colors).length(),
                theme().at(Theme::colors).json(),
            ),
            (
                Page::look.at(Look::counts).entry("a.b").value(),
                Page::look.at(Look::odd).value(),
                Page::look.at(Look::origin).at(Origin::author).value(),
                Page::look.at(Look::mask).untyped().text(),
            ),
            (
                Page::history.whole().length(),
                Page::history.whole().element(1).at(Entry::stars).value(),
                theme().exists(),
            ),
        ))
        .all(&db)
        .await?;
    let [first, second] = &rows[..] else { panic!("{} rows", rows.len()) };
    assert_eq!(first.0, (Some(12), Some(1.5), Some(true), text("very_calm")));
    let colors = Json(vec!["red".to_owned(), "blue".to_owned()]);
    assert_eq!(first.1, (text("warm"), text("blue"), Some(2), Some(colors)));
    assert_eq!(first.2, (Some(7), text("yes"), text("Ann"), text("ff")));
    assert_eq!(first.3, (Some(2), Some(4), true));
    assert_eq!(second.0.0, Some(9));
    assert_eq!(second.1, (None, None, None, None));
    assert_eq!(second.2, (None, None, text("Ann"), text("ff")));
    assert_eq!((second.3.0, second.3.1), (Some(0), None));
    Ok::<_, Error>(())
});

db_test!(rows_are_found_and_sorted_by_members, async |db, url| {
    pages(&db, url).await?;
    let size = || Page::look.at(Look::font_size).value();
    let found = Page::query().filter(size().gt(9)).select(Page::id).all(&db).await?;
    assert_eq!(found, [1]);
    let sorted = Page::query().order_by(size()).select(Page::id).all(&db).await?;
    assert_eq!(sorted, [2, 1]);
    let first = Page::history.whole().element(0).at(Entry::text).value();
    let found = Page::query().filter(first.eq("first")).select(Page::id).all(&db).await?;
    assert_eq!(found, [1]);
    Ok::<_, Error>(())
});

db_test!(members_are_set_to_values_of_their_type, async |db, url| {
    pages(&db, url).await?;
    let first = || Page::update().filter(Page::id.eq(1));
    let theme = || Page::look.at(Look::theme);
    first().set(Page::look, Page::look.at(Look::font_size).set(20)).execute(&db).await?;
    first().set(Page::look, Page::look.at(Look::origin).at(Origin::author).set("Bob")).execute(&db).await?;
    first().set(Page::look, theme().at(Theme::colors).element(0).set("green")).execute(&db).await?;
    first().set(Page::look, theme().at(Theme::r#type).replace("cold")).execute(&db).await?;
    first().set(Page::look, Page::look.at(Look::counts).entry("new").insert(1)).execute(&db).await?;
    first().set(Page::look, Page::look.at(Look::counts).entry("a.b").insert(99)).execute(&db).await?;
    first().set(Page::look, Page::look.at(Look::odd).remove()).execute(&db).await?;
    let second = || Page::update().filter(Page::id.eq(2));
    second().set(Page::look, Page::look.at(Look::odd).set("again")).execute(&db).await?;
    let stars = Page::history.whole().element(0).at(Entry::stars);
    first().set(Page::history, stars.clone().set(3)).execute(&db).await?;
    let set = Page::query()
        .order_by(Page::id)
        .select((Page::look.at(Look::odd).value(), stars.value()))
        .all(&db)
        .await?;
    assert_eq!(set, [(None, Some(3)), (Some("again".to_owned()), None)]);
    first()
        .set(Page::history, Page::history.whole().element(0).at(Entry::stars).set(None))
        .execute(&db)
        .await?;
    first().set(Page::look, Page::look.at(Look::scale).untyped().set(Page::id + 1)).execute(&db).await?;
    let changed = Page::query().filter(Page::id.eq(1)).select(Page::look).one(&db).await?.into_inner();
    let expected = Look {
        font_size: 20,
        scale: 2.0,
        theme: Some(Box::new(Theme { colors: vec!["green".into(), "blue".into()], r#type: "cold".into() })),
        counts: BTreeMap::from([("a.b".to_owned(), 7), ("new".to_owned(), 1)]),
        odd: None,
        origin: Origin { author: "Bob".into() },
        ..look()
    };
    assert_eq!(changed, expected);
    Ok::<_, Error>(())
});
