//! Values of every type, written to a column of the type that migrations give it and read back.

use std::fmt::Debug;
use std::net::IpAddr;
use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use orm_core::dialect::Database;
use orm_core::exec::{Done, Executor, Request, Text};
use orm_core::types::{Field, Interval, Json, Value};
use orm_core::{Db, Error, ErrorKind};
use orm_schema::model::SchemaDef;
use orm_schema::{Dialect, SqlType, types::column_type};
use orm_tests::db_test;

db_test!(truth_and_text_read_back, async |db| {
    round_trip(&db, [true, false]).await?;
    round_trip(&db, [String::new(), "it's \"quoted\" \\ ünïcode 🦀\n".to_owned()]).await?;
    round_trip(&db, [vec![], vec![0_u8, 255, 39, 92], b"text".to_vec()]).await
});

db_test!(integers_read_back_at_their_limits, async |db| {
    round_trip(&db, [i8::MIN, i8::MAX]).await?;
    round_trip(&db, [i16::MIN, i16::MAX]).await?;
    round_trip(&db, [i32::MIN, i32::MAX]).await?;
    round_trip(&db, [i64::MIN, i64::MAX]).await?;
    round_trip(&db, [u8::MIN, u8::MAX]).await?;
    round_trip(&db, [u16::MIN, u16::MAX]).await?;
    round_trip(&db, [u32::MIN, u32::MAX]).await?;
    round_trip(&db, [u64::MIN, 10_000, i64::MAX.unsigned_abs()]).await
});

db_test!(the_upper_half_of_u64_reads_back, [Postgres, Mysql], async |db| {
    round_trip(&db, [u64::MAX, i64::MAX.unsigned_abs() + 1]).await
});

db_test!(the_upper_half_of_u64_is_refused, [Sqlite], async |db| {
    let error = round_trip(&db, [u64::MAX]).await.expect_err("SQLite has no such integers");
    assert_eq!(error.kind(), &ErrorKind::Encode);
    Ok::<_, Error>(())
});

db_test!(floating_point_reads_back, async |db| {
    round_trip(&db, [0.1_f32, -1.5e30, f32::MIN_POSITIVE]).await?;
    round_trip(&db, [0.1_f64, -1.5e300, 3.0]).await
});

db_test!(the_ends_of_floating_point_read_back_or_are_refused, async |db| {
    round_trip(&db, [f64::MIN, f64::MAX, f64::MIN_POSITIVE, f64::EPSILON, -0.0]).await?;
    if is(&db, Dialect::Mysql) {
        for number in [f64::INFINITY, f64::NAN] {
            let error = round_trip(&db, [number]).await.expect_err("MySQL would store another number");
            assert_eq!(error.kind(), &ErrorKind::Encode);
        }
        return Ok(());
    }
    round_trip(&db, [f64::INFINITY, f64::NEG_INFINITY]).await?;
    round_trip(&db, [f32::INFINITY, f32::NEG_INFINITY]).await?;
    let none = vec![f64::NAN.into_field_value()];
    if is(&db, Dialect::Sqlite) {
        let error = run(&db, Request::new("select ?", none)).await.expect_err("SQLite would store NULL");
        assert_eq!(error.to_string(), "a value cannot be sent: SQLite has no `NaN`");
    } else {
        run(&db, Request::new("create table n as select $1 as n", none)).await?;
        assert!(values::<_, f64>(&db, "select n from n").await?[0].is_nan());
    }
    Ok::<_, Error>(())
});

db_test!(a_megabyte_reads_back, async |db| {
    round_trip(&db, ["0123456789abc\n🦀".repeat(1 << 16)]).await?;
    round_trip(&db, [(0..=255_u8).cycle().take(1 << 20).collect::<Vec<_>>()]).await
});

db_test!(a_text_with_nul_reads_back_or_is_refused, async |db| {
    let text = || ["\0".to_owned(), "a\0b\0\0".to_owned()];
    if is(&db, Dialect::Postgres) {
        let error = round_trip(&db, text()).await.expect_err("PostgreSQL has no NUL in texts");
        assert!(matches!(error.kind(), ErrorKind::InvalidValue { .. }), "{error:?}");
        return Ok(());
    }
    round_trip(&db, text()).await
});

