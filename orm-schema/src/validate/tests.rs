//! One case a rule: a small schema, a database, the messages.

use super::problems;
use crate::model::{
    ColumnDef, DefaultDef, Deferrable, EnumDef, EnumLabelDef, ExclusionDef, ExclusionPart, ForeignKeyDef,
    GeneratedDef, GeneratedKind, IndexDef, IndexPart, Literal, NullsOrder, ObjectName, PrimaryKeyDef,
    ReferentialAction, TableDef, UniqueDef, UpdateDef,
};
use crate::{Dialect, SchemaDef, SqlType};

fn table(name: &str, columns: Vec<ColumnDef>) -> TableDef {
    let key = columns.first().map(|column| column.name.clone());
    TableDef {
        name: ObjectName::new(name),
        columns,
        primary_key: key.map(|column| PrimaryKeyDef { name: format!("{name}_pkey"), columns: vec![column] }),
        ..TableDef::default()
    }
}

fn id() -> ColumnDef {
    ColumnDef::new("id", SqlType::Int)
}

fn check(dialect: Dialect, tables: Vec<TableDef>, expected: &[&str]) {
    let schema = SchemaDef { tables, ..SchemaDef::default() };
    let messages: Vec<String> =
        problems(&schema, dialect).into_iter().map(|problem| problem.message).collect();
    assert_eq!(messages, expected);
}

fn users() -> TableDef {
    table("users", vec![id(), ColumnDef::new("email", SqlType::Varchar(100))])
}

fn refers(ty: SqlType, referenced: &str) -> TableDef {
    let mut posts = table("posts", vec![id(), ColumnDef::new("author_id", ty)]);
    posts.foreign_keys.push(ForeignKeyDef {
        name: "posts_author_id_fkey".to_owned(),
        columns: vec!["author_id".to_owned()],
        references: ObjectName::new("users"),
        referenced_columns: vec![referenced.to_owned()],
        on_delete: ReferentialAction::NoAction,
        on_update: ReferentialAction::NoAction,
        deferrable: Deferrable::No,
    });
    posts
}

#[test]
fn reserved_words_and_tables_without_a_key_are_fine() {
    for dialect in Dialect::ALL {
        let mut order = table("select", vec![ColumnDef::new("order", SqlType::Int)]);
        order.primary_key = None;
        check(dialect, vec![order], &[]);
    }
}

#[test]
fn names_are_unique() {
    check(Dialect::Sqlite, vec![users(), table("Users", vec![id()])], &["there are two tables `Users`"]);
    let twice = table("t", vec![id(), ColumnDef::new("ID", SqlType::Int)]);
    check(Dialect::Sqlite, vec![twice.clone()], &["the table `t` has two columns `ID`"]);
    check(Dialect::Postgres, vec![twice], &[]);
    check(
        Dialect::Sqlite,
        vec![TableDef { name: ObjectName::new("t"), ..TableDef::default() }],
        &["the table `t` has no columns"],
    );
}

#[test]
fn names_of_indexes_share_the_scope_of_their_database() {
    let with_index = |name: &str| {
        let mut table = table(name, vec![id()]);
        table.indexes.push(IndexDef {
            name: "i".to_owned(),
            parts: vec![IndexPart::column("id")],
            ..IndexDef::default()
        });
        table
    };
    let both = || vec![with_index("a"), with_index("b")];
    check(Dialect::Postgres, both(), &["the name `i` is taken"]);
    check(Dialect::Sqlite, both(), &["the name `i` is taken"]);
    check(Dialect::Mysql, both(), &[]);
}

#[test]
fn names_that_others_keep_for_themselves_are_refused() {
    let taken = |name: &str, prefix: &str, by: &str| {
        format!("the name of the table `{name}` begins with `{prefix}`, {by}")
    };
    for dialect in Dialect::ALL {
        let ours = taken("_ORM_migrations", "_orm_", "as the tables of orm-migrate do");
        check(dialect, vec![table("_ORM_migrations", vec![id()])], &[&ours]);
    }
    let of_sqlite = taken("SQLite_things", "sqlite_", "which SQLite keeps for itself");
    check(Dialect::Sqlite, vec![table("SQLite_things", vec![id()])], &[&of_sqlite]);
    check(Dialect::Postgres, vec![table("sqlite_things", vec![id()])], &[]);
    let mut users = users();
    users.indexes.push(IndexDef {
        name: "sqlite_by_mail".to_owned(),
        parts: vec![IndexPart::column("email")],
        ..IndexDef::default()
    });
    let message =
        "the name of the index `sqlite_by_mail` begins with `sqlite_`, which SQLite keeps for itself";
    check(Dialect::Sqlite, vec![users], &[message]);
}

