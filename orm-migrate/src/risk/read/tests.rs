use orm_schema::model::{ColumnDef, ObjectName, TableDef};
use orm_schema::{Dialect, Pair, SchemaDef, SqlType};

use super::actions;
use crate::risk::ActionKind;

/// The kinds and tables of a statement, `AddColumn users`.
fn told(dialect: Dialect, sql: &str) -> Vec<String> {
    let nothing = SchemaDef::default();
    let found = actions(sql, dialect, Pair { previous: &nothing, next: &nothing });
    let line = |action: &super::Action| match &action.table {
        Some(table) => format!("{:?} {table}", action.kind),
        None => format!("{:?}", action.kind),
    };
    found.iter().map(line).collect()
}

#[test]
fn every_clause_of_a_statement_counts() {
    let sql = "ALTER TABLE `a` DROP COLUMN `b`, ADD COLUMN `c` DECIMAL(10,2) NULL, ADD INDEX `i` (`c`, `d`), RENAME COLUMN x TO y";
    assert_eq!(told(Dialect::Mysql, sql), ["DropColumn a", "AddColumn a", "CreateIndex a", "RenameColumn a"]);
}

#[test]
fn both_ends_of_a_foreign_key_count() {
    let sql = r#"ALTER TABLE "a" ADD CONSTRAINT "f" FOREIGN KEY ("b") REFERENCES "s"."p" ("id") NOT VALID"#;
    assert_eq!(told(Dialect::Postgres, sql), ["BecomeReferenced s.p", "AddForeignKeyNotValid a"]);
    let sql = "CREATE TABLE a (id int REFERENCES a (id), b int REFERENCES c (id))";
    assert_eq!(told(Dialect::Sqlite, sql), ["BecomeReferenced c", "CreateTable a"]);
}

#[test]
fn a_value_for_each_row_is_told_from_one_for_all() {
    for (sql, kind) in [
        ("ALTER TABLE a ADD COLUMN b int NOT NULL DEFAULT 7", "AddColumn a"),
        ("ALTER TABLE a ADD b timestamptz DEFAULT now()", "AddColumn a"),
        ("ALTER TABLE a ADD COLUMN b uuid DEFAULT gen_random_uuid()", "AddComputedColumn a"),
        ("ALTER TABLE a ADD COLUMN b bigserial", "AddComputedColumn a"),
    ] {
        assert_eq!(told(Dialect::Postgres, sql), [kind], "{sql}");
    }
}

#[test]
fn what_stands_in_quotes_is_not_read() {
    let sql = "COMMENT ON COLUMN s.t.c IS 'DROP TABLE x'";
    assert_eq!(told(Dialect::Postgres, sql), ["SetComment s.t"]);
    assert_eq!(told(Dialect::Postgres, "COMMENT ON COLUMN t.c IS ''"), ["SetComment t"]);
    assert_eq!(told(Dialect::Postgres, "CLUSTER a USING i"), ["Unknown"]);
}

#[test]
fn indexes_are_told_apart() {
    let told = |sql| told(Dialect::Postgres, sql);
    assert_eq!(told("CREATE INDEX CONCURRENTLY i ON ONLY t (a)"), ["CreateIndexConcurrently t"]);
    assert_eq!(told("create index if not exists i on t using gin (a)"), ["CreateIndex t"]);
    assert_eq!(told("DROP INDEX CONCURRENTLY i"), ["DropIndexConcurrently"]);
    assert_eq!(told("ALTER INDEX i RENAME TO j"), ["RenameIndex"]);
}

#[test]
fn indexes_that_rows_may_break_and_those_of_words_are_told_apart() {
    assert_eq!(told(Dialect::Postgres, "CREATE UNIQUE INDEX i ON t (a)"), ["CreateUniqueIndex t"]);
    let sql = "CREATE UNIQUE INDEX CONCURRENTLY i ON t (a)";
    assert_eq!(told(Dialect::Postgres, sql), ["CreateUniqueIndexConcurrently t"]);
    assert_eq!(told(Dialect::Mysql, "CREATE FULLTEXT INDEX i ON t (a)"), ["CreateFulltextIndex t"]);
    assert_eq!(told(Dialect::Mysql, "ALTER TABLE t ADD SPATIAL KEY i (a)"), ["CreateSpatialIndex t"]);
}

