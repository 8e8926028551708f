//! Every attribute, and what it becomes.

use super::{check_field, column, read, table};
use crate::SqlType;
use crate::model::{
    CheckDef, ColumnDef, DefaultDef, Deferrable, GeneratedDef, GeneratedKind, IdentityDef, IdentityKind,
    IndexDef, IndexPart, Literal, NullsOrder, ObjectName, ReferentialAction, SequenceOptions, UpdateDef,
};
use crate::types::NumericSize;

fn plain(ty: SqlType) -> ColumnDef {
    ColumnDef::new("x", ty)
}

#[test]
fn types_follow_from_the_rust_type() {
    for (rust, sql) in [
        ("bool", "boolean"),
        ("i8", "tinyint"),
        ("i16", "smallint"),
        ("i32", "integer"),
        ("i64", "bigint"),
        ("u8", "unsigned tinyint"),
        ("u16", "unsigned smallint"),
        ("u32", "unsigned integer"),
        ("u64", "unsigned bigint"),
        ("f32", "real"),
        ("f64", "double"),
        ("String", "text"),
        ("std::string::String", "text"),
        ("Vec<u8>", "bytes"),
        ("DateTime<Utc>", "timestamptz"),
        ("chrono::DateTime<FixedOffset>", "timestamptz"),
        ("NaiveDateTime", "timestamp"),
        ("NaiveDate", "date"),
        ("NaiveTime", "time"),
        ("OffsetDateTime", "timestamptz"),
        ("PrimitiveDateTime", "timestamp"),
        ("time::Date", "date"),
        ("Time", "time"),
        ("jiff::Timestamp", "timestamptz"),
        ("civil::DateTime", "timestamp"),
        ("civil::Date", "date"),
        ("Uuid", "uuid"),
        ("Decimal", "numeric"),
        ("BigDecimal", "numeric"),
        ("Json<Settings>", "json"),
        ("serde_json::Value", "json"),
        ("IpNetwork", "inet"),
        ("std::net::IpAddr", "inet"),
        ("MacAddress", "macaddr"),
        ("BitVec", "varbit"),
        ("Vector", "vector"),
        ("PgInterval", "interval"),
        ("Vec<String>", "text[]"),
        ("Vec<Option<i64>>", "bigint[]"),
        ("Vec<Vec<u8>>", "bytes[]"),
    ] {
        assert_eq!(column("", rust).ty.to_string(), sql, "{rust}");
    }
}

#[test]
fn option_is_nullable() {
    let found = column("", "Option<Vec<String>>");
    assert!(found.is_nullable);
    assert_eq!(found.ty, SqlType::Array(Box::new(SqlType::Text)));
    assert!(!column("", "String").is_nullable);
}

#[test]
fn attributes_refine_the_type() {
    assert_eq!(column("#[column(varchar = 255)]", "String").ty, SqlType::Varchar(255));
    assert_eq!(column("#[column(char = 2)]", "Option<String>").ty, SqlType::Char(2));
    let size = NumericSize { precision: 10, scale: 2 };
    assert_eq!(column("#[column(numeric(10, 2))]", "Decimal").ty, SqlType::Numeric(Some(size)));
    assert_eq!(column("#[column(precision = 3)]", "DateTime<Utc>").ty, SqlType::TimestampTz(Some(3)));
    assert_eq!(
        column("#[column(type = \"citext\")]", "Whatever<'static>").ty,
        SqlType::Custom("citext".to_owned())
    );
    let array = SqlType::Array(Box::new(SqlType::Varchar(20)));
    assert_eq!(column("#[column(varchar = 20)]", "Vec<String>").ty, array);
}