#[test]
fn names_that_mysql_does_not_keep_are_refused() {
    let wide =
        "the name of the table `\u{1f600}` has the character `\u{1f600}`, which MySQL keeps in no name";
    check(Dialect::Mysql, vec![table("\u{1f600}", vec![id()])], &[wide]);
    check(Dialect::Mysql, vec![table("日本", vec![id()])], &[]);
    check(Dialect::Postgres, vec![table("\u{1f600}", vec![id()])], &[]);
    let spaced = "the name of the column `a ` ends with a space, which MySQL refuses";
    check(Dialect::Mysql, vec![table("t", vec![ColumnDef::new("a ", SqlType::Int)])], &[spaced]);
}

#[test]
fn names_of_enums_are_as_long_as_those_of_tables() {
    let long = "x".repeat(64);
    let label = EnumLabelDef { label: "a".to_owned(), renamed_from: None };
    let def = EnumDef { name: ObjectName::new(&long), labels: vec![label], renamed_from: None };
    let schema = SchemaDef { enums: vec![def], ..SchemaDef::default() };
    let found: Vec<String> =
        problems(&schema, Dialect::Postgres).into_iter().map(|problem| problem.message).collect();
    assert_eq!(
        found,
        [format!("the name of the enum `{long}` is longer than the 63 bytes that PostgreSQL keeps")]
    );
    assert_eq!(problems(&schema, Dialect::Mysql), []);
}

#[test]
fn an_enum_is_not_called_like_a_type_of_postgres() {
    let named = |name: ObjectName| {
        let schema = SchemaDef {
            enums: vec![EnumDef { name, labels: Vec::new(), renamed_from: None }],
            ..SchemaDef::default()
        };
        move |dialect| {
            problems(&schema, dialect).into_iter().map(|problem| problem.message).collect::<Vec<_>>()
        }
    };
    let path = named(ObjectName::new("path"));
    assert_eq!(
        path(Dialect::Postgres),
        ["PostgreSQL has a type `path` of its own, and takes that for the enum"]
    );
    assert_eq!(path(Dialect::Mysql), [""; 0]);
    assert_eq!(named(ObjectName::in_schema("app", "path"))(Dialect::Postgres), [""; 0]);
}

#[test]
fn a_table_of_sqlite_has_a_column_that_is_not_computed() {
    let mut twice = id();
    twice.generated = Some(GeneratedDef { expression: "1 + 1".to_owned(), kind: GeneratedKind::Stored });
    let computed = TableDef { columns: vec![twice], ..TableDef::default() };
    let computed = TableDef { name: ObjectName::new("sums"), ..computed };
    let message = "every column of `sums` is computed, and SQLite wants one that is not";
    check(Dialect::Sqlite, vec![computed.clone()], &[message]);
    check(Dialect::Postgres, vec![computed], &[]);
}

#[test]
fn long_names_are_refused_where_they_would_be_cut() {
    let long = "x".repeat(65);
    let tables = || vec![table("t", vec![ColumnDef::new(&long, SqlType::Int)])];
    check(Dialect::Sqlite, tables(), &[]);
    let message = |limit: &str| format!("the name of the column `{long}` is longer than the {limit} keeps");
    check(Dialect::Postgres, tables(), &[&message("63 bytes that PostgreSQL")]);
    check(Dialect::Mysql, tables(), &[&message("64 characters that MySQL")]);
}