db_test!(far_days_read_back, async |db| {
    let day = |year| NaiveDate::from_ymd_opt(year, 12, 31).unwrap();
    let end = |year| day(year).and_hms_micro_opt(23, 59, 59, 999_999).unwrap();
    round_trip(&db, [day(1), day(1752), day(9999)]).await?;
    round_trip(&db, [end(1000), end(9999)]).await?;
    // `TIMESTAMP` of MySQL begins in 1970 and ends in 2038.
    if !is(&db, Dialect::Mysql) {
        round_trip(&db, [end(1000).and_utc(), end(9999).and_utc()]).await?;
    }
    if is(&db, Dialect::Postgres) {
        round_trip(&db, [day(-4000), day(0), day(12_345)]).await?;
        round_trip(&db, [end(-4000), end(0), end(12_345)]).await?;
    }
    Ok::<_, Error>(())
});

db_test!(times_of_chrono_read_back, async |db| {
    round_trip(&db, ["2026-11-20".parse::<NaiveDate>().unwrap(), "1000-01-01".parse().unwrap()]).await?;
    round_trip(&db, ["10:30:00.000001".parse::<NaiveTime>().unwrap(), NaiveTime::MIN]).await?;
    round_trip(&db, ["2026-11-20T10:30:00.123456".parse::<NaiveDateTime>().unwrap()]).await?;
    let times = ["2026-11-20T10:30:00.123456Z", "1999-12-31T23:59:59Z"];
    round_trip(&db, times.map(|text| text.parse::<DateTime<Utc>>().unwrap())).await
});

db_test!(times_of_other_crates_read_back, async |db| {
    let day = time::Date::from_ordinal_date(2024, 60).unwrap();
    let noon = time::Time::from_hms_micro(12, 0, 0, 42).unwrap();
    round_trip(&db, [day]).await?;
    round_trip(&db, [noon]).await?;
    round_trip(&db, [time::PrimitiveDateTime::new(day, noon)]).await?;
    round_trip(&db, [time::PrimitiveDateTime::new(day, noon).assume_utc()]).await?;
    round_trip(&db, [jiff::civil::date(2024, 2, 29)]).await?;
    round_trip(&db, [jiff::civil::time(23, 59, 59, 999_999_000)]).await?;
    round_trip(&db, [jiff::civil::datetime(2024, 2, 29, 1, 2, 3, 4000)]).await?;
    round_trip(&db, ["2024-02-29T01:02:03.000004Z".parse::<jiff::Timestamp>().unwrap()]).await
});

db_test!(uuids_read_back, async |db| { round_trip(&db, [uuid::Uuid::nil(), uuid::Uuid::now_v7()]).await });

db_test!(decimals_read_back_exactly, async |db| {
    let texts = ["0", "1.5", "-12345678901234567890.123456789"];
    round_trip_as(&db, "numeric(40,9)", texts.map(|text| text.parse::<rust_decimal::Decimal>().unwrap()))
        .await?;
    let texts = ["0", "10000", "-123456789012345678901234567890.000000001"];
    round_trip_as(&db, "numeric(40,9)", texts.map(|text| text.parse::<bigdecimal::BigDecimal>().unwrap()))
        .await
});

db_test!(decimals_of_columns_without_digits_read_back, async |db| {
    let texts = ["0", "2.5", "-1234567890123456789.5"];
    round_trip(&db, texts.map(|text| text.parse::<rust_decimal::Decimal>().unwrap())).await
});

db_test!(documents_read_back, async |db| {
    round_trip(&db, [serde_json::json!({ "a": [1, null, "x"], "b": { "c": true } }), serde_json::json!([])])
        .await?;
    let all = serde_json::json!({
        "": null, "t": true, "f": false, "i": i64::MAX, "u": u64::MAX, "d": -0.125, "s": "'\"\\\n🦀", "a": [[], {}, [null]],
        "o": { "it's \"x\"": { "deep": [1, [2, [3]]] } },
    });
    round_trip(&db, [all, serde_json::json!(null), serde_json::json!("text"), serde_json::json!(7)]).await?;
    round_trip(&db, [Json(vec!["one".to_owned(), "ünï".to_owned()])]).await
});

