//! The tables and what is in them before the measurement.

/// The statements that make the tables and fill them.
pub fn statements(database: Database) -> Vec<String> {
    let Spelling { key, text, boolean, double, time, truth, at, concat } = database.spelling();
    let rows = |count: u32| {
        format!("with recursive n(i) as (select 1 union all select i + 1 from n where i < {count})")
    };
    let name = concat("name ", "i");
    let email = concat("user", "i");
    let division = if database == Database::Mysql { "div" } else { "/" };
    let insert = |into: &str, with: String, select: String| match database {
        Database::Mysql => format!("insert into {into} {with} {select}"),
        Database::Postgres | Database::Sqlite => format!("{with} insert into {into} {select}"),
    };
    let mut all = Vec::new();
    if database == Database::Mysql {
        all.push("set session max_recursive_iterations = 100000".to_owned());
    }
    let person = format!(
        "name {text} not null, email {text} not null, age integer not null, active {boolean} not null, score {double} not null, created_at {time} not null"
    );
    all.push(format!("create table users (id {key}, {person}, updated_at {time} not null)"));
    all.push(format!("create table items (id {key}, {person})"));
    all.push(format!(
        "create table posts (id {key}, user_id bigint not null, title {text} not null, views bigint not null)"
    ));
    all.push(format!("create table comments (id {key}, post_id bigint not null, body {text} not null)"));
    all.push(insert(
        "users (name, email, age, active, score, created_at, updated_at)",
        rows(10_000),
        format!(
            "select {name}, {email}, i % 80, {truth}, i * 0.5, {}, {} from n",
            at("i * 3607 % 1000000"),
            at("i")
        ),
    ));
    all.push(insert(
        "posts (user_id, title, views)",
        rows(1_000),
        format!("select (i - 1) {division} 10 + 1, {}, i * 31 % 997 from n", concat("title ", "i")),
    ));
    all.push(insert(
        "comments (post_id, body)",
        rows(5_000),
        format!("select (i - 1) {division} 5 + 1, {} from n", concat("comment ", "i")),
    ));
    for (table, column) in [("users", "created_at"), ("posts", "user_id"), ("comments", "post_id")] {
        all.push(format!("create index {table}_{column} on {table} ({column})"));
    }
    all.push(match database {
        Database::Mysql => "analyze table users, posts, comments".to_owned(),
        Database::Postgres | Database::Sqlite => "analyze".to_owned(),
    });
    all
}

/// The rows that [`crate::workload::Workload::Delete`] removes: `count` of them from the key `first` on.
pub fn rows_to_delete(database: Database, first: i64, count: i64) -> String {
    let Spelling { truth, at, .. } = database.spelling();
    let last = first + count - 1;
    let with =
        format!("with recursive n(i) as (select {first} union all select i + 1 from n where i < {last})");
    let select = format!("select i, 'name', 'email', 1, {truth}, 0.5, {} from n", at("1"));
    let into = "items (id, name, email, age, active, score, created_at)";
    match database {
        Database::Mysql => format!("insert into {into} {with} {select}"),
        Database::Postgres | Database::Sqlite => format!("{with} insert into {into} {select}"),
    }
}

/// The databases that are measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
    Mysql,
}

struct Spelling {
    key: &'static str,
    text: &'static str,
    boolean: &'static str,
    double: &'static str,
    time: &'static str,
    truth: &'static str,
    /// A time so many seconds after a fixed one.
    at: fn(&str) -> String,
    concat: fn(&str, &str) -> String,
}

impl Database {
    fn spelling(self) -> Spelling {
        match self {
            Self::Sqlite => Spelling {
                key: "integer primary key",
                text: "text",
                boolean: "integer",
                double: "real",
                time: "text",
                truth: "i % 2",
                at: |seconds| {
                    format!(
                        "strftime('%Y-%m-%dT%H:%M:%S', 1760000000 + {seconds}, 'unixepoch') || '.000000+00:00'"
                    )
                },
                concat: |text, number| format!("'{text}' || {number}"),
            },
            Self::Postgres => Spelling {
                key: "bigserial primary key",
                text: "text",
                boolean: "boolean",
                double: "double precision",
                time: "timestamptz",
                truth: "i % 2 = 1",
                at: |seconds| format!("to_timestamp(1760000000 + {seconds})"),
                concat: |text, number| format!("'{text}' || {number}"),
            },
            Self::Mysql => Spelling {
                key: "bigint auto_increment primary key",
                text: "varchar(200)",
                boolean: "boolean",
                double: "double",
                time: "timestamp(6)",
                truth: "i % 2",
                at: |seconds| format!("from_unixtime(1760000000 + {seconds})"),
                concat: |text, number| format!("concat('{text}', {number})"),
            },
        }
    }
}