#[test]
fn references_lead_to_keys_of_the_same_type() {
    check(Dialect::Postgres, vec![users(), refers(SqlType::Int, "id")], &[]);
    check(
        Dialect::Postgres,
        vec![refers(SqlType::Int, "id")],
        &["`posts_author_id_fkey` refers to the table `users`, which does not exist"],
    );
    check(
        Dialect::Postgres,
        vec![users(), refers(SqlType::Int, "uid")],
        &["`posts_author_id_fkey` names the column `uid`, which `users` does not have"],
    );
    check(
        Dialect::Postgres,
        vec![users(), refers(SqlType::Text, "email")],
        &["`users.email` is no key, so nothing can refer to it"],
    );
    check(
        Dialect::Postgres,
        vec![users(), refers(SqlType::BigInt, "id")],
        &["`posts.author_id` is bigint, but `users.id`, which it refers to, is integer"],
    );
}

#[test]
fn actions_can_be_carried_out() {
    let mut posts = refers(SqlType::Int, "id");
    posts.foreign_keys[0].on_delete = ReferentialAction::SetNull;
    posts.foreign_keys[0].on_update = ReferentialAction::SetDefault;
    check(
        Dialect::Mysql,
        vec![users(), posts],
        &[
            "`on_delete = \"set null\"` on `posts.author_id`, which is never NULL",
            "MySQL has no `on_update = \"set default\"` (`posts_author_id_fkey`)",
        ],
    );
}

#[test]
fn only_keys_are_counted_up() {
    let counted = |ty: SqlType| ColumnDef { auto_increment: true, ..ColumnDef::new("n", ty) };
    check(Dialect::Sqlite, vec![table("t", vec![counted(SqlType::BigInt)])], &[]);
    check(
        Dialect::Sqlite,
        vec![table("t", vec![counted(SqlType::Text)])],
        &["`t.n` is text, but only whole numbers are counted up"],
    );
    let second = || vec![table("t", vec![id(), counted(SqlType::Int)])];
    check(
        Dialect::Sqlite,
        second(),
        &["SQLite counts up only the sole column of a primary key, and `t.n` is not that"],
    );
    check(Dialect::Mysql, second(), &["MySQL counts up only a column with a key, and `t.n` has none"]);
    check(Dialect::Postgres, second(), &[]);
}

#[test]
fn a_value_comes_from_one_place() {
    let mut column = ColumnDef::new("n", SqlType::Int);
    column.default = Some(DefaultDef::Literal(Literal::Int(1)));
    column.generated = Some(GeneratedDef { expression: "1".to_owned(), kind: GeneratedKind::Stored });
    check(Dialect::Postgres, vec![table("t", vec![id(), column])], &["`t.n` is generated and has a default"]);
}

#[test]
fn what_a_database_lacks_is_said() {
    let array = ColumnDef::new("tags", SqlType::Array(Box::new(SqlType::Text)));
    let mut rich = table("t", vec![id(), array]);
    rich.name.schema = Some("app".to_owned());
    rich.options.strict = true;
    rich.uniques.push(UniqueDef {
        name: "u".to_owned(),
        columns: vec!["id".to_owned(), "tags".to_owned()],
        nulls_not_distinct: true,
        deferrable: Deferrable::InitiallyDeferred,
    });
    check(Dialect::Postgres, vec![rich.clone()], &["`strict` is for SQLite, PostgreSQL has no such tables"]);
    check(
        Dialect::Sqlite,
        vec![rich],
        &[
            "SQLite has no schemas, but `app.t` is in one",
            "SQLite has no arrays, but `app.t.tags` is text[]",
            "SQLite has no `nulls_not_distinct` (`u`)",
            "SQLite checks unique constraints at once, `u` cannot be deferrable",
        ],
    );
}

#[test]
fn what_indexes_lack_is_said() {
    let mut part = IndexPart::column("id");
    part.nulls = Some(NullsOrder::Last);
    let index = IndexDef {
        name: "i".to_owned(),
        parts: vec![part],
        predicate: Some("id > 0".to_owned()),
        include: vec!["id".to_owned()],
        ..IndexDef::default()
    };
    let mut table = table("t", vec![id()]);
    table.indexes.push(index);
    check(Dialect::Postgres, vec![table.clone()], &[]);
    check(
        Dialect::Mysql,
        vec![table.clone()],
        &[
            "MySQL has no `include` in an index (`i`)",
            "MySQL has no order of NULLs in an index (`i`)",
            "MySQL has no partial indexes (`i`)",
        ],
    );
    check(
        Dialect::Sqlite,
        vec![table],
        &["SQLite has no `include` in an index (`i`)", "SQLite has no order of NULLs in an index (`i`)"],
    );
}