db_test!(addresses_read_back, async |db| {
    round_trip(&db, ["10.1.2.3".parse::<IpAddr>().unwrap(), "2001:db8::1".parse().unwrap()]).await?;
    round_trip(&db, ["10.0.0.0/8", "::1/128"].map(|text| text.parse::<ipnetwork::IpNetwork>().unwrap()))
        .await?;
    round_trip(&db, [mac_address::MacAddress::new([8, 0, 43, 1, 2, 255])]).await
});

db_test!(types_of_postgres_read_back, [Postgres], async |db| {
    round_trip(&db, [Interval { months: -14, days: 3, microseconds: 1_000_001 }]).await?;
    round_trip(&db, [bit_vec::BitVec::from_fn(11, |bit| bit % 3 == 0), bit_vec::BitVec::new()]).await
});

db_test!(arrays_read_back, [Postgres], async |db| {
    round_trip(&db, [vec![1, -2, 3], vec![]]).await?;
    round_trip(&db, [vec![Some("a,\"b\"".to_owned()), None], vec![Some(String::new())]]).await?;
    round_trip(&db, [vec![true, false]]).await?;
    round_trip(&db, [vec![u64::MAX]]).await?;
    round_trip(&db, [vec![vec![1_u8, 2], vec![]]]).await?;
    round_trip(&db, [vec!["2026-11-20T10:30:00.5Z".parse::<DateTime<Utc>>().unwrap()]]).await?;
    round_trip(&db, [vec![uuid::Uuid::nil()]]).await?;
    round_trip(&db, [vec!["1.50".parse::<rust_decimal::Decimal>().unwrap()]]).await?;
    round_trip(&db, [vec![serde_json::json!({ "a": 1 })]]).await
});

db_test!(labels_are_stored_in_enums, [Postgres], async |db| {
    run(&db, Request::new("create type mood as enum ('sad', 'ok', 'it''s')", vec![])).await?;
    run(&db, Request::new("create table m (id int, one mood, many mood[])", vec![])).await?;
    let insert = "insert into m values ($1, $2, $3)";
    let many = |labels: &[&'static str]| Value::Array {
        element: "enum(mood)",
        values: labels.iter().map(|label| Value::Label((*label).into())).collect(),
    };
    run(&db, Request::new(insert, vec![Value::I32(1), Value::Null, Value::Null])).await?;
    run(&db, Request::new(insert, vec![Value::I32(2), Value::Label("it's".into()), many(&["sad", "ok"])]))
        .await?;
    run(&db, Request::new(insert, vec![Value::I32(3), Value::Label("ok".into()), many(&[])])).await?;
    assert_eq!(
        values::<_, Option<String>>(&db, "select one from m order by id").await?,
        [None, Some("it's".to_owned()), Some("ok".to_owned())]
    );
    assert_eq!(
        values::<_, Option<Vec<String>>>(&db, "select many from m order by id").await?,
        [None, Some(vec!["sad".to_owned(), "ok".to_owned()]), Some(vec![])]
    );
    let any = Request::new("select count(*) from m where one = any($1)", vec![many(&["ok", "sad"])]);
    assert_eq!(run(&db, any).await?.rows_read, 1);
    let error =
        run(&db, Request::new(insert, vec![Value::I32(4), Value::Label("s3cret".into()), Value::Null]))
            .await
            .expect_err("the enum has no such label");
    assert!(
        matches!(error.kind(), ErrorKind::InvalidValue { .. }) && !error.to_string().contains("s3cret"),
        "{error:?}"
    );
    Ok::<_, Error>(())
});

db_test!(sums_and_averages_are_numbers, async |db| {
    run(&db, Request::new("create table n (v int)", vec![])).await?;
    run(&db, Request::new("insert into n values (1), (2)", vec![])).await?;
    assert_eq!(values::<_, i64>(&db, "select sum(v) from n").await?, [3]);
    assert_eq!(values::<_, i64>(&db, "select count(*) from n").await?, [2]);
    let halves: Vec<f64> = values(&db, "select avg(v) from n").await?;
    assert!((halves[0] - 1.5).abs() < f64::EPSILON);
    Ok::<_, Error>(())
});

