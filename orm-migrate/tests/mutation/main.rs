//! No attribute of the model is overlooked by the differ, and no other spelling is taken for a change.
//!
//! Each attribute of a schema that has something of everything is changed alone. The lists below take the definitions apart
//! without `..`, so that a new attribute does not compile until it is changed here too.

#![expect(clippy::assigning_clones, reason = "an assignment reads like the change that it is")]

mod columns;
mod objects;
mod respelled;
mod views;

use orm_migrate::diff::{self, RenameHints};
use orm_schema::model::{
    CheckDef, ColumnDef, DefaultDef, Deferrable, EnumDef, EnumLabelDef, ExclusionDef, ExclusionPart,
    ForeignKeyDef, GeneratedDef, GeneratedKind, IdentityDef, IdentityKind, IndexDef, IndexKey, IndexPart,
    Literal, NullsOrder, ObjectName, PartitionDef, PartitioningDef, PolicyCommand, PolicyDef, PrimaryKeyDef,
    ReferentialAction, RowSecurity, TableDef, TableOptions, UniqueDef, UpdateDef,
};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType};

const ALL: &[Dialect] = &Dialect::ALL;
const POSTGRES: &[Dialect] = &[Dialect::Postgres];
const MYSQL: &[Dialect] = &[Dialect::Mysql];
const SQLITE: &[Dialect] = &[Dialect::Sqlite];
const WITH_NAMED_KEYS: &[Dialect] = &[Dialect::Postgres, Dialect::Mysql];
const WITH_COMMENTS: &[Dialect] = &[Dialect::Postgres, Dialect::Mysql];
const WITH_DEFERRABLE: &[Dialect] = &[Dialect::Postgres, Dialect::Sqlite];
const WITH_CONDITIONS: &[Dialect] = &[Dialect::Postgres, Dialect::Sqlite];
const WITH_NAMESPACES: &[Dialect] = &[Dialect::Postgres, Dialect::Mysql];
const NONE: &[Dialect] = &[];

/// A change of one attribute, and the databases that keep the attribute. The others must not see a change.
type Mutation = (&'static str, &'static [Dialect], fn(&mut SchemaDef));

