//! What is in a database, as the database's own tools tell it: nothing of the product takes part.
//!
//! The order of columns is left out: a database that was migrated step by step has new columns at the end.

use std::ops::Range;
use std::process::Command;

use sqlx::{AssertSqlSafe, MySqlConnection, PgConnection, Row, SqliteConnection};

use crate::database::Server;
use crate::raw::Connection;

/// The schema of the database at `url` as text: equal texts, equal schemas. Tables of the migration runner are left out.
///
/// # Panics
/// When the database or `pg_dump` cannot be reached.
pub async fn schema(server: Server, url: &str) -> String {
    if server == Server::Postgres {
        return sorted(postgres(url));
    }
    over(&mut Connection::open(server, url).await).await
}

fn sorted(mut objects: Vec<String>) -> String {
    objects.sort();
    objects.join("\n\n")
}

/// The same over a connection. PostgreSQL tells it by the functions of its catalog, where [`schema`] runs `pg_dump`.
///
/// # Panics
/// When the schema cannot be read.
pub async fn over(connection: &mut Connection) -> String {
    let objects = match connection {
        Connection::Postgres(connection) => {
            return catalog_over(connection).await.expect("the schema can be read");
        }
        Connection::Mysql(connection) => mysql(connection).await,
        Connection::Sqlite(connection) => sqlite(connection).await,
    };
    sorted(objects.expect("the schema can be read"))
}

/// The schema of a PostgreSQL database as the functions of its catalog print it: in one query, where `pg_dump` takes a process and
/// some hundred. The keys and indexes of a partition are left out: the server names them, after what it was called when it was made.
async fn catalog_over(connection: &mut PgConnection) -> Result<String, sqlx::Error> {
    let lines: Vec<String> = sqlx::query_scalar(include_str!("catalog.sql")).fetch_all(connection).await?;
    Ok(lines.iter().map(|line| with_cast_elements(line)).collect::<Vec<_>>().join("\n"))
}

/// `pg_dump` with owners and rights, one object for each statement. Roles are no part of a database, and other tests make some.
fn postgres(url: &str) -> Vec<String> {
    let output = Command::new("pg_dump")
        .args(["--schema-only", "--exclude-table=_orm_*", url])
        .output()
        .expect("pg_dump can be run; scripts/test installs it");
    assert!(output.status.success(), "pg_dump: {}", String::from_utf8_lossy(&output.stderr));
    let dump = String::from_utf8(output.stdout).expect("the dump is text");
    let lines: Vec<&str> = dump
        .lines()
        .filter(|line| !["--", "SET ", "\\"].iter().any(|noise| line.starts_with(noise)))
        .collect();
    lines
        .join("\n")
        .split(";\n")
        .map(str::trim)
        .filter(|statement| !statement.is_empty() && !statement.starts_with("SELECT pg_catalog.set_config"))
        .map(|statement| with_cast_elements(&without_names_of_not_null(&sorted_body(statement))))
        .collect()
}

/// Without the names that version 18 gives NOT NULL: they tell what the column was called when it became so.
fn without_names_of_not_null(sql: &str) -> String {
    let mut parts = sql.split(" CONSTRAINT ");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let name = match part.strip_prefix('"') {
            Some(quoted) => quoted.find("\" ").map_or(part.len(), |end| end + 2),
            None => part.find(' ').unwrap_or(part.len()),
        };
        if part[name..].starts_with(" NOT NULL") {
            out.push_str(&part[name..]);
        } else {
            out.push_str(" CONSTRAINT ");
            out.push_str(part);
        }
    }
    out
}

/// PostgreSQL prints a list of `varchar` as `(ARRAY['a'::character varying])::text[]`. Once it has read that back, as it does when
/// a column changes its type, it prints a cast of each element. Here it is always the latter.
fn with_cast_elements(sql: &str) -> String {
    const OPEN: &str = "(ARRAY[";
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(OPEN) {
        let list = &rest[at + OPEN.len()..];
        let end = unquoted(list).find(|(_, character)| *character == ']').map_or(list.len(), |(end, _)| end);
        out.push_str(&rest[..at]);
        if let Some(behind) = list[end..].strip_prefix("])::text[]") {
            let elements: Vec<String> =
                split_top_level(&list[..end]).iter().map(|element| format!("({element})::text")).collect();
            out.extend(["ARRAY[", &elements.join(", "), "]"]);
            rest = behind;
        } else {
            out.push_str(OPEN);
            rest = list;
        }
    }
    out + rest
}

