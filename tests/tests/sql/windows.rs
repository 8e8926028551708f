//! Window functions, and what aggregates are told beside their operand.

use orm_core::prelude::*;

use crate::{Book, check};

#[test]
fn a_window_has_partitions_an_order_and_a_frame() {
    check!(
        sum(Book::pages).over(
            window()
                .partition_by((Book::author_id, Book::title))
                .order_by((Book::pages.desc(), Book::id))
                .rows_between(FrameBound::Preceding(2), FrameBound::CurrentRow)
        ),
        r#"cast(sum("books"."pages") over (partition by "books"."author_id", "books"."title" order by "books"."pages" desc, "books"."id" rows between 2 preceding and current row) as bigint)"#,
        "sum(`books`.`pages`) over (partition by `books`.`author_id`, `books`.`title` order by `books`.`pages` desc, `books`.`id` rows between 2 preceding and current row)",
        r#"sum("books"."pages") over (partition by "books"."author_id", "books"."title" order by "books"."pages" desc, "books"."id" rows between 2 preceding and current row)"#,
    );
}

#[test]
fn a_window_of_nothing_is_all_rows() {
    check!(
        (row_number().over(window()), lag(Book::title, 1).over(window().order_by(Book::id))),
        r#"row_number() over (), lag("books"."title", $1) over (order by "books"."id")"#,
        "row_number() over (), lag(`books`.`title`, ?) over (order by `books`.`id`)",
        r#"row_number() over (), lag("books"."title", ?) over (order by "books"."id")"#,
    );
}

#[test]
fn a_filter_is_a_case_on_mysql() {
    check!(
        sum(Book::pages).filter_where(Book::pages.gt(5_i64)),
        r#"cast(sum("books"."pages") filter (where "books"."pages" > $1) as bigint)"#,
        "sum(case when `books`.`pages` > ? then `books`.`pages` end)",
        r#"sum("books"."pages") filter (where "books"."pages" > ?)"#,
    );
}

#[test]
fn texts_are_put_together_in_an_order() {
    check!(
        string_agg(Book::title, "', ", Book::id.desc()),
        r#"string_agg("books"."title", $1 order by "books"."id" desc)"#,
        "group_concat(`books`.`title` order by `books`.`id` desc separator x'272c20')",
        r#"group_concat("books"."title", ? order by "books"."id" desc)"#,
    );
}

#[test]
fn functions_are_spelled_as_each_database_does() {
    check!(
        (Book::title.position("a"), Book::title.right(2), Book::id.greatest(3)),
        r#"strpos("books"."title", $1), right("books"."title", $2), case when "books"."id" is null or $3 is null then null else greatest("books"."id", $4) end"#,
        "locate(?, `books`.`title`), right(`books`.`title`, ?), greatest(`books`.`id`, ?)",
        r#"instr("books"."title", ?), substr("books"."title", max(length("books"."title") - ?, 0) + 1), max("books"."id", ?)"#,
    );
    check!(
        (now().year(), now().truncated_to(TimePart::Month), now().plus_days(2).date()),
        "cast(floor(extract(year from now() at time zone 'UTC')) as integer), date_trunc('month', now(), 'UTC'), cast(((now() at time zone 'UTC' + make_interval(days => $1)) at time zone 'UTC') at time zone 'UTC' as date)",
        "extract(year from current_timestamp(6)), cast(date_format(current_timestamp(6), '%Y-%m-01') as datetime(6)), date((current_timestamp(6) + interval ? day))",
        "cast(strftime('%Y', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')) as integer), strftime('%Y-%m-01T00:00:00.000000+00:00', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')), date(strftime('%Y-%m-%dT%H:%M:%f000+00:00', strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now'), ? || ' days'))",
    );
}
