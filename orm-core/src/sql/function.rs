//! Scalar functions: a table of how the databases spell each.
//!
//! A spelling is SQL with holes: `{0}` is the first argument, `{0!}` the same in parentheses where an operator could take
//! it apart, `{*}` all of them, `{1*}` all but the first. Every spelling is one unit, whatever stands beside it.

use orm_schema::Dialect;

use super::expr::{expr, operand};
use super::writer::Writer;
use super::{calendar, search, time};
use crate::ast::{Expr, Function};

/// Appends a call.
pub(super) fn call(writer: &mut Writer, function: Function, arguments: &[Expr]) {
    let spelling = spelling(writer.dialect, function);
    spell(writer, spelling, arguments);
}

/// Appends a spelling with these arguments in its holes.
pub(super) fn spell(writer: &mut Writer, spelling: &str, arguments: &[Expr]) {
    let mut rest = spelling;
    while let Some((before, behind)) = rest.split_once('{') {
        writer.push(before);
        let (hole, after) = behind.split_once('}').expect("a hole of a spelling is closed");
        match hole.strip_suffix('!') {
            Some(position) => operand(writer, argument(arguments, position)),
            None if hole == "*" => writer.list(", ", arguments.iter().cloned(), expr),
            None if hole == "1*" => writer.list(", ", arguments.iter().skip(1).cloned(), expr),
            None => expr(writer, argument(arguments, hole)),
        }
        rest = after;
    }
    writer.push(rest);
}

fn argument(arguments: &[Expr], position: &str) -> Expr {
    let position: usize = position.parse().expect("a hole of a spelling is a number");
    arguments[position].clone()
}