#[test]
fn a_column_that_must_have_a_value_gets_one_or_not() {
    for (sql, kind) in [
        ("ALTER TABLE a ADD b int NOT NULL", "AddRequiredColumn a"),
        ("ALTER TABLE a ADD COLUMN b int PRIMARY KEY", "AddRequiredColumn a"),
        ("ALTER TABLE a ADD COLUMN b int CHECK (b IS NOT NULL)", "AddColumn a"),
        ("ALTER TABLE a ADD COLUMN b int NOT NULL DEFAULT 7", "AddColumn a"),
        ("ALTER TABLE a ADD COLUMN b int NOT NULL GENERATED ALWAYS AS (c + 1) VIRTUAL", "AddColumn a"),
    ] {
        assert_eq!(told(Dialect::Mysql, sql), [kind], "{sql}");
    }
    assert_eq!(told(Dialect::Postgres, "ALTER TABLE a ADD b serial NOT NULL"), ["AddComputedColumn a"]);
}

#[test]
fn what_takes_others_along_is_told_from_what_does_not() {
    for (dialect, sql, kind) in [
        (Dialect::Postgres, "DROP SCHEMA s CASCADE", "DropDependents"),
        (Dialect::Postgres, "DROP SCHEMA s", "Aside"),
        (Dialect::Mysql, "DROP SCHEMA s", "DropDependents"),
        (Dialect::Mysql, "DROP DATABASE IF EXISTS d", "DropDependents"),
        (Dialect::Postgres, "DROP TYPE IF EXISTS e CASCADE", "DropDependents"),
        (Dialect::Postgres, "DROP TYPE e", "Aside"),
        (Dialect::Postgres, "DROP OWNED BY somebody", "DropDependents"),
        (Dialect::Postgres, "DROP VIEW v CASCADE", "Aside"),
    ] {
        assert_eq!(told(dialect, sql), [kind], "{sql}");
    }
}

#[test]
fn how_values_are_kept_is_told_from_what_is_known_of_them() {
    let told = |change| told(Dialect::Postgres, &format!("ALTER TABLE t ALTER COLUMN c {change}"));
    assert_eq!(told("SET STORAGE EXTERNAL"), ["SetStorage t"]);
    assert_eq!(told("SET COMPRESSION lz4"), ["SetStorage t"]);
    assert_eq!(told("SET STATISTICS 7"), ["SetOptions t"]);
    assert_eq!(told("SET (n_distinct = 7)"), ["SetOptions t"]);
    assert_eq!(told("SET GENERATED ALWAYS"), ["SetIdentity t"]);
}

/// A table `t` with a column `c` of this type.
fn schema(ty: SqlType) -> SchemaDef {
    let mut table = TableDef { name: ObjectName::new("t"), ..TableDef::default() };
    table.columns.push(ColumnDef::new("c", ty));
    SchemaDef { tables: vec![table], ..SchemaDef::default() }
}

#[test]
fn a_change_of_type_is_only_harmless_where_the_schemas_know_of_it() {
    let (short, long) = (schema(SqlType::Varchar(10)), schema(SqlType::Varchar(20)));
    let kind = |dialect, sql: &str, next| actions(sql, dialect, Pair { previous: &short, next })[0].kind;
    for (using, is_kept) in [
        ("", true),
        (" USING c", true),
        (" USING \"c\"::VARCHAR(20)", true),
        (" USING CAST(c AS varchar(20))", true),
        (" USING c::varchar(5)", false),
        (" USING upper(c)", false),
        (" USING c || 'x'", false),
    ] {
        let sql = format!("ALTER TABLE t ALTER COLUMN c TYPE varchar(20){using}");
        let expected = if is_kept { ActionKind::WidenType } else { ActionKind::SetType };
        assert_eq!(kind(Dialect::Postgres, &sql, &long), expected, "{sql}");
        assert_eq!(kind(Dialect::Postgres, &sql, &short), ActionKind::SetType, "{sql}");
    }
    for sql in
        ["ALTER TABLE t MODIFY c VARCHAR(20) NOT NULL", "ALTER TABLE t CHANGE c c VARCHAR(20) NOT NULL"]
    {
        assert_eq!(kind(Dialect::Mysql, sql, &long), ActionKind::WidenType);
        assert_eq!(kind(Dialect::Mysql, sql, &short), ActionKind::SetType);
    }
}