#[test]
fn text_without_a_length_has_a_default_but_is_no_key_on_mysql() {
    let mut name = ColumnDef::new("name", SqlType::Text);
    name.default = Some(DefaultDef::Literal(Literal::String("x".to_owned())));
    let tables = || vec![table("t", vec![name.clone()])];
    check(Dialect::Sqlite, tables(), &[]);
    check(Dialect::Mysql, tables(), &["MySQL needs a length for `t.name` (text) in the key `t_pkey`"]);
}

#[test]
fn postgres_has_no_virtual_columns() {
    let mut size = ColumnDef::new("size", SqlType::Int);
    size.generated = Some(GeneratedDef { expression: "1".to_owned(), kind: GeneratedKind::Virtual });
    let tables = || vec![table("t", vec![ColumnDef::new("id", SqlType::Int), size.clone()])];
    check(Dialect::Sqlite, tables(), &[]);
    check(Dialect::Postgres, tables(), &["PostgreSQL before version 18 has no virtual columns (`t.size`)"]);
}

#[test]
fn a_computed_column_is_no_primary_key_everywhere() {
    let mut key = id();
    key.generated = Some(GeneratedDef { expression: "1".to_owned(), kind: GeneratedKind::Stored });
    let tables = || vec![table("t", vec![key.clone(), ColumnDef::new("n", SqlType::Int)])];
    check(Dialect::Postgres, tables(), &[]);
    check(Dialect::Sqlite, tables(), &["SQLite takes no computed column into a primary key (`t.id`)"]);
    check(
        Dialect::Mysql,
        tables(),
        &["MariaDB takes no computed column into a primary key, and MySQL none that is virtual (`t.id`)"],
    );
}

#[test]
fn no_key_is_said_twice() {
    let mut users = users();
    let unique = |name: &str, column: &str| UniqueDef {
        name: name.to_owned(),
        columns: vec![column.to_owned()],
        nulls_not_distinct: false,
        deferrable: Deferrable::No,
    };
    users.uniques = vec![unique("one", "id"), unique("two", "email"), unique("three", "email")];
    check(
        Dialect::Postgres,
        vec![users],
        &[
            "`one` says of `id` what `users_pkey` says already",
            "`three` says of `email` what `two` says already",
        ],
    );
    let mut rooms = table("rooms", vec![id()]);
    let part = ExclusionPart { part: IndexPart::column("id"), operator: "=".to_owned() };
    let exclusion = |name: &str, method: Option<&str>| ExclusionDef {
        name: name.to_owned(),
        method: method.map(str::to_owned),
        parts: vec![part.clone()],
        ..ExclusionDef::default()
    };
    rooms.exclusions =
        vec![exclusion("one", None), exclusion("two", Some("btree")), exclusion("three", Some("gist"))];
    check(Dialect::Postgres, vec![rooms], &["`two` excludes what `one` excludes already"]);
    let mut posts = refers(SqlType::Int, "id");
    let again = ForeignKeyDef { name: "again".to_owned(), ..posts.foreign_keys[0].clone() };
    posts.foreign_keys.push(again);
    check(
        Dialect::Sqlite,
        vec![self::users(), posts],
        &["`again` refers to what `posts_author_id_fkey` refers to already"],
    );
}

#[test]
fn a_required_time_that_mysql_writes_on_updates_has_a_default() {
    let mut seen_at = ColumnDef::new("seen_at", SqlType::Timestamp(None));
    seen_at.on_update = Some(UpdateDef::Now);
    let users = table("users", vec![id(), seen_at]);
    check(Dialect::Postgres, vec![users.clone()], &[]);
    check(
        Dialect::Mysql,
        vec![users],
        &[
            "`users.seen_at` is written on updates, and MySQL makes a default of zero up that it refuses later",
        ],
    );
}
