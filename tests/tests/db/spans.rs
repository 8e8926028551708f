//! Spans of time and bits: from a request into a row, and from there into an answer.

use bit_vec::BitVec;
use orm_core::prelude::*;
use orm_core::types::Interval;
use orm_tests::db_test;
use serde_json::json;

#[derive(Debug, Clone, serde::Serialize, Table)]
#[table(name = "shifts")]
struct Shift {
    #[column(primary_key, auto_increment)]
    id: i32,
    lasts: Interval,
    pause: Option<Interval>,
    #[column(type = "bit(5)")]
    #[serde(with = "orm_core::types::bits")]
    days: BitVec,
    #[serde(with = "orm_core::types::bits")]
    holidays: Option<BitVec>,
}

db_test!(spans_and_bits_go_from_requests_to_rows_to_answers, [Postgres], async |db| {
    sql("create table shifts (id serial primary key, lasts interval not null, pause interval, days bit(5) not null, holidays varbit)")
        .execute(&db)
        .await?;
    let new =
        NewShift::parse(br#"{ "lasts": "P1M2DT3.5S", "days": "10110", "holidays": "01" }"#).expect("a body");
    let shift: Shift = Shift::insert(new).one(&db).await?;
    let answer = json!({ "id": 1, "lasts": "P1M2DT3.5S", "pause": null, "days": "10110", "holidays": "01" });
    assert_eq!(serde_json::to_value(&shift).expect("JSON"), answer);
    let stored: String = sql("select lasts::text || ' ' || days::text from shifts").scalar(&db).await?;
    assert_eq!(stored, "1 mon 2 days 00:00:03.5 10110");

    let patch = ShiftPatch::parse(br#"{ "pause": "PT-90M", "holidays": null }"#).expect("a change");
    let shift: Shift = Shift::update().patch(patch).filter(Shift::id.eq(1)).returning().one(&db).await?;
    let answer =
        json!({ "id": 1, "lasts": "P1M2DT3.5S", "pause": "PT-5400S", "days": "10110", "holidays": null });
    assert_eq!(serde_json::to_value(&shift).expect("JSON"), answer);

    for (field, text) in [("lasts", "1 hour"), ("days", "10210"), ("pause", "P")] {
        let body = json!({ field: text }).to_string();
        let report = ShiftPatch::parse(body.as_bytes()).expect_err("of another form");
        assert_eq!(report.issues()[0].pointer(), format!("#/{field}"));
    }
    Ok::<_, orm_core::Error>(())
});