fn schema() -> SchemaDef {
    let mut id = ColumnDef::new("id", SqlType::Int);
    id.auto_increment = true;
    let mut name = ColumnDef::new("name", SqlType::Varchar(40));
    name.default = Some(DefaultDef::Literal(Literal::String("x".to_owned())));
    name.collation = Some("NOCASE".to_owned());
    let mut age = ColumnDef::new("age", SqlType::Int);
    age.is_nullable = true;
    let mut double_age = ColumnDef::new("double_age", SqlType::Int);
    double_age.generated =
        Some(GeneratedDef { expression: "age * 2".to_owned(), kind: GeneratedKind::Stored });
    let mut seen_at = ColumnDef::new("seen_at", SqlType::Timestamp(None));
    seen_at.on_update = Some(UpdateDef::Now);
    let maker_id = ColumnDef::new("maker_id", SqlType::Int);
    let kind = ColumnDef::new("kind", SqlType::Enum(ObjectName::new("kind")));
    let price = ColumnDef::new("price", SqlType::Custom("numeric(9, 2)".to_owned()));
    let users = TableDef {
        name: ObjectName::new("users"),
        columns: vec![id.clone(), name, age, double_age, seen_at, maker_id, kind, price],
        primary_key: Some(PrimaryKeyDef { name: "users_pkey".to_owned(), columns: vec!["id".to_owned()] }),
        uniques: vec![
            UniqueDef {
                name: "users_name_key".to_owned(),
                columns: vec!["name".to_owned()],
                nulls_not_distinct: false,
                deferrable: Deferrable::InitiallyImmediate,
            },
            UniqueDef {
                name: "users_age_key".to_owned(),
                columns: vec!["age".to_owned()],
                nulls_not_distinct: false,
                deferrable: Deferrable::No,
            },
        ],
        foreign_keys: vec![
            ForeignKeyDef {
                name: "users_maker_id_fkey".to_owned(),
                columns: vec!["maker_id".to_owned()],
                references: ObjectName::new("makers"),
                referenced_columns: vec!["id".to_owned()],
                on_delete: ReferentialAction::NoAction,
                on_update: ReferentialAction::NoAction,
                deferrable: Deferrable::InitiallyImmediate,
            },
            ForeignKeyDef {
                name: "users_age_fkey".to_owned(),
                columns: vec!["age".to_owned()],
                references: ObjectName::new("makers"),
                referenced_columns: vec!["id".to_owned()],
                on_delete: ReferentialAction::NoAction,
                on_update: ReferentialAction::NoAction,
                deferrable: Deferrable::No,
            },
        ],
        indexes: vec![
            IndexDef {
                name: "users_age_idx".to_owned(),
                parts: vec![IndexPart::column("age"), IndexPart::expression("lower(name)")],
                predicate: Some("age > 0".to_owned()),
                with: Some("fillfactor = 80".to_owned()),
                ..IndexDef::default()
            },
            IndexDef {
                name: "users_seen_at_idx".to_owned(),
                parts: vec![IndexPart::column("seen_at")],
                ..IndexDef::default()
            },
        ],
        checks: vec![
            CheckDef { name: "grown".to_owned(), expression: "age > 17".to_owned() },
            CheckDef { name: "old".to_owned(), expression: "age < 150".to_owned() },
        ],
        exclusions: vec![
            ExclusionDef {
                name: "one_at_a_time".to_owned(),
                parts: vec![
                    ExclusionPart { part: IndexPart::column("age"), operator: "=".to_owned() },
                    ExclusionPart {
                        part: IndexPart {
                            key: IndexKey::Expression("lower(name)".to_owned()),
                            ..IndexPart::column("name")
                        },
                        operator: "=".to_owned(),
                    },
                ],
                predicate: Some("age > 0".to_owned()),
                deferrable: Deferrable::InitiallyImmediate,
                ..ExclusionDef::default()
            },
            ExclusionDef {
                name: "one_price".to_owned(),
                parts: vec![ExclusionPart { part: IndexPart::column("price"), operator: "=".to_owned() }],
                ..ExclusionDef::default()
            },
        ],
        row_security: RowSecurity::On,
        policies: vec![
            PolicyDef {
                name: "own".to_owned(),
                using: Some("age > 1".to_owned()),
                check: Some("age > 3".to_owned()),
                ..PolicyDef::default()
            },
            PolicyDef {
                name: "some".to_owned(),
                roles: vec!["app".to_owned(), "other".to_owned()],
                using: Some("age > 4".to_owned()),
                ..PolicyDef::default()
            },
        ],
        partitioning: Some(PartitioningDef {
            by: "range (id)".to_owned(),
            partitions: vec![PartitionDef { name: "p1".to_owned(), bounds: "default".to_owned() }],
        }),
        ..TableDef::default()
    };
    let counted = Some(IdentityDef::plain(IdentityKind::Always));
    let makers = TableDef {
        name: ObjectName::new("makers"),
        columns: vec![
            ColumnDef { auto_increment: false, identity: counted, ..id },
            ColumnDef::new("number", SqlType::Int),
        ],
        primary_key: Some(PrimaryKeyDef { name: "makers_pkey".to_owned(), columns: vec!["id".to_owned()] }),
        ..TableDef::default()
    };
    let labels = ["book", "toy"].map(|label| EnumLabelDef { label: label.to_owned(), renamed_from: None });
    let kind = EnumDef { name: ObjectName::new("kind"), labels: labels.into(), renamed_from: None };
    SchemaDef {
        tables: vec![makers, users],
        enums: vec![kind, EnumDef { name: ObjectName::new("size"), labels: Vec::new(), renamed_from: None }],
        views: views::declared(),
        objects: objects::declared(),
    }
}

/// Without what the database has not: each mention of that would be refused.
fn schema_for(dialect: Dialect) -> SchemaDef {
    let mut schema = schema();
    let users = users(&mut schema);
    if dialect != Dialect::Postgres {
        users.indexes[0].with = None;
        users.uniques[0].deferrable = Deferrable::No;
    }
    if dialect == Dialect::Mysql {
        users.indexes[0].predicate = None;
    }
    schema
}

