//! Clauses of whole statements, the three dialects side by side.

use orm_core::prelude::*;
use orm_core::query::Cursor;

use crate::Book;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "authors")]
struct Author {
    #[column(primary_key, auto_increment)]
    id: i32,
    #[column(varchar = 50, unique)]
    name: String,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Book, name = "totals")]
struct Totals {
    author_id: Option<i32>,
    #[projection(count_all())]
    books: i64,
}

#[derive(Debug, PartialEq, Projection)]
#[projection(from = Book, name = "numbers")]
struct Number {
    #[projection(Book::id)]
    number: i32,
}

/// Checks the text of a statement for PostgreSQL, MySQL and SQLite.
macro_rules! check {
    ($statement:expr, $postgres:expr, $mysql:expr, $sqlite:expr $(,)?) => {
        assert_eq!($statement.sql(Postgres).text, $postgres);
        assert_eq!($statement.sql(Mysql).text, $mysql);
        assert_eq!($statement.sql(Sqlite).text, $sqlite);
    };
}

#[test]
fn a_right_join_stands_where_it_is_said() {
    check!(
        Book::query()
            .right_join(Author::table, Author::id.eq(Book::author_id))
            .select((Book::title, Author::name)),
        r#"select "books"."title", "authors"."name" from "books" right join "authors" on "authors"."id" = "books"."author_id""#,
        "select `books`.`title`, `authors`.`name` from `books` right join `authors` on `authors`.`id` = `books`.`author_id`",
        r#"select "books"."title", "authors"."name" from "books" right join "authors" on "authors"."id" = "books"."author_id""#,
    );
}

#[test]
fn all_stands_behind_intersect_and_except() {
    macro_rules! both {
        ($database:expr) => {
            Book::query()
                .select(Book::title)
                .intersect_all(Author::query().select(Author::name))
                .except_all(Book::query().filter(Book::pages.gt(9)).select(Book::title))
                .sql($database)
                .text
        };
    }
    assert_eq!(
        both!(Postgres),
        r#"select * from (select "books"."title" as "c0" from "books" intersect all select "authors"."name" from "authors") as "rows" except all select "books"."title" from "books" where "books"."pages" > $1"#,
    );
    assert_eq!(
        both!(Mysql),
        "select * from (select `books`.`title` as `c0` from `books` intersect all select `authors`.`name` from `authors`) as `rows` except all select `books`.`title` from `books` where `books`.`pages` > ?",
    );
}