db_test!(times_that_the_database_wrote_are_read, async |db| {
    let sql = "create table t (at timestamp default current_timestamp, id int)";
    run(&db, Request::new(sql, vec![])).await?;
    run(&db, Request::new("insert into t (id) values (1)", vec![])).await?;
    let found: Vec<NaiveDateTime> = values(&db, "select at from t").await?;
    assert!((Utc::now().naive_utc() - found[0]).abs() < chrono::TimeDelta::hours(14), "{found:?}");
    Ok::<_, Error>(())
});

db_test!(a_wrong_type_is_an_error_that_names_the_column, async |db| {
    let error = values::<_, i32>(&db, "select 'secret' as label").await.expect_err("text is no integer");
    assert_eq!(error.kind(), &ErrorKind::Decode { column: "label".to_owned() });
    let message = error.to_string();
    assert!(message.contains("column `label`") && !message.contains("secret"), "{message}");
    Ok::<_, Error>(())
});

db_test!(null_is_no_value, async |db| {
    let error = values::<_, i32>(&db, "select null as n").await.expect_err("NULL is no integer");
    assert_eq!(
        error.to_string(),
        "column `n` of the result cannot be read: unexpected NULL; read the column as an `Option`"
    );
    assert_eq!(values::<_, Option<i32>>(&db, "select null as n").await?, [None]);
    Ok::<_, Error>(())
});

db_test!(a_number_that_does_not_fit_is_an_error, async |db| {
    let error = values::<_, i8>(&db, "select 128 as n").await.expect_err("128 is no i8");
    assert!(error.to_string().ends_with("the number does not fit into `i8`"), "{error}");
    Ok::<_, Error>(())
});

fn is<D: Database>(_: &Db<D>, dialect: Dialect) -> bool {
    D::DIALECT == dialect
}

/// Numbers the tables.
static NUMBER: AtomicU32 = AtomicU32::new(0);

/// Writes the values and NULL to a column of their type, and expects them back.
async fn round_trip<D: Database, T>(db: &Db<D>, values: impl IntoIterator<Item = T>) -> Result<(), Error>
where
    T: Field + orm_core::types::ColumnType + PartialEq + Debug + Clone,
{
    round_trip_as(db, T::SQL_NAME, values).await
}

/// The same, to a column of that type.
async fn round_trip_as<D: Database, T>(
    db: &Db<D>,
    ty: &str,
    written: impl IntoIterator<Item = T>,
) -> Result<(), Error>
where
    T: Field + orm_core::types::ColumnType + PartialEq + Debug + Clone,
{
    let ty: SqlType = ty.parse().expect("the name of a type");
    let ty = column_type(D::DIALECT, &SchemaDef::default(), &ty);
    // A table for each type: a connection keeps a statement, with the types of its parameters, under its text.
    let table = format!("round_trip_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    run(db, Request::new(format!("create table {table} (n integer, v {ty})"), vec![])).await?;
    let written = written.into_iter().map(Some);
    let expected: Vec<Option<T>> = [None].into_iter().chain(written).chain([None]).collect();
    let insert = match D::DIALECT {
        Dialect::Postgres => format!("insert into {table} values ($1, $2)"),
        Dialect::Mysql | Dialect::Sqlite => format!("insert into {table} values (?, ?)"),
    };
    for (n, value) in (0_i32..).zip(expected.clone()) {
        let binds = vec![n.into_field_value(), value.into_field_value()];
        assert_eq!(run(db, Request::new(insert.clone(), binds)).await?.rows_affected, 1);
    }
    let found: Vec<Option<T>> = values(db, format!("select v from {table} order by n")).await?;
    assert_eq!(found, expected, "{ty}");
    Ok(())
}

async fn run<D: Database>(db: &Db<D>, request: Request) -> Result<Done, Error> {
    db.lease().await?.execute(request).await
}

/// The first column of the rows.
async fn values<D: Database, F: Field>(db: &Db<D>, sql: impl Into<Text>) -> Result<Vec<F>, Error> {
    let mut values = Vec::new();
    let mut lease = db.lease().await?;
    lease
        .fetch(Request::new(sql, vec![]), &mut |cells| {
            values.push(cells.get()?);
            Ok(ControlFlow::Continue(()))
        })
        .await?;
    Ok(values)
}