fn users(schema: &mut SchemaDef) -> &mut TableDef {
    &mut schema.tables[1]
}

fn column<'a>(schema: &'a mut SchemaDef, name: &str) -> &'a mut ColumnDef {
    let found = users(schema).columns.iter_mut().find(|column| column.name == name);
    found.expect("the schema has the column")
}

fn index(schema: &mut SchemaDef) -> &mut IndexDef {
    &mut users(schema).indexes[0]
}

fn of_keys() -> Vec<Mutation> {
    let TableDef {
        name: _,
        columns: _,
        primary_key,
        uniques,
        foreign_keys,
        indexes: _,
        checks,
        exclusions: _,
        row_security: _,
        policies: _,
        partitioning: _,
        comment: _,
        renamed_from: _,
        options: TableOptions { strict: _, without_rowid: _, raw: _ },
    } = schema().tables.remove(1);
    let Some(PrimaryKeyDef { name: _, columns: _ }) = primary_key else { panic!("there is a key") };
    for UniqueDef { name: _, columns: _, nulls_not_distinct: _, deferrable: _ } in uniques {}
    for ForeignKeyDef {
        name: _,
        columns: _,
        references: _,
        referenced_columns: _,
        on_delete: _,
        on_update: _,
        deferrable: _,
    } in foreign_keys
    {}
    for CheckDef { name: _, expression: _ } in checks {}
    vec![
        ("table", ALL, |schema| users(schema).name.name = "people".to_owned()),
        ("comment", WITH_COMMENTS, |schema| users(schema).comment = Some("all".to_owned())),
        ("renamed_from", NONE, |schema| users(schema).renamed_from = Some(ObjectName::new("old"))),
        ("strict", SQLITE, |schema| users(schema).options.strict = true),
        ("without_rowid", SQLITE, |schema| users(schema).options.without_rowid = true),
        ("options", ALL, |schema| users(schema).options.raw = Some("WITH (fillfactor = 70)".to_owned())),
        ("pk", ALL, |schema| users(schema).primary_key = None),
        ("pk.columns", ALL, |schema| {
            if let Some(pk) = &mut schema.tables[0].primary_key {
                pk.columns = vec!["number".to_owned()];
            }
        }),
        ("pk.name", POSTGRES, |schema| {
            if let Some(pk) = &mut users(schema).primary_key {
                pk.name = "other".to_owned();
            }
        }),
        ("unique.name", WITH_NAMED_KEYS, |schema| users(schema).uniques[0].name = "other".to_owned()),
        ("unique.columns", ALL, |schema| users(schema).uniques[0].columns.push("age".to_owned())),
        ("unique.nulls", ALL, |schema| users(schema).uniques[0].nulls_not_distinct = true),
        ("unique.deferrable", POSTGRES, |schema| users(schema).uniques[0].deferrable = Deferrable::No),
        ("unique.deferred", ALL, |schema| {
            users(schema).uniques[0].deferrable = Deferrable::InitiallyDeferred;
        }),
        ("fk.name", WITH_NAMED_KEYS, |schema| users(schema).foreign_keys[0].name = "other".to_owned()),
        ("fk.columns", ALL, |schema| users(schema).foreign_keys[0].columns = vec!["age".to_owned()]),
        ("fk.references", ALL, |schema| users(schema).foreign_keys[0].references = ObjectName::new("users")),
        ("fk.referenced", ALL, |schema| {
            users(schema).foreign_keys[0].referenced_columns = vec!["number".to_owned()];
        }),
        ("fk.on_delete", ALL, |schema| users(schema).foreign_keys[0].on_delete = ReferentialAction::Cascade),
        ("fk.on_update", ALL, |schema| users(schema).foreign_keys[0].on_update = ReferentialAction::Cascade),
        ("fk.deferrable", WITH_DEFERRABLE, |schema| {
            users(schema).foreign_keys[0].deferrable = Deferrable::No;
        }),
        ("fk.deferred", WITH_DEFERRABLE, |schema| {
            users(schema).foreign_keys[0].deferrable = Deferrable::InitiallyDeferred;
        }),
        ("check.name", ALL, |schema| users(schema).checks[0].name = "other".to_owned()),
        ("check.expression", ALL, |schema| users(schema).checks[0].expression = "age > 18".to_owned()),
    ]
}

