//! Values for each column: the table that the matrix and the comparison with zod are driven by.

use serde_json::{Value, json};

/// A column, and a value of each sort for it; `None` where there is no such value.
pub(crate) struct Column {
    /// Its name in requests.
    pub(crate) name: &'static str,
    /// The table that it is of.
    pub(crate) of: Of,
    pub(crate) valid: Value,
    pub(crate) invalid: Option<Value>,
    pub(crate) wrong_type: Value,
    pub(crate) too_long: Option<Value>,
}

/// A table of columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Of {
    Kinds,
    Foreign,
    Parts,
}

impl Column {
    /// Each case with its name; `None` is an absent field.
    pub(crate) fn cases(&self) -> Vec<(&'static str, Option<Value>)> {
        let mut cases =
            vec![("absent", None), ("null", Some(Value::Null)), ("valid", Some(self.valid.clone()))];
        cases.extend(self.invalid.clone().map(|value| ("invalid", Some(value))));
        cases.push(("wrong type", Some(self.wrong_type.clone())));
        cases.extend(self.too_long.clone().map(|value| ("too long", Some(value))));
        cases
    }
}

fn kind(
    name: &'static str,
    valid: Value,
    invalid: impl Into<Option<Value>>,
    wrong_type: Value,
    too_long: impl Into<Option<Value>>,
) -> Column {
    Column { name, of: Of::Kinds, valid, invalid: invalid.into(), wrong_type, too_long: too_long.into() }
}

fn foreign(name: &'static str, valid: &str, invalid: &str, too_long: impl Into<Option<Value>>) -> Column {
    let column = kind(name, json!(valid), json!(invalid), json!({}), too_long);
    Column { of: Of::Foreign, ..column }
}

fn part(name: &'static str, valid: Value, wrong_type: Value) -> Column {
    Column { name, of: Of::Parts, valid, invalid: None, wrong_type, too_long: None }
}

