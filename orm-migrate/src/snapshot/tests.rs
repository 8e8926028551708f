//! The golden of format 1, and what a reader refuses.

use orm_schema::model::{
    CheckDef, CheckOption, ColumnDef, DefaultDef, Deferrable, DomainDef, EnumDef, EnumLabelDef, ExclusionDef,
    ExclusionPart, ExtensionDef, ForeignKeyDef, FunctionDef, GeneratedDef, GeneratedKind, IdentityDef,
    IdentityKind, IndexDef, IndexKey, IndexPart, Literal, NullsOrder, ObjectDef, ObjectName, PartitionDef,
    PartitioningDef, PolicyCommand, PolicyDef, PrimaryKeyDef, ReferentialAction, RoleDef, RowSecurity,
    SequenceDef, SequenceOptions, TableDef, TableOptions, TriggerDef, UniqueDef, UpdateDef, ViewColumnDef,
    ViewDef, ViewOptions,
};
use orm_schema::{Dialect, SchemaDef, SqlType};

use super::{SnapshotError, from_json, hash, to_json};

/// Uses every field that format 1 has.
fn everything() -> SchemaDef {
    let status = ObjectName::in_schema("app", "status");
    let label = |label: &str| EnumLabelDef { label: label.to_owned(), renamed_from: None };
    SchemaDef {
        enums: vec![EnumDef {
            name: status.clone(),
            labels: vec![label("active"), label("archived")],
            renamed_from: None,
        }],
        tables: vec![TableDef { columns: columns(&status), ..table_around_columns() }],
        objects: objects(),
        ..SchemaDef::default()
    }
}

fn objects() -> Vec<ObjectDef> {
    vec![
        ObjectDef::Namespace("audit".to_owned()),
        ObjectDef::Extension(ExtensionDef {
            name: "citext".to_owned(),
            schema: Some("extensions".to_owned()),
            version: Some("1.6".to_owned()),
        }),
        ObjectDef::Role(RoleDef {
            name: "app".to_owned(),
            can_login: true,
            is_noinherit: true,
            creates_databases: true,
            creates_roles: true,
            bypasses_policies: true,
        }),
        ObjectDef::Sequence(SequenceDef {
            name: ObjectName::in_schema("app", "numbers"),
            options: SequenceOptions {
                start: Some(1000),
                increment: Some(10),
                min: Some(1),
                max: Some(99_999),
                cache: Some(20),
                cycle: true,
            },
            renamed_from: None,
        }),
        ObjectDef::Domain(DomainDef {
            name: ObjectName::in_schema("app", "email"),
            ty: SqlType::Varchar(200),
            check: Some("value like '%@%'".to_owned()),
            renamed_from: None,
        }),
        ObjectDef::Function(FunctionDef {
            name: ObjectName::in_schema("app", "touch"),
            arguments: "n int".to_owned(),
            body: "returns int language sql as 'select n'".to_owned(),
            depends_on: vec![ObjectName::in_schema("app", "projects")],
        }),
        ObjectDef::Trigger(TriggerDef {
            name: "projects_touch".to_owned(),
            table: ObjectName::in_schema("app", "projects"),
            event: "before update".to_owned(),
            body: "for each row execute function touch()".to_owned(),
            depends_on: vec![ObjectName::new("touch")],
        }),
    ]
}

fn columns(status: &ObjectName) -> Vec<ColumnDef> {
    let with_default = |name: &str, ty: SqlType, default: DefaultDef| ColumnDef {
        default: Some(default),
        ..ColumnDef::new(name, ty)
    };
    vec![
        ColumnDef { auto_increment: true, ..ColumnDef::new("id", SqlType::BigInt) },
        ColumnDef {
            identity: Some(IdentityDef {
                kind: IdentityKind::Always,
                options: SequenceOptions {
                    start: Some(10),
                    increment: Some(5),
                    min: Some(1),
                    max: Some(900),
                    cache: Some(20),
                    cycle: true,
                },
            }),
            ..ColumnDef::new("number", SqlType::Int)
        },
        ColumnDef {
            is_nullable: true,
            collation: Some("C".to_owned()),
            comment: Some("shown \"first\"".to_owned()),
            ..ColumnDef::new("name", SqlType::Varchar(255))
        },
        with_default("is_open", SqlType::Bool, DefaultDef::Literal(Literal::Bool(true))),
        with_default(
            "huge",
            SqlType::UnsignedBigInt,
            DefaultDef::Literal(Literal::Int(i128::from(u64::MAX))),
        ),
        with_default("ratio", SqlType::Double, DefaultDef::Literal(Literal::Float("1.50".to_owned()))),
        with_default(
            "status",
            SqlType::Enum(status.clone()),
            DefaultDef::Literal(Literal::String("active".to_owned())),
        ),
        with_default("raw", SqlType::Bytes, DefaultDef::Literal(Literal::Bytes(vec![0, 0xff]))),
        with_default("settings", SqlType::Json, DefaultDef::Json("{}".to_owned())),
        with_default("token", SqlType::Uuid, DefaultDef::UuidV4),
        with_default("code", SqlType::Text, DefaultDef::Sql("lower('X')".to_owned())),
        ColumnDef {
            on_update: Some(UpdateDef::Now),
            ..with_default("changed_at", SqlType::TimestampTz(Some(6)), DefaultDef::Now)
        },
        ColumnDef {
            on_update: Some(UpdateDef::Sql("revision + 1".to_owned())),
            ..ColumnDef::new("revision", SqlType::Int)
        },
        ColumnDef {
            generated: Some(GeneratedDef {
                expression: "lower(name)".to_owned(),
                kind: GeneratedKind::Stored,
            }),
            ..ColumnDef::new("name_lower", SqlType::Text)
        },
        ColumnDef {
            generated: Some(GeneratedDef {
                expression: "number * 2".to_owned(),
                kind: GeneratedKind::Virtual,
            }),
            ..ColumnDef::new("twice", SqlType::Int)
        },
    ]
}

