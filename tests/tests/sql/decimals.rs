//! Decimals, which SQLite keeps as text and compares as numbers.

use orm_core::prelude::*;
use rust_decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Table)]
#[table(name = "offers")]
struct Offer {
    #[column(primary_key)]
    id: i32,
    price: Decimal,
    discount: Option<Decimal>,
}

/// Checks the condition of a query over offers, for PostgreSQL, MySQL and SQLite.
macro_rules! filter {
    ($condition:expr, $postgres:expr, $mysql:expr, $sqlite:expr $(,)?) => {{
        let query = Offer::query().filter($condition).select(Offer::id).sql(Postgres).text;
        assert_eq!(query, format!(r#"select "offers"."id" from "offers" where {}"#, $postgres));
        let query = Offer::query().filter($condition).select(Offer::id).sql(Mysql).text;
        assert_eq!(query, format!("select `offers`.`id` from `offers` where {}", $mysql));
        let query = Offer::query().filter($condition).select(Offer::id).sql(Sqlite).text;
        assert_eq!(query, format!(r#"select "offers"."id" from "offers" where {}"#, $sqlite));
    }};
}

#[test]
fn comparisons_are_of_numbers() {
    filter!(
        Offer::price.gt(Decimal::TEN),
        r#""offers"."price" > $1"#,
        "`offers`.`price` > cast(? as decimal(65, 30))",
        r#"cast("offers"."price" as real) > cast(? as real)"#,
    );
    filter!(
        Offer::price.eq(Offer::discount),
        r#""offers"."price" = "offers"."discount""#,
        "`offers`.`price` = `offers`.`discount`",
        r#"cast("offers"."price" as real) = cast("offers"."discount" as real)"#,
    );
    filter!(
        Offer::price.between(Decimal::ONE, Decimal::TEN),
        r#""offers"."price" between $1 and $2"#,
        "`offers`.`price` between cast(? as decimal(65, 30)) and cast(? as decimal(65, 30))",
        r#"cast("offers"."price" as real) between cast(? as real) and cast(? as real)"#,
    );
    filter!(
        Offer::price.in_([Decimal::ONE, Decimal::TEN]),
        r#""offers"."price" = any($1)"#,
        "`offers`.`price` in (cast(? as decimal(65, 30)), cast(? as decimal(65, 30)))",
        r#"cast("offers"."price" as real) in (cast(? as real), cast(? as real))"#,
    );
    filter!(
        Offer::price.in_(Offer::query().select(Offer::discount)),
        r#""offers"."price" in (select "offers"."discount" from "offers")"#,
        "`offers`.`price` in (select `offers`.`discount` from `offers`)",
        r#"cast("offers"."price" as real) in (select cast("offers"."discount" as real) from "offers")"#,
    );
    filter!(
        (Offer::price / Decimal::TWO).lt(Decimal::ONE),
        r#"("offers"."price" / $1) < $2"#,
        "(`offers`.`price` / cast(? as decimal(65, 30))) < cast(? as decimal(65, 30))",
        r#"(cast(cast("offers"."price" as real) / cast(? as real) as real)) < cast(? as real)"#,
    );
}