/// All columns.
pub(crate) fn columns() -> Vec<Column> {
    vec![
        kind("text", json!("a"), json!("a\0"), json!(1), None),
        kind("shortText", json!("äöü"), json!("a"), json!(["ab"]), json!("abcdef")),
        kind("email", json!("ada@example.com"), json!("ada"), json!(1), None),
        kind("flag", json!(true), None, json!("true"), None),
        kind("tiny", json!(-128), json!(128), json!("1"), None),
        kind("small", json!(32767), json!(32768), json!(1.5), None),
        kind("number", json!(100), json!(101), json!("1"), json!(3_000_000_000_u32)),
        kind("big", json!(9_007_199_254_740_993_i64), None, json!("1"), json!(9_223_372_036_854_775_808_u64)),
        kind("unsignedTiny", json!(255), json!(-1), json!("1"), json!(256)),
        kind("unsigned", json!(4_294_967_295_u32), json!(-1), json!("1"), json!(4_294_967_296_i64)),
        kind("unsignedBig", json!(1), json!(-1), json!("1"), None),
        kind("real", json!(1.5), None, json!("1"), json!(1e39)),
        kind("double", json!(1.5), json!(1.6), json!("1"), None),
        kind("price", json!("1234.56"), json!("1.234"), json!(true), json!("12345.67")),
        kind("bytes", json!([0, 255]), json!([256]), json!("AAE="), None),
        kind("day", json!("2026-02-28"), json!("2026-02-30"), json!(1), None),
        kind("time", json!("23:59:59"), json!("24:00:00"), json!(1), None),
        kind("moment", json!("2026-02-28T12:00:00"), json!("2026-02-30T12:00:00"), json!(1), None),
        kind("instant", json!("2026-02-28T12:00:00Z"), json!("2026-02-28T12:00:00"), json!(1), None),
        kind(
            "uuid",
            json!("67e55044-10b1-426f-9247-bb680e5fe0c8"),
            json!("67e55044-10b1-426f-9247"),
            json!(1),
            None,
        ),
        kind(
            "document",
            json!({ "themeName": "dark" }),
            json!({ "themeName": "dark", "fontSize": 256 }),
            json!("dark"),
            json!({ "themeName": "midnight" }),
        ),
        kind("any", json!({ "a": [1, null] }), json!({ "a": "\0" }), json!(1), None),
        kind("color", json!("dark_blue"), json!("green"), json!(1), None),
        kind("level", json!(1), None, json!("1"), json!(2_147_483_648_i64)),
        kind("address", json!("127.0.0.1"), json!("127.0.0.256"), json!(1), None),
        kind("code", json!("abc"), json!("a\0"), json!(1), json!("abcd")),
        kind("tinyText", json!("ä".repeat(127)), json!("a\0"), json!(1), json!("a".repeat(256))),
        kind("fewBytes", json!([1, 2, 3]), json!([1, 256]), json!("AAE="), json!([1, 2, 3, 4])),
        kind("year", json!(2155), json!(26), json!("2026"), json!(2156)),
        kind("tags", json!(["äöü", ""]), json!(["a", "b\0"]), json!("a"), json!(["a", "abcd", "abcde"])),
        kind("prices", json!(["1234.56", null]), json!([null, "1.234"]), json!("1"), json!(["12345.67"])),
        kind("embedding", json!([1, 2.5, 3]), json!([1, 2]), json!("[1,2,3]"), json!([1, 2, 3, 4])),
        kind("exact", json!("1234.56"), json!("1.234"), json!(true), json!("12345.67")),
        kind("span", json!("P1M2DT3.5S"), json!("1 month"), json!(1), None),
        kind("owner", json!(1), None, json!("1"), None),
        Column { of: Of::Foreign, ..kind("owner", json!(1), None, json!("1"), None) },
        foreign("bits", "1010", "1012", json!("10101")),
        foreign("fewBits", "1", "2", json!("10101")),
        foreign("network", "10.0.0.0/8", "10.0.0.0/33", None),
        foreign("mac", "08:00:2b:01:02:03", "08:00:2b:01:02", None),
        foreign("timeDay", "2026-02-28", "2026-02-30", None),
        foreign("timeTime", "23:59:59.0", "24:00:00.0", None),
        foreign("timeMoment", "2026-02-28 12:00:00.0", "2026-02-30 12:00:00.0", None),
        foreign("timeInstant", "2026-02-28 12:00:00.0 +00:00:00", "2026-02-28 12:00:00.0", None),
        foreign("jiffDay", "2026-02-28", "2026-02-30", None),
        foreign("jiffTime", "23:59:59", "24:00:00", None),
        foreign("jiffMoment", "2026-02-28T12:00:00", "2026-02-30T12:00:00", None),
        foreign("jiffInstant", "2026-02-28T12:00:00Z", "2026-02-28T12:00:00", None),
        part("id", json!(1), json!("1")),
        part("required", json!(1), json!("1")),
        part("defaulted", json!(1), json!("1")),
        part("computed", json!(1), json!("1")),
        part("nullable", json!(1), json!("1")),
        part("nullableDefaulted", json!(1), json!("1")),
        part("generated", json!(1), json!("1")),
        part("ownerId", json!(1), json!("1")),
        part("password", json!("a"), json!(1)),
        part("updatedAt", json!("2026-02-28T12:00:00Z"), json!(1)),
    ]
}

/// A request of the column's table in which everything is right, with `value` in the column. A column that only the server
/// sets is no mistake in a body, which passes over it.
pub(crate) fn request(column: &Column, value: Option<Value>, is_patch: bool) -> Value {
    let mut request = serde_json::Map::new();
    if !is_patch {
        for other in columns().into_iter().filter(|other| other.of == column.of) {
            if !matches!(other.name, "generated" | "updatedAt") {
                request.insert(other.name.to_owned(), other.valid);
            }
        }
    }
    request.remove(column.name);
    request.extend(value.map(|value| (column.name.to_owned(), value)));
    Value::Object(request)
}