fn exclusion(schema: &mut SchemaDef) -> &mut ExclusionDef {
    &mut users(schema).exclusions[0]
}

fn policy(schema: &mut SchemaDef) -> &mut PolicyDef {
    &mut users(schema).policies[0]
}

fn partitioning(schema: &mut SchemaDef) -> &mut PartitioningDef {
    users(schema).partitioning.as_mut().expect("the table is partitioned")
}

fn of_what_stands_on_tables() -> Vec<Mutation> {
    let TableDef { exclusions, policies, partitioning: partitioned, .. } = schema().tables.remove(1);
    for ExclusionDef { name: _, method: _, parts, predicate: _, deferrable: _ } in exclusions {
        for ExclusionPart { part: _, operator: _ } in parts {}
    }
    for PolicyDef { name: _, command: _, is_restrictive: _, roles: _, using: _, check: _ } in policies {}
    if let Some(PartitioningDef { by: _, partitions }) = partitioned {
        for PartitionDef { name: _, bounds: _ } in partitions {}
    }
    vec![
        ("exclusion.name", ALL, |schema| exclusion(schema).name = "other".to_owned()),
        ("exclusion.method", ALL, |schema| exclusion(schema).method = Some("gist".to_owned())),
        ("exclusion.part", ALL, |schema| exclusion(schema).parts[0].part = IndexPart::column("id")),
        ("exclusion.operator", ALL, |schema| exclusion(schema).parts[0].operator = "<>".to_owned()),
        ("exclusion.predicate", ALL, |schema| exclusion(schema).predicate = Some("age > 3".to_owned())),
        ("exclusion.no predicate", ALL, |schema| exclusion(schema).predicate = None),
        ("exclusion.deferrable", ALL, |schema| exclusion(schema).deferrable = Deferrable::No),
        ("exclusion.deferred", ALL, |schema| {
            exclusion(schema).deferrable = Deferrable::InitiallyDeferred;
        }),
        ("rls", ALL, |schema| users(schema).row_security = RowSecurity::Forced),
        ("policy.name", ALL, |schema| policy(schema).name = "other".to_owned()),
        ("policy.command", ALL, |schema| policy(schema).command = PolicyCommand::Select),
        ("policy.restrictive", ALL, |schema| policy(schema).is_restrictive = true),
        ("policy.roles", ALL, |schema| policy(schema).roles = vec!["app".to_owned()]),
        ("policy.using", ALL, |schema| policy(schema).using = Some("age > 2".to_owned())),
        ("policy.check", ALL, |schema| policy(schema).check = Some("age > 1".to_owned())),
        ("partition_by", ALL, |schema| partitioning(schema).by = "list (id)".to_owned()),
        ("no partitions", ALL, |schema| users(schema).partitioning = None),
        ("partition.name", ALL, |schema| partitioning(schema).partitions[0].name = "p2".to_owned()),
        ("partition.bounds", ALL, |schema| {
            partitioning(schema).partitions[0].bounds = "for values from (1) to (2)".to_owned();
        }),
    ]
}

