use orm_schema::Dialect::{self, Mysql, Postgres, Sqlite};

use super::{Directive, Refusal, SplitError, script};

#[track_caller]
fn check(dialect: Dialect, sql: &str, expected: &[&str]) {
    let script = script(sql, dialect).expect("the file can be split");
    assert_eq!(script.statements.iter().map(|statement| statement.sql).collect::<Vec<_>>(), expected);
}

#[track_caller]
fn refuses(dialect: Dialect, sql: &str, line: usize, expected: &str) {
    let error = script(sql, dialect).expect_err("the file is refused");
    assert_eq!((error.line(), error.to_string().as_str()), (line, expected));
}

#[test]
fn semicolons_in_quotes_and_comments_do_not_count() {
    for dialect in Dialect::ALL {
        check(
            dialect,
            "select 'a;''b;' -- c;\n; /* d; */ select \"e;\";\n\n;",
            &["select 'a;''b;'", "select \"e;\""],
        );
    }
}

#[test]
fn the_last_semicolon_may_be_missing() {
    for dialect in Dialect::ALL {
        check(dialect, "select 1;\nselect 2 -- end", &["select 1", "select 2"]);
        check(dialect, "-- only a comment\n", &[]);
    }
}

#[test]
fn backslashes_escape_in_mysql_strings_only() {
    check(Mysql, r"select 'a\';'; select 2", &[r"select 'a\';'", "select 2"]);
    check(Mysql, r#"select "a\";"; select 2"#, &[r#"select "a\";""#, "select 2"]);
    check(Sqlite, r"select 'a\'; select 2", &[r"select 'a\'", "select 2"]);
    check(Postgres, r"select 'a\'; select 2", &[r"select 'a\'", "select 2"]);
    check(Postgres, r"select E'a''\';'; select 2", &[r"select E'a''\';'", "select 2"]);
    check(Postgres, r"select name'a\'; select 2", &[r"select name'a\'", "select 2"]);
}

#[test]
fn names_are_quoted_as_each_database_has_it() {
    check(Sqlite, "select [a;b], `c;d`; select 2", &["select [a;b], `c;d`", "select 2"]);
    check(Mysql, "select `a``;b`; select 2", &["select `a``;b`", "select 2"]);
    check(Postgres, "select array[1, 2]; select 2", &["select array[1, 2]", "select 2"]);
}

#[test]
fn comments_are_those_of_each_database() {
    check(Postgres, "select /* a /* ; */ ; */ 1; select 2", &["select /* a /* ; */ ; */ 1", "select 2"]);
    check(Mysql, "select 1 # a;\n; select 5--1; -- b;\nselect 3", &["select 1", "select 5--1", "select 3"]);
    check(Mysql, "/*!40101 set @a = 1 */; select 2", &["/*!40101 set @a = 1 */", "select 2"]);
    check(Postgres, "select 1 # 2; select 3", &["select 1 # 2", "select 3"]);
}

#[test]
fn dollar_quotes_hold_anything() {
    check(
        Postgres,
        "create function f() returns int as $$ begin; end $$ language sql; do $a$ ; $b$ ; $a$; select $1; select a$b$c",
        &[
            "create function f() returns int as $$ begin; end $$ language sql",
            "do $a$ ; $b$ ; $a$",
            "select $1",
            "select a$b$c",
        ],
    );
}

#[test]
fn atomic_bodies_and_rules_are_one_statement() {
    let body =
        "create function f() returns int begin atomic; select case when true then 1 end; select 2; end";
    check(Postgres, &format!("{body}; select 1"), &[body, "select 1"]);
    let rule = "create rule r as on insert to t do also (insert into a values (1); insert into b values (2))";
    check(Postgres, &format!("{rule}; select 1"), &[rule, "select 1"]);
}

#[test]
fn sqlite_triggers_end_with_their_end() {
    let trigger = "create temp trigger t after update on a when case when new.x then 1 else 0 end begin\n  \
                   update a set y = case when new.x > 0 then 1 else 2 end; -- ; end;\n  select new.\"end\";\nend";
    check(Sqlite, &format!("{trigger};\nselect 1;"), &[trigger, "select 1"]);
}

#[test]
fn mysql_bodies_nest() {
    let procedure = "create definer=`a`@`b` procedure p(in x int)\nbegin\n  declare exit handler for sqlexception begin end;\n  \
        if x > 1 then select if(x, 1, 2); elseif x = 2 then set @a = case x when 1 then 2 else if(1, 2, 3) end; end if;\n  \
        case x when 1 then select 1; else begin end; end case;\n  l: loop leave l; end loop l;\n  \
        while x > 0 do set x = x - 1; end while; repeat set x = 1; until true end repeat;\n  \
        drop table if exists t; select repeat('a', 3);\nend";
    check(Mysql, &format!("{procedure};\nselect 1;"), &[procedure, "select 1"]);
    let trigger =
        "create trigger t before insert on a for each row if new.x is null then set new.x = 1; end if";
    check(Mysql, &format!("{trigger}; select 1"), &[trigger, "select 1"]);
    let block = "begin not atomic declare x int; set x = 1; end";
    check(Mysql, &format!("{block}; select 1"), &[block, "select 1"]);
    check(Mysql, "create table a (begin int); select 1", &["create table a (begin int)", "select 1"]);
}

#[test]
fn lines_count_from_the_first_word() {
    let found = script("-- a\n\nselect 1;\n/* b */\nselect 2;", Sqlite).expect("two statements");
    assert_eq!(found.statements.iter().map(|statement| statement.line).collect::<Vec<_>>(), [3, 5]);
}

#[test]
fn comments_of_ours_are_read() {
    let sql = "-- orm: v=1 from=empty to=abc\n\n-- orm:rebuild \"we\"\"ird\"\nselect 1;\nselect 2;";
    let script = script(sql, Sqlite).expect("two statements");
    assert!(!script.header.no_transaction);
    assert_eq!((script.header.model_from.as_deref(), script.header.model_to.as_deref()), (None, Some("abc")));
    assert_eq!(script.statements[0].directives, [Directive::Rebuild { table: "we\"ird".to_owned() }]);
    assert!(script.statements[1].directives.is_empty());
}

#[test]
fn statements_are_joined_from_a_comment_on() {
    let sql = "-- no-transaction\n-- orm:transaction\nselect 1;\nselect 2; -- orm:alone\nselect 3;\nselect 4;\n\
               -- orm:transaction\nselect 5;\n-- orm:transaction\nselect 6;\nselect 7";
    let script = script(sql, Postgres).expect("statements");
    let joined: Vec<bool> = script.statements.iter().map(|statement| statement.is_joined).collect();
    assert_eq!(joined, [false, true, false, false, false, false, true]);
}

#[test]
fn the_first_line_turns_the_transaction_off() {
    let sql = "-- no-transaction\n-- orm: v=1 from=a to=b\n\nvacuum;";
    let script = script(sql, Sqlite).expect("one statement");
    assert!(script.header.no_transaction);
    assert_eq!(script.header.model_to.as_deref(), Some("b"));
    refuses(
        Sqlite,
        "-- no-transaction\n-- orm:rebuild \"a\"\nselect 1;",
        3,
        "a table can be rebuilt only in a transaction, and the file begins with `-- no-transaction`",
    );
}

#[test]
fn what_the_runner_does_is_refused() {
    for dialect in Dialect::ALL {
        refuses(dialect, "select 1;\nbegin;", 2, "`BEGIN`: a migration file must not control transactions");
        refuses(dialect, "commit", 1, "`COMMIT`: a migration file must not control transactions");
    }
    let pragma =
        "`PRAGMA foreign_keys` has no effect inside a transaction, so a migration file must not use it";
    refuses(Sqlite, "\npragma foreign_keys = off;", 2, pragma);
    refuses(Sqlite, "PRAGMA main.foreign_keys = off;", 1, pragma);
    refuses(Mysql, "delimiter //\ncreate", 1, "`DELIMITER` is a command of the `mysql` program, not SQL");
    refuses(Postgres, "\\connect x", 1, "`\\` is a command of the database's own client, not SQL");
    refuses(Postgres, "copy t from stdin;", 1, "`COPY FROM STDIN` needs a client that sends the rows");
    let error = script("use other", Mysql).expect_err("refused");
    assert!(matches!(error, SplitError::Refused { refusal: Refusal::Use, .. }));
}

#[test]
fn what_is_not_closed_is_named() {
    refuses(Sqlite, "select 1;\nselect 'a", 2, "a string is not closed");
    refuses(Postgres, "select $a$ $b$", 1, "a dollar-quoted string is not closed");
    refuses(Mysql, "\n/* a", 2, "a comment is not closed");
    refuses(Mysql, "create procedure p() begin select 1;", 1, "the body of a routine is not closed");
}

/// Whatever is put between quotes comes out as one statement, and no input makes the lexer panic or lose text.
#[test]
fn random_pieces_never_lose_text() {
    const PIECES: [&str; 26] = [
        "'",
        "\"",
        "`",
        "[",
        "]",
        ";",
        "--",
        "\n",
        "#",
        "/*",
        "*/",
        "$$",
        "$a$",
        "\\",
        "E'",
        "begin",
        "end",
        "case",
        "create trigger",
        "é",
        " ",
        "(",
        ")",
        "if",
        "x",
        "\r\n",
    ];
    // A linear congruential generator: the same pieces in every run.
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..20_000 {
        let mut sql = String::new();
        for _ in 0..12 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            sql.push_str(PIECES[(state >> 33) as usize % PIECES.len()]);
        }
        for dialect in Dialect::ALL {
            let Ok(script) = script(&sql, dialect) else {
                continue;
            };
            let mut rest = sql.as_str();
            for statement in &script.statements {
                let at = rest.find(statement.sql).expect("statements stand in the file in their order");
                rest = &rest[at + statement.sql.len()..];
            }
        }
    }
}