fn table_around_columns() -> TableDef {
    TableDef {
        name: ObjectName::in_schema("app", "projects"),
        primary_key: Some(PrimaryKeyDef { name: "projects_pkey".to_owned(), columns: vec!["id".to_owned()] }),
        uniques: vec![UniqueDef {
            name: "projects_name_key".to_owned(),
            columns: vec!["name".to_owned(), "status".to_owned()],
            nulls_not_distinct: true,
            deferrable: Deferrable::InitiallyDeferred,
        }],
        foreign_keys: vec![ForeignKeyDef {
            name: "projects_number_fkey".to_owned(),
            columns: vec!["number".to_owned()],
            references: ObjectName::in_schema("app", "numbers"),
            referenced_columns: vec!["id".to_owned()],
            on_delete: ReferentialAction::SetNull,
            on_update: ReferentialAction::Cascade,
            deferrable: Deferrable::InitiallyImmediate,
        }],
        indexes: vec![IndexDef {
            name: "projects_search_idx".to_owned(),
            parts: vec![
                IndexPart {
                    is_descending: true,
                    nulls: Some(NullsOrder::Last),
                    opclass: Some("text_pattern_ops".to_owned()),
                    collation: Some("C".to_owned()),
                    prefix: Some(10),
                    key: IndexKey::Column("name".to_owned()),
                },
                IndexPart::expression("lower(name)"),
            ],
            is_unique: true,
            method: Some("btree".to_owned()),
            predicate: Some("is_open".to_owned()),
            include: vec!["number".to_owned()],
            with: Some("fillfactor = 70".to_owned()),
            nulls_not_distinct: true,
            concurrently: true,
        }],
        checks: vec![CheckDef {
            name: "projects_number_check".to_owned(),
            expression: "number > 0".to_owned(),
        }],
        exclusions: vec![ExclusionDef {
            name: "projects_number_excl".to_owned(),
            method: Some("gist".to_owned()),
            parts: vec![ExclusionPart { part: IndexPart::column("number"), operator: "=".to_owned() }],
            predicate: Some("is_open".to_owned()),
            deferrable: Deferrable::InitiallyDeferred,
        }],
        row_security: RowSecurity::Forced,
        policies: vec![PolicyDef {
            name: "own_rows".to_owned(),
            command: PolicyCommand::Update,
            is_restrictive: true,
            roles: vec!["app".to_owned()],
            using: Some("is_open".to_owned()),
            check: Some("number > 0".to_owned()),
        }],
        partitioning: Some(PartitioningDef {
            by: "list (number)".to_owned(),
            partitions: vec![PartitionDef { name: "rest".to_owned(), bounds: "default".to_owned() }],
        }),
        comment: Some("what people work on".to_owned()),
        options: TableOptions {
            strict: true,
            without_rowid: true,
            raw: Some("WITH (fillfactor = 70)".to_owned()),
        },
        ..TableDef::default()
    }
}

/// Uses every field of a view.
fn views() -> SchemaDef {
    let counts = ViewDef {
        name: ObjectName::in_schema("app", "counts"),
        columns: vec![
            ViewColumnDef { name: "owner_id".to_owned(), ty: SqlType::Int, is_nullable: false },
            ViewColumnDef { name: "latest".to_owned(), ty: SqlType::TimestampTz(None), is_nullable: true },
        ],
        query: "select owner_id, max(created_at) as latest from app.projects group by 1".to_owned(),
        depends_on: vec![ObjectName::in_schema("app", "projects"), ObjectName::new("users")],
        is_materialized: true,
        indexes: vec![IndexDef {
            name: "counts_owner_id_idx".to_owned(),
            parts: vec![IndexPart::column("owner_id")],
            ..IndexDef::default()
        }],
        comment: Some("kept".to_owned()),
        options: ViewOptions { with_no_data: true, ..ViewOptions::default() },
        renamed_from: None,
    };
    let plain = ViewDef {
        name: ObjectName::new("names"),
        query: "select name from users".to_owned(),
        options: ViewOptions {
            security_invoker: true,
            security_barrier: true,
            check_option: Some(CheckOption::Cascaded),
            with_no_data: false,
        },
        ..ViewDef::default()
    };
    SchemaDef { views: vec![counts, plain], ..SchemaDef::default() }
}

