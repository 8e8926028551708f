use orm_schema::{Dialect, Pair, SchemaDef};

use super::of_migration;

/// What is found in each statement of a file: its codes, and whether it loses data or may fail.
fn found(dialect: Dialect, sql: &str) -> Vec<String> {
    let nothing = SchemaDef::default();
    let schemas = Pair { previous: &nothing, next: &nothing };
    let risks = of_migration(sql, dialect, schemas).expect("statements");
    let words = risks.statements.iter().map(|statement| {
        let codes = statement.hazards.iter().map(|hazard| hazard.code.as_str());
        let facts = [(statement.lossy, "lossy"), (statement.may_fail_on_rows, "may fail")];
        let facts = facts.into_iter().filter_map(|(is_so, word)| is_so.then_some(word));
        codes.chain(facts).collect::<Vec<_>>().join(" ")
    });
    words.collect()
}

#[test]
fn what_goes_with_a_schema_or_a_type_is_lost() {
    let sql = "DROP SCHEMA s CASCADE; DROP TYPE e CASCADE; DROP TYPE e; DROP VIEW v;";
    assert_eq!(found(Dialect::Postgres, sql), ["OM103 lossy", "OM103 lossy", "", ""]);
    assert_eq!(found(Dialect::Mysql, "DROP DATABASE d;"), ["OM103 lossy"]);
}

#[test]
fn only_a_table_that_the_file_makes_has_no_rows() {
    let rows = "DELETE FROM t;";
    let behind = |sql: &str| found(Dialect::Mysql, &format!("{sql}\n{rows}"));
    assert_eq!(behind("CREATE TABLE t (a int);"), ["", ""]);
    assert_eq!(behind("CREATE TABLE IF NOT EXISTS t (a int);"), ["", "OM104 lossy"]);
    assert_eq!(behind("CREATE OR REPLACE TABLE t (a int);"), ["OM101 lossy", ""]);
    assert_eq!(behind("CREATE TABLE t (a int);\nDROP TABLE t;"), ["", "", "OM104 lossy"]);
    assert_eq!(behind("CREATE TABLE n (a int);\nALTER TABLE n RENAME TO t;"), ["", "", ""]);
    assert_eq!(behind("CREATE TABLE t (a int);\nRENAME TABLE t TO n;"), ["", "", "OM104 lossy"]);
}

const REBUILD: &str = "-- orm:rebuild \"t\"\nCREATE TABLE n (a int);\nINSERT INTO n SELECT a FROM t;\nDROP TABLE t;\n\
                       ALTER TABLE n RENAME TO t;\n";

#[test]
fn a_rebuild_ends_when_the_copy_has_the_name_of_the_table() {
    let behind = |sql: &str| found(Dialect::Sqlite, &format!("{REBUILD}{sql}")).split_off(4);
    assert_eq!(behind("CREATE UNIQUE INDEX i ON t (a);"), [""]);
    assert_eq!(behind("CREATE INDEX i ON t (a);\nDELETE FROM t;"), ["", "OM104 lossy"]);
    assert_eq!(behind("DROP TABLE t;"), ["OM101 lossy"]);
    let early = REBUILD.replace("DROP TABLE", "DELETE FROM t;\nDROP TABLE");
    assert_eq!(found(Dialect::Sqlite, &early), ["", "", "OM104 lossy", "", ""]);
}

#[test]
fn what_a_person_wrote_may_fail_also_between_what_we_wrote() {
    let head = "-- orm: v=1 from=a to=b\n\n";
    let own = "CREATE UNIQUE INDEX i ON t (a);\n\nALTER TABLE t ADD COLUMN b int NOT NULL;\n\nALTER TABLE t ALTER COLUMN a SET NOT NULL;\n";
    for head in ["", head] {
        assert_eq!(
            found(Dialect::Postgres, &format!("{head}{own}")),
            ["OM303 may fail", "OM301 may fail", "OM302 may fail"]
        );
    }
}

