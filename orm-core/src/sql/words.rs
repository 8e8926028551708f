//! Words that the databases spell differently.

use orm_schema::Dialect;

use crate::ast::{AggregateFunction, BinaryOperator, CastType, ComparedBy};

/// What stands before, between and after the operands.
pub(super) fn operator(
    dialect: Dialect,
    operator: BinaryOperator,
) -> (&'static str, &'static str, &'static str) {
    match (operator, dialect) {
        (BinaryOperator::Equal, _) => ("", " = ", ""),
        (BinaryOperator::NotEqual, _) => ("", " <> ", ""),
        (BinaryOperator::Greater, _) => ("", " > ", ""),
        (BinaryOperator::GreaterOrEqual, _) => ("", " >= ", ""),
        (BinaryOperator::Less, _) => ("", " < ", ""),
        (BinaryOperator::LessOrEqual, _) => ("", " <= ", ""),
        (BinaryOperator::DistinctFrom, Dialect::Postgres) => ("", " is distinct from ", ""),
        (BinaryOperator::DistinctFrom, Dialect::Sqlite) => ("", " is not ", ""),
        (BinaryOperator::DistinctFrom, Dialect::Mysql) => ("not (", " <=> ", ")"),
        (BinaryOperator::NotDistinctFrom, Dialect::Postgres) => ("", " is not distinct from ", ""),
        (BinaryOperator::NotDistinctFrom, Dialect::Sqlite) => ("", " is ", ""),
        (BinaryOperator::NotDistinctFrom, Dialect::Mysql) => ("", " <=> ", ""),
        (BinaryOperator::Add, _) => ("", " + ", ""),
        (BinaryOperator::Subtract, _) => ("", " - ", ""),
        (BinaryOperator::Multiply, _) => ("", " * ", ""),
        (BinaryOperator::Quotient, Dialect::Mysql) => ("", " div ", ""),
        (BinaryOperator::Divide, _) | (BinaryOperator::Quotient, Dialect::Postgres | Dialect::Sqlite) => {
            ("", " / ", "")
        }
        (BinaryOperator::Remainder, _) => ("", " % ", ""),
        (BinaryOperator::Concat, Dialect::Postgres | Dialect::Sqlite) => ("", " || ", ""),
        // `||` is "or" on MySQL unless PIPES_AS_CONCAT is set.
        (BinaryOperator::Concat, Dialect::Mysql) => ("concat(", ", ", ")"),
    }
}

/// What stands before and after the parentheses of an aggregate.
#[expect(clippy::match_same_arms, reason = "a table of facts, in the order of its rows")]
pub(super) fn aggregate(dialect: Dialect, function: &AggregateFunction) -> (&'static str, &'static str) {
    match (function, dialect) {
        (AggregateFunction::Count, _) => ("count", ""),
        (AggregateFunction::Min, _) | (AggregateFunction::MinBy(_), Dialect::Mysql | Dialect::Sqlite) => {
            ("min", "")
        }
        (AggregateFunction::Max, _) | (AggregateFunction::MaxBy(_), Dialect::Mysql | Dialect::Sqlite) => {
            ("max", "")
        }
        (AggregateFunction::MinBy(by), Dialect::Postgres) => match by {
            ComparedBy::Bytes => ("decode(min", ", 'hex')"),
            by => ("cast(min", back_from_text(*by)),
        },
        (AggregateFunction::MaxBy(by), Dialect::Postgres) => match by {
            ComparedBy::Bytes => ("decode(max", ", 'hex')"),
            by => ("cast(max", back_from_text(*by)),
        },
        // The sum of integers is a decimal on MySQL, which is read as an integer. A cast would cut what is too large for one.
        (AggregateFunction::Sum, _) | (AggregateFunction::SumInteger, Dialect::Mysql | Dialect::Sqlite) => {
            ("sum", "")
        }
        // It is numeric on PostgreSQL (of bigint).
        (AggregateFunction::SumInteger, Dialect::Postgres) => ("cast(sum", " as bigint)"),
        (AggregateFunction::Average, _) => ("avg", ""),
        // The average of integers is numeric on PostgreSQL and decimal on MySQL, whose CAST knows no double before 8.0.17.
        (AggregateFunction::AverageDouble, Dialect::Postgres) => ("cast(avg", " as double precision)"),
        (AggregateFunction::AverageDouble, Dialect::Mysql | Dialect::Sqlite) => ("avg", " + 0e0"),
        // Truth is 1 and 0 where there is no boolean type.
        (AggregateFunction::BoolAnd, Dialect::Mysql | Dialect::Sqlite) => ("min", ""),
        (AggregateFunction::BoolOr, Dialect::Mysql | Dialect::Sqlite) => ("max", ""),
        (AggregateFunction::BoolAnd, Dialect::Postgres) => ("bool_and", ""),
        (AggregateFunction::BoolOr, Dialect::Postgres) => ("bool_or", ""),
        (AggregateFunction::StandardDeviation, Dialect::Postgres) => {
            ("cast(stddev_samp", " as double precision)")
        }
        (AggregateFunction::StandardDeviation, Dialect::Mysql | Dialect::Sqlite) => ("stddev_samp", ""),
        (AggregateFunction::Variance, Dialect::Postgres) => ("cast(var_samp", " as double precision)"),
        (AggregateFunction::Variance, Dialect::Mysql | Dialect::Sqlite) => ("var_samp", ""),
        (AggregateFunction::Text(_), Dialect::Postgres) => ("string_agg", ""),
        (AggregateFunction::Text(_), Dialect::Mysql | Dialect::Sqlite) => ("group_concat", ""),
        (AggregateFunction::JsonArray, Dialect::Postgres) => ("jsonb_agg", ""),
        (AggregateFunction::JsonArray, Dialect::Mysql) => ("json_arrayagg", ""),
        (AggregateFunction::JsonArray, Dialect::Sqlite) => ("json_group_array", ""),
        (AggregateFunction::JsonObject, Dialect::Postgres) => ("jsonb_object_agg", ""),
        (AggregateFunction::JsonObject, Dialect::Mysql) => ("json_objectagg", ""),
        (AggregateFunction::JsonObject, Dialect::Sqlite) => ("json_group_object", ""),
        (AggregateFunction::Array, _) => ("array_agg", ""),
        // PostgreSQL has `any_value` since 16 and `min` not for all types, MariaDB has no `any_value` at all.
        (AggregateFunction::Any, Dialect::Postgres) => ("(array_agg", ")[1]"),
        (AggregateFunction::Any, Dialect::Mysql | Dialect::Sqlite) => ("min", ""),
        (AggregateFunction::PopulationDeviation, Dialect::Postgres) => {
            ("cast(stddev_pop", " as double precision)")
        }
        (AggregateFunction::PopulationDeviation, Dialect::Mysql | Dialect::Sqlite) => ("stddev_pop", ""),
        (AggregateFunction::PopulationVariance, Dialect::Postgres) => {
            ("cast(var_pop", " as double precision)")
        }
        (AggregateFunction::PopulationVariance, Dialect::Mysql | Dialect::Sqlite) => ("var_pop", ""),
        (AggregateFunction::PercentileContinuous, _) => ("percentile_cont", ""),
        (AggregateFunction::PercentileDiscrete, _) => ("percentile_disc", ""),
        (AggregateFunction::Mode, _) => ("mode", ""),
    }
}