/// `SHOW CREATE` of each table, view, trigger and routine, also of the databases whose names begin with the name of this one.
async fn mysql(connection: &mut MySqlConnection) -> Result<Vec<String>, sqlx::Error> {
    let database: String = sqlx::query_scalar("SELECT database()").fetch_one(&mut *connection).await?;
    let names: Vec<(String, String)> = sqlx::query_as(
        "SELECT CAST(table_schema AS CHAR), CAST(table_name AS CHAR) FROM information_schema.tables \
         WHERE (table_schema = database() OR table_schema LIKE ?) AND table_name NOT LIKE '\\_orm\\_%'",
    )
    .bind(format!("{}\\_%", database.replace('_', "\\_")))
    .fetch_all(&mut *connection)
    .await?;
    let mut objects = Vec::new();
    for (schema, name) in names {
        let show = AssertSqlSafe(format!("SHOW CREATE TABLE `{schema}`.`{name}`"));
        let sql: String = sqlx::raw_sql(show).fetch_one(&mut *connection).await?.try_get(1)?;
        let place = schema.replace(&database, "database");
        // A quote inside a text is written with a backslash here, and twice everywhere else.
        let sql = sql.replace("\\\\", "{backslash}").replace("\\'", "''");
        let sql = without_counter(&sorted_body(&sql)).replace(&database, "database");
        objects.push(format!("{place}: {sql}"));
    }
    objects.extend(mysql_routines(connection, &database).await?);
    Ok(objects)
}

/// Triggers, functions and procedures, which no table shows.
async fn mysql_routines(
    connection: &mut MySqlConnection,
    database: &str,
) -> Result<Vec<String>, sqlx::Error> {
    let pattern = format!("{}\\_%", database.replace('_', "\\_"));
    let names: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT 'TRIGGER', CAST(trigger_schema AS CHAR), CAST(trigger_name AS CHAR) FROM information_schema.triggers \
         WHERE trigger_schema = database() OR trigger_schema LIKE ? \
         UNION ALL SELECT CAST(routine_type AS CHAR), CAST(routine_schema AS CHAR), CAST(routine_name AS CHAR) \
         FROM information_schema.routines WHERE routine_schema = database() OR routine_schema LIKE ?",
    )
    .bind(&pattern)
    .bind(&pattern)
    .fetch_all(&mut *connection)
    .await?;
    let mut objects = Vec::new();
    for (kind, schema, name) in names {
        let show = AssertSqlSafe(format!("SHOW CREATE {kind} `{schema}`.`{name}`"));
        let sql: String = sqlx::raw_sql(show).fetch_one(&mut *connection).await?.try_get(2)?;
        let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
        objects.push(format!("{schema}.{name}: {sql}").replace(database, "database"));
    }
    Ok(objects)
}