#[test]
fn defaults_of_every_kind() {
    let default = |value: &str, ty: &str| column(&format!("#[column(default = {value})]"), ty).default;
    let literal = |literal| Some(DefaultDef::Literal(literal));
    assert_eq!(default("true", "bool"), literal(Literal::Bool(true)));
    assert_eq!(default("-7", "i32"), literal(Literal::Int(-7)));
    assert_eq!(default("1_000i64", "i64"), literal(Literal::Int(1000)));
    assert_eq!(default("-0.5", "f64"), literal(Literal::Float("-0.5".to_owned())));
    assert_eq!(default(r#""it's""#, "String"), literal(Literal::String("it's".to_owned())));
    assert_eq!(default(r#"b"\x00a""#, "Vec<u8>"), literal(Literal::Bytes(vec![0, b'a'])));
    assert_eq!(default("now()", "DateTime<Utc>"), Some(DefaultDef::Now));
    assert_eq!(default("uuid_v4()", "Uuid"), Some(DefaultDef::UuidV4));
    assert_eq!(default("uuid_v7()", "Uuid"), None);
    assert_eq!(
        default(r#"json!({ "a": [1] })"#, "Json<A>"),
        Some(DefaultDef::Json(r#"{"a":[1]}"#.to_owned()))
    );
    let sql = column("#[column(default_sql = \"nextval('n')\")]", "i64").default;
    assert_eq!(sql, Some(DefaultDef::Sql("nextval('n')".to_owned())));
    assert_eq!(column("#[column(default_fn = fresh::name)]", "String").default, None);
}

#[test]
fn columns_that_the_database_fills() {
    let generated =
        |words: &str| column(&format!("#[column(generated = \"id + 1\"{words})]"), "i32").generated;
    let expected = |kind| Some(GeneratedDef { expression: "id + 1".to_owned(), kind });
    assert_eq!(generated(""), expected(GeneratedKind::Stored));
    assert_eq!(generated(", stored"), expected(GeneratedKind::Stored));
    check_field(
        "#[column(generated = \"id + 1\", virtual)] x: i32",
        &[
            "PostgreSQL before version 18 has no virtual columns (`t.x`)\n  hint: write `stored` instead of `virtual`",
        ],
    );
    let identity =
        column("#[column(identity(always, start = 10, increment = -2, cache = 5, cycle))]", "i64").identity;
    let expected = IdentityDef {
        kind: IdentityKind::Always,
        options: SequenceOptions {
            start: Some(10),
            increment: Some(-2),
            cache: Some(5),
            cycle: true,
            ..SequenceOptions::default()
        },
    };
    assert_eq!(identity, Some(expected));
    let serial = column("#[column(identity(serial))]", "i64").identity;
    assert_eq!(serial, Some(IdentityDef::plain(IdentityKind::Serial)));
    assert!(column("#[column(auto_increment)]", "i32").auto_increment);
    assert_eq!(column("#[column(on_update = now())]", "DateTime<Utc>").on_update, Some(UpdateDef::Now));
    let bumped = column("#[column(on_update = \"x + 1\")]", "i32").on_update;
    assert_eq!(bumped, Some(UpdateDef::Sql("x + 1".to_owned())));
}

#[test]
fn the_rest_of_a_column() {
    let mut expected = plain(SqlType::Text);
    expected.collation = Some("C".to_owned());
    expected.comment = Some("what it is".to_owned());
    expected.renamed_from = Some("y".to_owned());
    let attributes = "#[column(collate = \"C\", comment = \"what it is\")] #[column(renamed_from = \"y\", server, secret)]";
    assert_eq!(column(attributes, "String"), expected);
}

#[test]
fn names_in_sql_are_told_apart_from_names_in_rust() {
    let found = table(
        r#"#[derive(Table)] #[table(name = "order", schema = "app", unique(r#type))]
           struct SomeOrder { #[column(primary_key, name = "select")] id: i32, r#type: String }"#,
    );
    assert_eq!(found.name, ObjectName::in_schema("app", "order"));
    let names: Vec<&str> = found.columns.iter().map(|column| column.name.as_str()).collect();
    assert_eq!(names, ["select", "type"]);
    assert_eq!(found.uniques[0].name, "order_type_key");
    assert_eq!(table("#[derive(Table)] struct SomeOrder { id: i32 }").name, ObjectName::new("some_order"));
}

#[test]
fn hostile_names_stay_as_they_are() {
    let found = table(
        r#"#[derive(Table)] #[table(name = "a\"b'; DROP TABLE x; --", check(name = "{}", "1 = 1"))]
           struct T { #[column(primary_key, name = "ünï`cödé {0}")] id: i32 }"#,
    );
    assert_eq!(found.name.name, "a\"b'; DROP TABLE x; --");
    assert_eq!(found.columns[0].name, "ünï`cödé {0}");
    assert_eq!(found.checks[0].name, "{}");
}

#[test]
fn keys_and_constraints_of_a_column() {
    let (resolved, problems) = read(&[r#"#[derive(Table)] #[table(name = "posts")] struct Post {
               #[column(primary_key, auto_increment)] id: i32,
               #[column(references = User::id, on_delete = "cascade", on_update = "set null", index)] author: Option<i32>,
               #[column(unique = "slugs", check(length(min = 1, max = 80)), check("slug <> 'x'"))] slug: String,
               #[column(unique, check(range(min = -1)), check(name = "even", "n % 2 = 0"))] n: i32,
           }
           #[derive(Table)] #[table(name = "users")] struct User { #[column(primary_key, name = "uid")] id: i32 }"#]);
    assert!(problems.is_empty(), "{problems:#?}");
    let posts = &resolved.schema.tables[0];
    let key = &posts.foreign_keys[0];
    assert_eq!(key.name, "posts_author_fkey");
    assert_eq!((&key.references.name[..], &key.referenced_columns[0][..]), ("users", "uid"));
    assert_eq!((key.on_delete, key.on_update), (ReferentialAction::Cascade, ReferentialAction::SetNull));
    assert_eq!(posts.indexes[0].name, "posts_author_idx");
    let uniques: Vec<&str> = posts.uniques.iter().map(|unique| unique.name.as_str()).collect();
    assert_eq!(uniques, ["slugs", "posts_n_key"]);
    let check =
        |name: &str, expression: &str| CheckDef { name: name.to_owned(), expression: expression.to_owned() };
    let expected = [
        check("posts_slug_2_check", "slug <> 'x'"),
        check("even", "n % 2 = 0"),
        check("posts_slug_check", "char_length(\"slug\") >= 1 AND char_length(\"slug\") <= 80"),
        check("posts_n_check", "\"n\" >= -1"),
    ];
    assert_eq!(posts.checks, expected);
}

#[test]
fn keys_and_constraints_of_a_table() {
    let (resolved, problems) = read(&[r#"#[derive(Table)]
           #[table(name = "members", primary_key(team, user, name = "pk"), unique(user, since, nulls_not_distinct, deferrable = "deferred"))]
           #[table(foreign_key(columns(team, user), references(Seat(team, user)), on_delete = restrict, deferrable))]
           #[table(check(name = "recent", "since > 0"))]
           struct Member { team: i32, user: i32, since: Option<i32> }
           #[derive(Table)] #[table(name = "seats", primary_key(team, user))] struct Seat { team: i32, user: i32 }"#]);
    assert!(problems.is_empty(), "{problems:#?}");
    let members = &resolved.schema.tables[0];
    let key = members.primary_key.as_ref().expect("a key");
    assert_eq!((&key.name[..], &key.columns[..]), ("pk", &["team".to_owned(), "user".to_owned()][..]));
    let unique = &members.uniques[0];
    assert_eq!(unique.name, "members_user_since_key");
    assert!(unique.nulls_not_distinct);
    assert_eq!(unique.deferrable, Deferrable::InitiallyDeferred);
    let foreign = &members.foreign_keys[0];
    assert_eq!(foreign.name, "members_team_user_fkey");
    assert_eq!(foreign.referenced_columns, ["team", "user"]);
    assert_eq!(foreign.deferrable, Deferrable::InitiallyImmediate);
    assert_eq!(members.checks[0].name, "recent");
}

#[test]
fn indexes_of_every_kind() {
    let found = table(
        r#"#[derive(Table)] #[table(name = "t", index(name, id.desc().nulls_last()), index("lower(name)", unique, name = "names"),
               index(name.opclass("text_pattern_ops").collate("C"), using = "btree", where = "id > 1", include(id), with = "fillfactor = 70", concurrently))]
           struct T { #[column(primary_key)] id: i32, name: String }"#,
    );
    let id = IndexPart { is_descending: true, nulls: Some(NullsOrder::Last), ..IndexPart::column("id") };
    let first = IndexDef {
        name: "t_name_id_idx".to_owned(),
        parts: vec![IndexPart::column("name"), id],
        ..IndexDef::default()
    };
    assert_eq!(found.indexes[0], first);
    let second = IndexDef {
        name: "names".to_owned(),
        parts: vec![IndexPart::expression("lower(name)")],
        is_unique: true,
        ..IndexDef::default()
    };
    assert_eq!(found.indexes[1], second);
    let third = &found.indexes[2];
    assert_eq!(third.name, "t_name_idx");
    assert_eq!(third.parts[0].opclass.as_deref(), Some("text_pattern_ops"));
    assert_eq!(third.parts[0].collation.as_deref(), Some("C"));
    assert_eq!((third.method.as_deref(), third.predicate.as_deref()), (Some("btree"), Some("id > 1")));
    assert_eq!(
        (&third.include[..], third.with.as_deref()),
        (&["id".to_owned()][..], Some("fillfactor = 70"))
    );
    assert!(third.concurrently);
}

#[test]
fn options_of_a_table() {
    let found = table(
        r#"#[derive(Table)] #[table(name = "t", comment = "rows", renamed_from = "old.s", options = "WITH (fillfactor = 70)")]
           struct T { id: i32 }"#,
    );
    assert_eq!(found.comment.as_deref(), Some("rows"));
    assert_eq!(found.renamed_from, Some(ObjectName::in_schema("old", "s")));
    assert_eq!(found.options.raw.as_deref(), Some("WITH (fillfactor = 70)"));
}

#[test]
fn skipped_fields_are_no_columns() {
    let found = table("#[derive(Table)] struct T { id: i32, #[column(skip)] cache: std::cell::Cell<u8> }");
    assert_eq!(found.columns.len(), 1);
}
