//! Values of columns, at the ends of what their types and rules allow.

use serde_json::{Value, json};

use super::{check, of_member};

#[test]
fn zod_counts_characters_as_the_server_does() {
    let mut cases = Vec::new();
    for text in
        ["", "a", "ab", "äöüß", "äöüßa", "😀", "😀😀", "😀😀😀😀", "😀😀😀😀😀", "a😀b😀", "a\nb", "a\0"]
    {
        cases.extend(of_member("RuledPatch", "name", &[json!(text)]));
        cases.extend(of_member("RuledPatch", "long", &[json!(text)]));
        cases.extend(of_member("Short", "name", &[json!(text)]));
        cases.extend(of_member("KindPatch", "shortText", &[json!(text)]));
        cases.extend(of_member("KindPatch", "text", &[json!(text)]));
    }
    check(&cases);
}

#[test]
fn zod_knows_the_forms_of_text_that_the_server_knows() {
    let addresses = [
        "ada@example.com",
        "ada@example.",
        "ada@example.c",
        "ada@localhost",
        "a b@example.com",
        "ada@exa_mple.com",
        "ada@-example.com",
        "ada@example.com.",
        "@example.com",
        "ada@@example.com",
        "ada.@example.com",
        "ada@[127.0.0.1]",
        "ada@[::1]",
        "ada@[256.0.0.1]",
        "ada@münchen.example.de",
        "ada",
        "",
    ];
    let hosts = [
        "127.0.0.1",
        "256.0.0.1",
        "1.2.3",
        "01.2.3.4",
        "::",
        "::1",
        "1::",
        "1:2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7::",
        "1::3:4:5:6:7:8",
        "::2:3:4:5:6:7:8",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "::ffff:1.2.3.4",
        "1::5:1.2.3.4",
        "1:2:3:4:5:6:1.2.3.4",
        "1:2:3:4:5:6:7:1.2.3.4",
        "12345::",
        "g::",
        "1::2::3",
        "fe80::1%eth0",
        "",
        "::1.2.3.4",
    ];
    let mut cases = Vec::new();
    for text in addresses {
        cases.extend(of_member("RuledPatch", "email", &[json!(text)]));
        cases.extend(of_member("KindPatch", "email", &[json!(text)]));
    }
    for text in hosts {
        cases.extend(of_member("RuledPatch", "ip", &[json!(text)]));
        cases.extend(of_member("RuledPatch", "ipv6", &[json!(text)]));
        cases.extend(of_member("KindPatch", "address", &[json!(text)]));
    }
    for text in
        ["https://example.com/a?b#c", "mailto:ada@example.com", "example.com", "/a", "http://", "https://a b"]
    {
        cases.extend(of_member("RuledPatch", "site", &[json!(text)]));
    }
    for text in ["a.b", "xa.by", "axb", "", "a\nb", "\u{7f}", "\u{9f}", "é"] {
        cases.extend(of_member("RuledPatch", "lacking", &[json!(text)]));
        cases.extend(of_member("RuledPatch", "printable", &[json!(text)]));
    }
    for text in [
        "67e55044-10b1-426f-9247-bb680e5fe0c8",
        "67E5504410B1426F9247BB680E5FE0C8",
        "00000000-0000-0000-0000-000000000000",
        "67e55044-10b1-f26f-0247-bb680e5fe0c8",
        "urn:uuid:67e55044-10b1-426f-9247-bb680e5fe0c8",
        "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
        "67e55044-10b1-426f-9247-bb680e5fe0cg",
        "67e55044-10b1-426f-9247bb680e5fe0c8",
        "",
    ] {
        cases.extend(of_member("KindPatch", "uuid", &[json!(text)]));
    }
    check(&cases);
}

#[test]
fn zod_knows_the_calendar() {
    let days = [
        "2024-02-29",
        "2026-02-29",
        "1900-02-29",
        "2000-02-29",
        "2026-04-31",
        "2026-12-31",
        "2026-13-01",
        "2026-00-10",
    ];
    let times = ["00:00:00", "23:59:59.999999", "24:00:00", "12:60:00", "12:00"];
    let mut cases = Vec::new();
    for day in days {
        cases.extend(of_member("KindPatch", "day", &[json!(day)]));
        cases.extend(of_member("KindPatch", "moment", &[json!(format!("{day}T00:00:00"))]));
        for zone in ["Z", "+02:00", "-11:30", "", "+24:00"] {
            cases.extend(of_member("KindPatch", "instant", &[json!(format!("{day}T12:00:00.5{zone}"))]));
        }
    }
    for time in &times[..4] {
        cases.extend(of_member("KindPatch", "time", &[json!(time)]));
        cases.extend(of_member("KindPatch", "moment", &[json!(format!("2026-01-01T{time}"))]));
    }
    check(&cases);
}

#[test]
fn zod_knows_the_numbers_that_the_server_holds() {
    let mut cases = Vec::new();
    let integers: Vec<Value> = [
        "0",
        "-1",
        "1.5",
        "127",
        "128",
        "-128",
        "-129",
        "255",
        "256",
        "32768",
        "2147483647",
        "2147483648",
        "4294967295",
        "4294967296",
        "9007199254740991",
        "9007199254740993",
        "-9007199254740993",
        "9223372036854774784",
        "9223372036854775808",
        "-9223372036854775808",
        "-9223372036854777856",
        "18446744073709549568",
        "18446744073709551616",
        "1e300",
        "true",
        "null",
        "\"1\"",
    ]
    .iter()
    .map(|text| serde_json::from_str(text).expect("JSON"))
    .collect();
    for member in ["tiny", "small", "number", "big", "unsignedTiny", "unsigned", "unsignedBig", "level"] {
        cases.extend(of_member("KindPatch", member, &integers));
    }
    cases.extend(of_member("RuledPatch", "above", &integers));
    cases.extend(of_member("RuledPatch", "count", &integers));
    let floats: Vec<Value> =
        ["0", "1.5", "-1.5", "1.4999", "3.4028234e38", "3.4028236e38", "-3.5e38", "1e-300", "1e300", "\"1\""]
            .iter()
            .map(|text| serde_json::from_str(text).expect("JSON"))
            .collect();
    for (model, member) in [("KindPatch", "real"), ("KindPatch", "double"), ("RuledPatch", "ratio")] {
        cases.extend(of_member(model, member, &floats));
    }
    let decimals: Vec<Value> = [
        "\"0\"",
        "\"1.10\"",
        "\"1.100\"",
        "\"1.101\"",
        "\"1234.56\"",
        "\"00012.5\"",
        "\"12345\"",
        "\"-1\"",
        "\"+1\"",
        "\"\"",
        "\".5\"",
        "\"5.\"",
        "\"abc\"",
        "1.5",
        "1.05",
        "\"1.005\"",
        "999.99",
        "1000",
        "9999.99",
        "10000",
        "-1",
        "0.1",
        "0.29",
        "true",
    ]
    .iter()
    .map(|text| serde_json::from_str(text).expect("JSON"))
    .collect();
    cases.extend(of_member("KindPatch", "price", &decimals));
    cases.extend(of_member("RuledPatch", "price", &decimals));
    cases.extend(of_member(
        "RuledPatch",
        "bytes",
        &[
            json!([]),
            json!([1]),
            json!([1, 2]),
            json!([1, 2, 3, 4]),
            json!([1, 256]),
            json!("ab"),
            json!(null),
        ],
    ));
    check(&cases);
}
