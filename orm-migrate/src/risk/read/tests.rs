use orm_schema::{Dialect, Pair, SchemaDef};

use super::actions;

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
    assert_eq!(told("CREATE UNIQUE INDEX CONCURRENTLY i ON ONLY t (a)"), ["CreateIndexConcurrently t"]);
    assert_eq!(told("create index if not exists i on t using gin (a)"), ["CreateIndex t"]);
    assert_eq!(told("DROP INDEX CONCURRENTLY i"), ["DropIndexConcurrently"]);
    assert_eq!(told("ALTER INDEX i RENAME TO j"), ["RenameIndex"]);
}