#[test]
fn the_rows_of_a_named_query_are_kept_or_not() {
    macro_rules! totals {
        () => {
            Totals::cte(Book::query().group_by(Book::author_id).select(Totals::SELECT))
        };
    }
    let query = r#"(select "books"."author_id", count(*) from "books" group by "books"."author_id") select "totals"."books" from "totals""#;
    let kept = format!(r#"with "totals" ("author_id", "books") as materialized {query}"#);
    assert_eq!(from(totals!().materialized()).select(Totals::books).sql(Postgres).text, kept);
    assert_eq!(from(totals!().materialized()).select(Totals::books).sql(Sqlite).text, kept);
    let written_out = format!(r#"with "totals" ("author_id", "books") as not materialized {query}"#);
    assert_eq!(from(totals!().not_materialized()).select(Totals::books).sql(Postgres).text, written_out);
    assert_eq!(from(totals!().not_materialized()).select(Totals::books).sql(Sqlite).text, written_out);
}

#[test]
fn a_page_begins_behind_the_keys_of_the_one_before() {
    let cursor: Cursor<(String, i32)> = Cursor::of(("m".to_owned(), 7));
    check!(
        Book::query().select(Book::pages).page_after((Book::title.desc(), Book::id), Some(&cursor), 20),
        r#"select "books"."pages", "books"."title", "books"."id" from "books" where "books"."title" <= $1 and ("books"."title" < $2 or ("books"."title" = $3 and "books"."id" > $4)) order by "books"."title" desc, "books"."id" limit $5"#,
        "select `books`.`pages`, `books`.`title`, `books`.`id` from `books` where `books`.`title` <= ? and (`books`.`title` < ? or (`books`.`title` = ? and `books`.`id` > ?)) order by `books`.`title` desc, `books`.`id` limit ?",
        r#"select "books"."pages", "books"."title", "books"."id" from "books" where "books"."title" <= ? and ("books"."title" < ? or ("books"."title" = ? and "books"."id" > ?)) order by "books"."title" desc, "books"."id" limit 21"#,
    );
    check!(
        Book::query().select(Book::title).page_after(Book::id, None, 20),
        r#"select "books"."title", "books"."id" from "books" order by "books"."id" limit $1"#,
        "select `books`.`title`, `books`.`id` from `books` order by `books`.`id` limit ?",
        r#"select "books"."title", "books"."id" from "books" order by "books"."id" limit 21"#,
    );
}

#[test]
fn a_page_by_its_number_counts_all_rows() {
    macro_rules! texts {
        ($database:expr) => {
            Book::query()
                .filter(Book::pages.gt(9))
                .order_by(Book::id)
                .select(Book::title)
                .paginate(3, 20)
                .statements($database)
                .map(|statement| statement.text)
        };
    }
    let count = r#"select count(*) from "books" where "books"."pages" > "#;
    let rows = |bind: &str, tail: &str| {
        format!(
            r#"select "books"."title" from "books" where "books"."pages" > {bind} order by "books"."id" {tail}"#
        )
    };
    assert_eq!(texts!(Postgres), [format!("{count}$1"), rows("$1", "limit $2 offset $3")]);
    assert_eq!(
        texts!(Mysql),
        [format!("{count}?"), rows("?", "limit ? offset ?")].map(|text| text.replace('"', "`")),
    );
    assert_eq!(texts!(Sqlite), [format!("{count}?"), rows("?", "limit 20 offset 40")]);
}

#[test]
fn raw_sql_is_a_source_in_parentheses() {
    macro_rules! numbers {
        () => {
            from(Number::from_sql(sql("select ").bind(2).sql(" as number")))
                .join(Book::table, Book::id.eq(Number::number))
                .select(Book::title)
        };
    }
    check!(
        numbers!(),
        r#"select "books"."title" from (select $1 as number) as "numbers" join "books" on "books"."id" = "numbers"."number""#,
        "select `books`.`title` from (select ? as number) as `numbers` join `books` on `books`.`id` = `numbers`.`number`",
        r#"select "books"."title" from (select ? as number) as "numbers" join "books" on "books"."id" = "numbers"."number""#,
    );
}

#[test]
fn the_row_that_exists_is_kept() {
    let author = || new!(Author { name: "Ada" });
    let text = r#"insert into "authors" ("name") values (BIND) on conflict ("name") do update set "name" = "authors"."name""#;
    assert_eq!(
        Author::insert(author()).on_conflict(Author::name).keep().sql(Postgres).text,
        text.replace("BIND", "$1")
    );
    assert_eq!(
        Author::insert(author()).on_conflict(Author::name).keep().sql(Sqlite).text,
        text.replace("BIND", "?")
    );
    assert_eq!(
        Author::insert(author()).on_duplicate_key().keep().sql(Mysql).text,
        "insert into `authors` (`name`) values (?) on duplicate key update `id` = last_insert_id(`authors`.`id`)",
    );
}

#[test]
fn the_rows_of_a_query_are_counted_in_another() {
    check!(
        Author::query().select((
            Author::name,
            count_of(
                Book::query()
                    .correlate(Author::table)
                    .filter(Book::author_id.eq(Author::id))
                    .order_by(Book::id)
            ),
        )),
        r#"select "authors"."name", (select count(*) from "books" where "books"."author_id" = "authors"."id") from "authors""#,
        "select `authors`.`name`, (select count(*) from `books` where `books`.`author_id` = `authors`.`id`) from `authors`",
        r#"select "authors"."name", (select count(*) from "books" where "books"."author_id" = "authors"."id") from "authors""#,
    );
    check!(
        Author::query().select(count_of(Book::query().select(Book::author_id).distinct().limit(3))),
        r#"select (select count(*) from (select distinct "books"."author_id" as "c0" from "books" limit $1) as "rows") from "authors""#,
        "select (select count(*) from (select distinct `books`.`author_id` as `c0` from `books` limit ?) as `rows`) from `authors`",
        r#"select (select count(*) from (select distinct "books"."author_id" as "c0" from "books" limit 3) as "rows") from "authors""#,
    );
}

#[test]
fn many_conditions_stand_in_groups() {
    let query =
        Book::query().filter(any_of((0..300).map(|n| Book::id.eq(n)))).select(Book::title).sql(Sqlite);
    let (_, conditions) = query.text.split_once(" where ").expect("a condition");
    let groups: Vec<_> = conditions.split(") or (").map(|group| group.split(" or ").count()).collect();
    assert_eq!(groups, [128, 128, 44]);
    assert_eq!(query.binds.len(), 300);
}

#[test]
fn long_lists_are_packed_or_written_out() {
    macro_rules! doubles {
        ($database:expr) => {{
            let doubles = (0..20_000).map(|n| f64::from(n) / 4.0);
            Book::query().filter(Book::pages.cast::<f64>().in_(doubles)).select(Book::id).sql($database)
        }};
    }
    let literals = doubles!(Mysql);
    assert!(literals.text.contains(" in (0e0,2.5e-1,5e-1,") && literals.binds.is_empty());
    let packed = doubles!(Sqlite);
    assert_eq!(packed.binds.len(), 1);
    assert!(packed.text.ends_with(
        "in (select cast(json_extract(value, '$[0]') as real) * json_extract(value, '$[1]') / \
         json_extract(value, '$[2]') / json_extract(value, '$[3]') from json_each(?))"
    ));
    macro_rules! rows {
        ($database:expr) => {{
            let rows = (0..20_000).map(|n| (n, "a'"));
            Book::query().filter(row((Book::id, Book::title)).in_(rows)).select(Book::id).sql($database).text
        }};
    }
    assert!(
        rows!(Postgres).ends_with(r#"("books"."id", "books"."title") in (select * from unnest($1, $2))"#)
    );
    assert!(rows!(Mysql).contains(" in ((0,_utf8mb4 x'6127'),(1,_utf8mb4 x'6127'),"));
    assert!(
        rows!(Sqlite).ends_with(
            "in (select json_extract(value, '$[0]'), json_extract(value, '$[1]') from json_each(?))"
        )
    );
}

#[test]
fn a_projection_that_is_returned_has_no_aggregate() {
    let removed = Book::delete().filter(Book::id.eq(1)).returning_only(Totals::SELECT).sql(Postgres);
    let error = removed.check().expect_err("an aggregate of rows that are handed back one by one");
    assert!(error.to_string().contains("a projection of them has no aggregate"), "{error}");
}