fn of_indexes() -> Vec<Mutation> {
    let IndexDef {
        name: _,
        parts: _,
        is_unique: _,
        method: _,
        predicate: _,
        include: _,
        with: _,
        nulls_not_distinct: _,
        concurrently: _,
    } = IndexDef::default();
    let IndexPart { key: _, is_descending: _, nulls: _, opclass: _, collation: _, prefix: _ } =
        IndexPart::column("");
    vec![
        ("index.name", ALL, |schema| index(schema).name = "other".to_owned()),
        ("index.unique", ALL, |schema| index(schema).is_unique = true),
        ("index.method", ALL, |schema| index(schema).method = Some("hash".to_owned())),
        ("index.predicate", ALL, |schema| index(schema).predicate = Some("age > 3".to_owned())),
        ("index.no predicate", WITH_CONDITIONS, |schema| index(schema).predicate = None),
        ("index.include", ALL, |schema| index(schema).include = vec!["name".to_owned()]),
        ("index.with", ALL, |schema| index(schema).with = Some("fillfactor = 70".to_owned())),
        ("index.nulls_not_distinct", ALL, |schema| index(schema).nulls_not_distinct = true),
        ("index.concurrently", NONE, |schema| index(schema).concurrently = true),
        ("part.column", ALL, |schema| index(schema).parts[0].key = IndexKey::Column("name".to_owned())),
        ("part.expression", ALL, |schema| {
            index(schema).parts[1].key = IndexKey::Expression("upper(name)".to_owned());
        }),
        ("part.descending", ALL, |schema| index(schema).parts[0].is_descending = true),
        ("part.nulls", ALL, |schema| index(schema).parts[0].nulls = Some(NullsOrder::First)),
        ("part.opclass", ALL, |schema| index(schema).parts[0].opclass = Some("oid_ops".to_owned())),
        ("part.collation", ALL, |schema| index(schema).parts[1].collation = Some("C".to_owned())),
        ("part.prefix", ALL, |schema| index(schema).parts[0].prefix = Some(3)),
    ]
}

fn of_enums() -> Vec<Mutation> {
    let EnumDef { name: _, labels, renamed_from: _ } = schema().enums.remove(0);
    for EnumLabelDef { label: _, renamed_from: _ } in labels {}
    vec![
        ("enum.label", ALL, |schema| {
            let label = EnumLabelDef { label: "game".to_owned(), renamed_from: None };
            schema.enums[0].labels.push(label);
        }),
        ("enum.order", ALL, |schema| schema.enums[0].labels.reverse()),
        ("enum.name", POSTGRES, |schema| {
            schema.enums[0].name = ObjectName::new("sort");
            column(schema, "kind").ty = SqlType::Enum(ObjectName::new("sort"));
        }),
        ("enum.renamed_from", NONE, |schema| schema.enums[0].renamed_from = Some(ObjectName::new("old"))),
        ("label.renamed_from", NONE, |schema| {
            schema.enums[0].labels[0].renamed_from = Some("old".to_owned());
        }),
    ]
}

/// Is there anything to do, to ask or to refuse?
fn is_seen(dialect: Dialect, next: &SchemaDef) -> bool {
    let previous = schema_for(dialect);
    let steps = diff::steps(Pair { previous: &previous, next }, dialect, &RenameHints::default());
    !matches!(steps, Ok(steps) if steps.is_empty())
}

fn check(mutations: &[Mutation]) {
    let mut wrong = Vec::new();
    for (what, seen_by, mutate) in mutations {
        let changes = |dialect| {
            let mut next = schema_for(dialect);
            mutate(&mut next);
            next != schema_for(dialect)
        };
        assert!(Dialect::ALL.into_iter().any(changes), "{what}: nothing is said in another way");
        for dialect in Dialect::ALL {
            let mut next = schema_for(dialect);
            mutate(&mut next);
            let expected = seen_by.contains(&dialect);
            if is_seen(dialect, &next) != expected {
                wrong.push(format!("{what} on {dialect}: expected to be seen: {expected}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_attribute_of_a_column_is_compared() {
    check(&columns::all());
}

#[test]
fn every_attribute_of_a_table_and_its_keys_is_compared() {
    check(&of_keys());
}

#[test]
fn every_attribute_of_exclusions_policies_and_partitions_is_compared() {
    check(&of_what_stands_on_tables());
}

#[test]
fn every_attribute_of_what_stands_beside_the_tables_is_compared() {
    check(&objects::all());
}

#[test]
fn every_attribute_of_an_index_is_compared() {
    check(&of_indexes());
}

#[test]
fn every_attribute_of_an_enum_is_compared() {
    check(&of_enums());
}

#[test]
fn every_attribute_of_a_view_is_compared() {
    check(&views::all());
}

#[test]
fn another_spelling_is_no_change() {
    check(&respelled::all());
}