#[expect(clippy::match_same_arms, reason = "a table of facts, in the order of its rows")]
fn spelling(dialect: Dialect, function: Function) -> &'static str {
    match (function, dialect) {
        (Function::Lower, _) => "lower({0})",
        (Function::Upper, _) => "upper({0})",
        // `length` counts bytes on MySQL.
        (Function::Length, Dialect::Mysql) => "char_length({0})",
        (Function::Length, Dialect::Postgres | Dialect::Sqlite) => "length({0})",
        (Function::Trim, _) => "trim({0})",
        (Function::TrimStart, _) => "ltrim({0})",
        (Function::TrimEnd, _) => "rtrim({0})",
        (Function::Replace, _) => "replace({*})",
        (Function::Substring, _) => "substr({*})",
        (Function::Position, Dialect::Postgres) => "strpos({*})",
        (Function::Position, Dialect::Mysql) => "locate({1}, {0})",
        (Function::Position, Dialect::Sqlite) => "instr({*})",
        (Function::Left, Dialect::Postgres | Dialect::Mysql) => "left({*})",
        (Function::Left, Dialect::Sqlite) => "substr({0}, 1, {1})",
        (Function::Right, Dialect::Postgres | Dialect::Mysql) => "right({*})",
        (Function::Right, Dialect::Sqlite) => "substr({0}, max(length({0}) - {1!}, 0) + 1)",
        (Function::Repeat, Dialect::Postgres | Dialect::Mysql) => "repeat({*})",
        (Function::Repeat, Dialect::Sqlite) => "replace(hex(zeroblob({1})), '00', {0})",
        (Function::PadStart, _) => "lpad({*})",
        (Function::PadEnd, _) => "rpad({*})",
        (Function::Reverse, _) => "reverse({0})",
        (Function::Matches, Dialect::Postgres) => "({0!} ~ {1!})",
        (Function::Matches, Dialect::Mysql | Dialect::Sqlite) => "({0!} regexp {1!})",
        (Function::MatchesAnyCase, Dialect::Postgres) => "({0!} ~* {1!})",
        // The libraries of MySQL (ICU) and MariaDB (PCRE) both have the flag, and only MySQL has `regexp_like`.
        (Function::MatchesAnyCase, Dialect::Mysql | Dialect::Sqlite) => "({0!} regexp concat('(?i)', {1}))",
        (Function::ReplaceMatches, Dialect::Postgres) => "regexp_replace({*}, 'g')",
        (Function::ReplaceMatches, Dialect::Mysql | Dialect::Sqlite) => "regexp_replace({*})",
        (Function::Abs, _) => "abs({0})",
        (Function::Sign, Dialect::Postgres) => "cast(sign({0}) as integer)",
        (Function::Sign, Dialect::Mysql | Dialect::Sqlite) => "sign({0})",
        (Function::Floor, Dialect::Postgres | Dialect::Mysql) => "floor({0})",
        (Function::Ceiling, Dialect::Postgres | Dialect::Mysql) => "ceil({0})",
        // SQLite has these only when it is compiled with its mathematical functions. A cast cuts off the fraction.
        (Function::Floor, Dialect::Sqlite) => {
            "cast(cast({0} as integer) - ({0!} < cast({0} as integer)) as real)"
        }
        (Function::Ceiling, Dialect::Sqlite) => {
            "cast(cast({0} as integer) + ({0!} > cast({0} as integer)) as real)"
        }
        // PostgreSQL and MySQL round halves of doubles to the even neighbour, or as their C library does.
        (Function::Round, _) => "round({0})",
        // PostgreSQL rounds decimals alone to digits.
        (Function::RoundTo, Dialect::Postgres) => {
            "cast(round(cast({0} as numeric), {1}) as double precision)"
        }
        (Function::RoundTo, Dialect::Mysql | Dialect::Sqlite) | (Function::RoundDecimalTo, _) => "round({*})",
        (Function::WithoutFraction, Dialect::Postgres) => "trunc({0})",
        (Function::WithoutFraction, Dialect::Mysql) => "truncate({0}, 0)",
        (Function::WithoutFraction, Dialect::Sqlite) => "cast(cast({0} as integer) as real)",
        (Function::Quotient, Dialect::Postgres | Dialect::Sqlite) => "({0!} / {1!})",
        (Function::Quotient, Dialect::Mysql) => "({0!} div {1!})",
        (Function::Random, Dialect::Postgres) => "random()",
        (Function::Random, Dialect::Mysql) => "rand()",
        // 53 bits, which a double holds.
        (Function::Random, Dialect::Sqlite) => "((random() & 9007199254740991) / 9007199254740992.0)",
        (Function::Pi, Dialect::Postgres | Dialect::Mysql) => "pi()",
        (Function::Pi, Dialect::Sqlite) => "3.141592653589793",
        (Function::Degrees, Dialect::Postgres | Dialect::Mysql) => "degrees({0})",
        (Function::Degrees, Dialect::Sqlite) => "({0!} * 57.29577951308232)",
        (Function::Radians, Dialect::Postgres | Dialect::Mysql) => "radians({0})",
        (Function::Radians, Dialect::Sqlite) => "({0!} * 0.017453292519943295)",
        (Function::Exponential, _) => "exp({0})",
        (Function::NaturalLogarithm, _) => "ln({0})",
        (Function::DecimalLogarithm, Dialect::Postgres) => "log({0})",
        (Function::DecimalLogarithm, Dialect::Mysql | Dialect::Sqlite) => "log10({0})",
        // The logarithm to a base is one of decimals on PostgreSQL.
        (Function::Logarithm, _) => "(ln({1}) / ln({0}))",
        (Function::Sine, _) => "sin({0})",
        (Function::Cosine, _) => "cos({0})",
        (Function::Tangent, _) => "tan({0})",
        (Function::ArcSine, _) => "asin({0})",
        (Function::ArcCosine, _) => "acos({0})",
        (Function::ArcTangent, _) => "atan({0})",
        (Function::ArcTangent2, _) => "atan2({*})",
        (Function::SquareRoot, _) => "sqrt({0})",
        (Function::Power, _) => "power({*})",
        // Two signs in a row would begin a comment.
        (Function::Negate, _) => "(- {0!})",
        // Bits have no sign on MySQL.
        (Function::BitAnd, Dialect::Postgres | Dialect::Sqlite) => "({0!} & {1!})",
        (Function::BitAnd, Dialect::Mysql) => "cast({0!} & {1!} as signed)",
        (Function::BitOr, Dialect::Postgres | Dialect::Sqlite) => "({0!} | {1!})",
        (Function::BitOr, Dialect::Mysql) => "cast({0!} | {1!} as signed)",
        (Function::BitXor, Dialect::Postgres) => "({0!} # {1!})",
        (Function::BitXor, Dialect::Mysql | Dialect::Sqlite) => "cast({0!} ^ {1!} as signed)",
        (Function::BitNot, Dialect::Postgres | Dialect::Sqlite) => "(~ {0!})",
        (Function::BitNot, Dialect::Mysql) => "cast(~ {0!} as signed)",
        (Function::ShiftLeft, Dialect::Postgres | Dialect::Sqlite) => "({0!} << {1!})",
        (Function::ShiftLeft, Dialect::Mysql) => "cast({0!} << {1!} as signed)",
        (Function::ShiftRight, _) => "({0!} >> {1!})",
        // GREATEST passes over NULLs on PostgreSQL alone.
        (Function::Greatest, Dialect::Postgres) => {
            "case when {0!} is null or {1!} is null then null else greatest({*}) end"
        }
        (Function::Greatest, Dialect::Mysql) => "greatest({*})",
        (Function::Greatest, Dialect::Sqlite) => "max({*})",
        (Function::Least, Dialect::Postgres) => {
            "case when {0!} is null or {1!} is null then null else least({*}) end"
        }
        (Function::Least, Dialect::Mysql) => "least({*})",
        (Function::Least, Dialect::Sqlite) => "min({*})",
        (Function::Coalesce, _) => "coalesce({*})",
        (Function::NullIf, _) => "nullif({*})",
        (Function::CurrentDate, Dialect::Postgres) => "cast(now() at time zone 'UTC' as date)",
        (Function::CurrentDate, Dialect::Mysql) => "utc_date()",
        (Function::CurrentDate, Dialect::Sqlite) => "date('now')",
        (Function::Day(form), dialect) => time::day(dialect, form),
        (Function::Extract(part, form), dialect) => time::extract(dialect, part, form),
        (Function::Truncate(part, form), dialect) => time::truncate(dialect, part, form),
        (Function::Plus(part, form), dialect) => time::plus(dialect, part, form),
        (Function::SecondsBetween, Dialect::Postgres) => {
            "cast(extract(epoch from {0!} - {1!}) as double precision)"
        }
        (Function::SecondsBetween, Dialect::Mysql) => "(timestampdiff(microsecond, {1}, {0}) / 1e6)",
        // A Julian day in a double is exact to less than a tenth of a millisecond.
        (Function::SecondsBetween, Dialect::Sqlite) => {
            "(round((julianday({0}) - julianday({1})) * 86400000) / 1000.0)"
        }
        (Function::DaysBetween(form), dialect) => calendar::days_between(dialect, form),
        (Function::Unit(unit, form), dialect) => calendar::unit(dialect, unit, form),
        (Function::FromUnix, dialect) => calendar::from_unix(dialect),
        (Function::CurrentTime, dialect) => calendar::current_time(dialect),
        (Function::MakeDate, dialect) => calendar::make_date(dialect),
        (Function::AtTimeZone(zone), dialect) => calendar::at_time_zone(dialect, zone),
        (Function::FromTimeZone(zone), dialect) => calendar::from_time_zone(dialect, zone),
        (Function::Grouping, _) => "grouping({*})",
        (Function::JsonContains, Dialect::Postgres) => "({0!} @> {1!})",
        (Function::JsonContains, Dialect::Mysql | Dialect::Sqlite) => "json_contains({*})",
        (Function::ArrayContains, _) => "({0!} @> {1!})",
        (Function::ArrayContainedIn, _) => "({0!} <@ {1!})",
        (Function::ArrayOverlaps, _) => "({0!} && {1!})",
        (Function::ArrayHas, _) => "({1!} = any({0}))",
        (Function::ArrayLength, _) => "cardinality({0})",
        (Function::ArrayAppend, _) => "array_append({*})",
        (Function::ArrayPrepend, _) => "array_prepend({1}, {0})",
        (Function::ArrayConcat, _) => "array_cat({*})",
        (Function::ArrayElement, _) => "({0})[{1}]",
        (Function::ArrayRemove, _) => "array_remove({*})",
        (Function::ArrayReplace, _) => "array_replace({*})",
        (Function::ArrayPosition, _) => "array_position({*})",
        (Function::ArrayToText, _) => "array_to_string({*})",
        (Function::Split, _) => "string_to_array({*})",
        (Function::JsonMergePatch, Dialect::Postgres | Dialect::Mysql) => "json_merge_patch({*})",
        (Function::JsonMergePatch, Dialect::Sqlite) => "json_patch({*})",
        (Function::JsonConcat, _) => "({0!} || {1!})",
        (Function::JsonHasAnyKey, _) => "({0!} ?| {1!})",
        (Function::JsonHasAllKeys, _) => "({0!} ?& {1!})",
        (Function::JsonPathExists, _) => "jsonb_path_exists({0}, cast({1} as jsonpath))",
        (Function::JsonArray, Dialect::Postgres) => "jsonb_build_array({*})",
        (Function::JsonArray, Dialect::Mysql | Dialect::Sqlite) => "json_array({*})",
        (Function::JsonObject, Dialect::Postgres) => "jsonb_build_object({*})",
        (Function::JsonObject, Dialect::Mysql | Dialect::Sqlite) => "json_object({*})",
        (Function::Distance(distance), _) => search::distance(distance),
        (Function::Search(function), _) => search::spelling(function),
    }
}