/// The text that SQLite keeps of each object, and what its pragmas make of the tables.
async fn sqlite(connection: &mut SqliteConnection) -> Result<Vec<String>, sqlx::Error> {
    let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(
        "SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND tbl_name NOT LIKE '\\_orm\\_%' ESCAPE '\\'",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut objects = Vec::new();
    for (kind, name, sql) in rows {
        objects.push(without_spelling(&sorted_body(&sql.unwrap_or_default())));
        if kind == "table" {
            for pragma in ["table_xinfo", "index_list", "foreign_key_list"] {
                objects.push(sqlite_pragma(connection, pragma, &name).await?);
            }
        }
    }
    Ok(objects)
}

/// The rows of a pragma without what only counts positions.
async fn sqlite_pragma(
    connection: &mut SqliteConnection,
    pragma: &str,
    table: &str,
) -> Result<String, sqlx::Error> {
    let columns = match pragma {
        "table_xinfo" => r#"name, type, "notnull", dflt_value, pk, hidden"#,
        "index_list" => r#"iif(origin = 'c', name, origin), "unique", partial"#,
        _ => r#""table", "from", "to", on_update, on_delete"#,
    };
    let shown: Vec<String> =
        split_top_level(columns).iter().map(|column| format!("ifnull({column}, '-')")).collect();
    let query = format!("SELECT {} FROM pragma_{pragma}(?) ORDER BY 1", shown.join(" || ' ' || "));
    let lines: Vec<String> =
        sqlx::query_scalar(AssertSqlSafe(query)).bind(table).fetch_all(connection).await?;
    Ok(format!("{pragma} {table}\n{}", lines.join("\n")))
}

/// A statement with the parts between its outer parentheses sorted, and every run of white space as one space.
fn sorted_body(sql: &str) -> String {
    let sql = sql.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some(body) = body(&sql).filter(|_| sql.starts_with("CREATE TABLE")) else { return sql };
    let mut parts: Vec<String> = split_top_level(&sql[body.clone()]).into_iter().map(str::to_owned).collect();
    for at in 0..parts.len() {
        if let Some(foreign_key) = own_foreign_key(&mut parts[at]) {
            parts.push(foreign_key);
        }
    }
    parts.sort_unstable();
    format!("{}\n  {}\n{}", &sql[..body.start], parts.join("\n  "), &sql[body.end..])
}

/// What is in the first parentheses. Those of partitions come behind.
fn body(sql: &str) -> Option<Range<usize>> {
    let (mut start, mut depth) = (0, 0_usize);
    for (at, character) in unquoted(sql) {
        match character {
            '(' if depth == 0 => (start, depth) = (at + 1, 1),
            '(' => depth += 1,
            ')' if depth == 1 => return Some(start..at),
            ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

/// Takes the foreign key out of the definition of a column, as a line of its own.
fn own_foreign_key(definition: &mut String) -> Option<String> {
    let at = definition.find(" REFERENCES ").filter(|_| definition.starts_with(['"', '`']))?;
    let references = definition.split_off(at);
    Some(format!("FOREIGN KEY ({}){references}", quoted_name(definition)?))
}

/// The name in quotes at the front. A quote in it is written twice.
fn quoted_name(text: &str) -> Option<&str> {
    let quote = text.chars().next()?;
    let mut end = 1;
    loop {
        end += text[end..].find(quote)? + 1;
        if !text[end..].starts_with(quote) {
            return Some(&text[..end]);
        }
        end += 1;
    }
}

/// SQLite keeps the text as it was written. Outside of string literals, space, the case of words and the quotes of names are
/// all the same.
fn without_spelling(sql: &str) -> String {
    let plain = |text: &str| text.replace([' ', '"'], "").to_lowercase();
    let pieces = sql.split('\'').enumerate();
    let pieces = pieces.map(|(i, piece)| if i % 2 == 0 { plain(piece) } else { piece.to_owned() });
    pieces.collect::<Vec<_>>().join("'")
}

/// The parts between the commas that are in no parentheses and no quotes.
fn split_top_level(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut start, mut depth) = (0, 0);
    for (at, character) in unquoted(text) {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(text[start..at].trim());
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(text[start..].trim());
    parts
}

/// The characters that are in no quotes, and their places.
fn unquoted(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut quote = None;
    text.char_indices().filter(move |(_, character)| {
        let was_quoted = quote.is_some();
        match quote {
            Some(open) if open == *character => quote = None,
            None if matches!(character, '\'' | '"' | '`') => quote = Some(*character),
            _ => {}
        }
        !was_quoted && quote.is_none()
    })
}

/// Without `AUTO_INCREMENT=7`, which says how many rows there were.
fn without_counter(sql: &str) -> String {
    sql.split(' ').filter(|word| !word.starts_with("AUTO_INCREMENT=")).collect::<Vec<_>>().join(" ")
}