#[test]
fn views_are_written_as_they_always_were() {
    let golden = include_str!("v1/views.json");
    assert_eq!(to_json(&views(), Dialect::Postgres), golden);
    assert_eq!(from_json(golden).map_err(|error| error.to_string()), Ok((views(), Dialect::Postgres)));
}

#[test]
fn what_follows_from_the_query_of_a_view_leaves_the_hash_alone() {
    let mut other = views();
    other.views.reverse();
    for view in &mut other.views {
        view.columns.clear();
        view.depends_on.clear();
        view.options.with_no_data = false;
    }
    assert_eq!(hash(&other, Dialect::Postgres), hash(&views(), Dialect::Postgres));
    other.views[0].query += " where true";
    assert_ne!(hash(&other, Dialect::Postgres), hash(&views(), Dialect::Postgres));
}

#[test]
fn format_1_is_written_as_it_always_was() {
    assert_eq!(to_json(&everything(), Dialect::Postgres), include_str!("v1/golden.json"));
}

#[test]
fn format_1_reads_back() {
    let read = from_json(include_str!("v1/golden.json"));
    assert_eq!(read.map_err(|error| error.to_string()), Ok((everything(), Dialect::Postgres)));
}

#[test]
fn a_file_from_before_a_key_was_added_still_reads() {
    let read = from_json(include_str!("v1/golden_first.json")).map_err(|error| error.to_string());
    let mut expected = everything();
    expected.objects.clear();
    let table = &mut expected.tables[0];
    table.exclusions.clear();
    table.policies.clear();
    (table.row_security, table.partitioning) = (RowSecurity::Off, None);
    assert_eq!(read, Ok((expected, Dialect::Postgres)));
}

#[test]
fn an_empty_schema_reads_back() {
    let text = to_json(&SchemaDef::default(), Dialect::Sqlite);
    let read = from_json(&text).map_err(|error| error.to_string());
    assert_eq!(read, Ok((SchemaDef::default(), Dialect::Sqlite)));
}

#[test]
fn requests_to_the_differ_are_not_stored() {
    let mut asking = everything();
    asking.tables[0].renamed_from = Some(ObjectName::new("things"));
    asking.tables[0].columns[0].renamed_from = Some("key".to_owned());
    assert_eq!(to_json(&asking, Dialect::Postgres), to_json(&everything(), Dialect::Postgres));
}

#[test]
fn order_and_what_the_dialect_does_not_keep_leave_the_hash_alone() {
    let mut other = everything();
    other.tables[0].columns.reverse();
    other.tables.push(TableDef { name: ObjectName::new("a"), ..TableDef::default() });
    let mut first = other.clone();
    first.tables.reverse();
    assert_eq!(hash(&first, Dialect::Sqlite), hash(&other, Dialect::Sqlite));

    let mut commented = everything();
    commented.tables[0].comment = None;
    assert_eq!(hash(&commented, Dialect::Sqlite), hash(&everything(), Dialect::Sqlite));
    assert_ne!(hash(&commented, Dialect::Postgres), hash(&everything(), Dialect::Postgres));
}

#[test]
fn a_newer_format_is_named() {
    let error = from_json(r#"{ "format": 7, "shape": "unheard of" }"#).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), "snapshot format 7 is unknown, this version reads format 1");
    assert!(matches!(error, SnapshotError::Format { found: 7 }));
}

#[test]
fn a_hand_edit_is_noticed() {
    let edited = include_str!("v1/golden.json").replace("varchar(255)", "varchar(254)");
    assert!(matches!(from_json(&edited), Err(SnapshotError::Edited)));
}

#[test]
fn a_mistake_has_a_place() {
    let golden = include_str!("v1/golden.json");
    for (from, to, message) in [
        ("\"varchar(255)\"", "\"varchr(255)\"", "`varchr(255)` is no type name"),
        ("\"nullable\"", "\"nulable\"", "unknown field `nulable`"),
    ] {
        let error = from_json(&golden.replace(from, to)).map(|_| ()).unwrap_err();
        assert!(error.to_string().contains(message), "{error}");
        let line = golden.lines().position(|line| line.contains("varchar(255)")).map(|line| line + 1);
        assert_eq!(error.position().map(|(line, _)| line), line);
    }
    let cut = from_json(&golden[..golden.len() / 2]).map(|_| ()).unwrap_err();
    assert!(cut.position().is_some());
}