#[test]
fn what_cannot_meet_a_row_does_not_fail() {
    let sql = "UPDATE t SET a = 0 WHERE a IS NULL;\nALTER TABLE t ALTER COLUMN a SET NOT NULL;\n\
               ALTER TABLE t ADD COLUMN b int;\nALTER TABLE t ADD CONSTRAINT u UNIQUE (b, c);\n\
               ALTER TABLE t ADD CONSTRAINT f FOREIGN KEY (b) REFERENCES p (id);\nCREATE UNIQUE INDEX i ON t (b);\n\
               UPDATE t SET b = 7;\nCREATE UNIQUE INDEX j ON t (b);";
    assert_eq!(found(Dialect::Postgres, sql), ["", "", "", "", "", "", "", "OM303 may fail"]);
}

#[test]
fn what_a_person_wrote_is_said_under_the_codes_of_what_we_write() {
    for (sql, expected) in [
        ("ALTER TABLE t ALTER COLUMN a SET NOT NULL;", "OM302 may fail"),
        ("ALTER TABLE t ADD PRIMARY KEY (a);", "OM306 may fail"),
        ("ALTER TABLE t ADD EXCLUDE USING gist (a WITH =);", "OM409 may fail"),
        ("ALTER TABLE t ADD CHECK (a > 0);", "OM304 may fail"),
        ("ALTER TABLE t ADD CHECK (a > 0) NOT VALID;", ""),
        ("ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p (id);", "OM305 may fail"),
        ("ALTER TABLE t ALTER COLUMN a TYPE varchar(3) USING left(a, 3);", "OM205 lossy may fail"),
        ("ALTER DOMAIN d ADD CHECK (VALUE > 0);", "OM426 may fail"),
        ("ALTER DOMAIN d ADD CHECK (VALUE > 0) NOT VALID;", ""),
        ("ALTER DOMAIN d DROP CONSTRAINT c;", ""),
    ] {
        assert_eq!(found(Dialect::Postgres, sql), [expected], "{sql}");
    }
    assert_eq!(found(Dialect::Mysql, "ALTER TABLE t MODIFY a varchar(3);"), ["OM205 lossy may fail"]);
}

#[test]
fn a_note_above_a_statement_speaks_for_it() {
    let noted = "-- OM409 error: adds exclusion constraint `e` on `t`\nALTER TABLE t ADD CONSTRAINT e EXCLUDE USING gist (a WITH =);";
    assert_eq!(found(Dialect::Postgres, noted), ["OM409 may fail"]);
    let noted = "-- OM204 warning: blocks all access to `t`\nALTER TABLE t ALTER COLUMN a TYPE bigint;";
    assert_eq!(found(Dialect::Postgres, noted), ["OM204"]);
}

#[test]
fn rows_go_in_many_ways() {
    for (dialect, sql) in [
        (Dialect::Mysql, "DELETE LOW_PRIORITY QUICK IGNORE FROM t WHERE a;"),
        (Dialect::Mysql, "DELETE t FROM t JOIN p ON p.id = t.p;"),
        (Dialect::Mysql, "WITH old AS (SELECT 1) DELETE FROM t WHERE a;"),
        (
            Dialect::Postgres,
            "WITH gone AS (DELETE FROM ONLY t RETURNING *) INSERT INTO p SELECT * FROM gone;",
        ),
        (Dialect::Postgres, "MERGE INTO t USING p ON true WHEN MATCHED THEN DELETE;"),
        (Dialect::Postgres, "TRUNCATE ONLY t;"),
    ] {
        assert_eq!(found(dialect, sql), ["OM104 lossy"], "{sql}");
    }
    let written = [
        "WITH a AS (SELECT 1) SELECT * FROM a;",
        "INSERT OR REPLACE INTO t VALUES (1);",
        "UPDATE IGNORE t SET a = 1;",
    ];
    for sql in written {
        assert_eq!(found(Dialect::Mysql, sql), [""], "{sql}");
    }
}