/// The end of the cast that makes a value of the text that stood for it (PostgreSQL).
const fn back_from_text(by: ComparedBy) -> &'static str {
    match by {
        ComparedBy::Uuid => " as uuid)",
        ComparedBy::MacAddr => " as macaddr)",
        ComparedBy::Bits => " as bit varying)",
        ComparedBy::Bytes => " as bytea)",
        ComparedBy::Document => " as jsonb)",
        ComparedBy::Vector => " as vector)",
    }
}

/// What stands around a value to make it what it is compared by (PostgreSQL). The text of any of them is compared letter by
/// letter: whole bytes have two digits each, so that a beginning is smaller than what it begins.
pub(super) const fn compared_by(by: ComparedBy) -> (&'static str, &'static str) {
    match by {
        ComparedBy::Bytes => ("encode(", ", 'hex') collate \"C\""),
        ComparedBy::Uuid
        | ComparedBy::MacAddr
        | ComparedBy::Bits
        | ComparedBy::Document
        | ComparedBy::Vector => ("cast(", " as text) collate \"C\""),
    }
}

/// What stands around an expression that is converted.
pub(super) const fn cast(dialect: Dialect, ty: CastType) -> (&'static str, &'static str) {
    let after = match (ty, dialect) {
        // A day is text there, which no CAST makes.
        (CastType::Date, Dialect::Sqlite) => return ("date(", ")"),
        (CastType::Date, Dialect::Postgres | Dialect::Mysql) => " as date)",
        (CastType::Int, Dialect::Postgres) | (CastType::Int | CastType::BigInt, Dialect::Sqlite) => {
            " as integer)"
        }
        (CastType::BigInt, Dialect::Postgres) => " as bigint)",
        (CastType::Int | CastType::BigInt, Dialect::Mysql) => " as signed)",
        (CastType::Double, Dialect::Postgres) => " as double precision)",
        (CastType::Double, Dialect::Sqlite) => " as real)",
        (CastType::Double, Dialect::Mysql) => " as double)",
        (CastType::Text, Dialect::Postgres | Dialect::Sqlite) => " as text)",
        (CastType::Text, Dialect::Mysql) => " as char)",
        (CastType::Bool, _) => " as boolean)",
        // DECIMAL alone has no digits behind the point on MySQL, where 30 are the most.
        (CastType::Decimal, Dialect::Mysql) => " as decimal(65, 30))",
        (CastType::Decimal, Dialect::Postgres | Dialect::Sqlite) => " as numeric)",
        // TIME and DATETIME alone have no microseconds on MySQL.
        (CastType::Time, Dialect::Mysql) => " as time(6))",
        (CastType::Time, Dialect::Postgres | Dialect::Sqlite) => " as time)",
        (CastType::Timestamp, Dialect::Mysql) => " as datetime(6))",
        (CastType::Timestamp, Dialect::Postgres | Dialect::Sqlite) => " as timestamp)",
        (CastType::Uuid, _) => " as uuid)",
    };
    ("cast(", after)
}

/// The time of the statement. On SQLite, where times are text, in the very form in which values of the type are stored, so
/// that they sort together; its clock has milliseconds.
pub(super) fn now(dialect: Dialect, ty: &str) -> &'static str {
    match dialect {
        Dialect::Postgres => "now()",
        Dialect::Mysql => "current_timestamp(6)",
        Dialect::Sqlite if ty.starts_with("timestamptz") => "strftime('%Y-%m-%dT%H:%M:%f000+00:00', 'now')",
        Dialect::Sqlite if ty.starts_with("timestamp") => "strftime('%Y-%m-%d %H:%M:%f000', 'now')",
        Dialect::Sqlite if ty.starts_with("time") => "strftime('%H:%M:%f000', 'now')",
        Dialect::Sqlite if ty == "date" => "date('now')",
        Dialect::Sqlite => "current_timestamp",
    }
}
