//! The spelling of a [`SqlType`] in snapshots and in `ColumnType::SQL_NAME`: the same for every database, and stable.
//!
//! `integer`, `varchar(255)`, `numeric(10,2)`, `enum(app.status)`, `text[]`, `custom(geometry(point))`.

use std::fmt;
use std::str::FromStr;

use super::{NumericSize, SqlType};
use crate::model::ObjectName;

/// A name that is no type of ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTypeName(pub String);

impl fmt::Display for UnknownTypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no type name; expected one such as `integer`, `varchar(255)` or `enum(status)`",
            self.0
        )
    }
}

impl std::error::Error for UnknownTypeName {}

impl fmt::Display for SqlType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("boolean"),
            Self::TinyInt => f.write_str("tinyint"),
            Self::SmallInt => f.write_str("smallint"),
            Self::Int => f.write_str("integer"),
            Self::BigInt => f.write_str("bigint"),
            Self::UnsignedTinyInt => f.write_str("unsigned tinyint"),
            Self::UnsignedSmallInt => f.write_str("unsigned smallint"),
            Self::UnsignedInt => f.write_str("unsigned integer"),
            Self::UnsignedBigInt => f.write_str("unsigned bigint"),
            Self::Real => f.write_str("real"),
            Self::Double => f.write_str("double"),
            Self::Numeric(None) => f.write_str("numeric"),
            Self::Numeric(Some(size)) => write!(f, "numeric({},{})", size.precision, size.scale),
            Self::Text => f.write_str("text"),
            Self::Varchar(length) => write!(f, "varchar({length})"),
            Self::Char(length) => write!(f, "char({length})"),
            Self::Bytes => f.write_str("bytes"),
            Self::Date => f.write_str("date"),
            Self::Time(digits) => with_argument(f, "time", *digits),
            Self::Timestamp(digits) => with_argument(f, "timestamp", *digits),
            Self::TimestampTz(digits) => with_argument(f, "timestamptz", *digits),
            Self::Interval => f.write_str("interval"),
            Self::Uuid => f.write_str("uuid"),
            Self::Json => f.write_str("json"),
            Self::Enum(name) => {
                f.write_str("enum(")?;
                if let Some(schema) = &name.schema {
                    name_part(f, schema)?;
                    f.write_str(".")?;
                }
                name_part(f, &name.name)?;
                f.write_str(")")
            }
            Self::Array(element) => write!(f, "{element}[]"),
            Self::Inet => f.write_str("inet"),
            Self::MacAddr => f.write_str("macaddr"),
            Self::VarBit => f.write_str("varbit"),
            Self::Vector(dimensions) => with_argument(f, "vector", *dimensions),
            Self::Custom(sql) => write!(f, "custom({sql})"),
        }
    }
}

impl FromStr for SqlType {
    type Err = UnknownTypeName;

    fn from_str(name: &str) -> Result<Self, UnknownTypeName> {
        parse(name).ok_or_else(|| UnknownTypeName(name.to_owned()))
    }
}

fn parse(name: &str) -> Option<SqlType> {
    if let Some(element) = name.strip_suffix("[]") {
        return Some(SqlType::Array(Box::new(parse(element)?)));
    }
    match name.strip_suffix(')').and_then(|name| name.split_once('(')) {
        Some((word, arguments)) => parse_with_arguments(word, arguments),
        None => parse_word(name),
    }
}

fn parse_word(word: &str) -> Option<SqlType> {
    Some(match word {
        "boolean" => SqlType::Bool,
        "tinyint" => SqlType::TinyInt,
        "smallint" => SqlType::SmallInt,
        "integer" => SqlType::Int,
        "bigint" => SqlType::BigInt,
        "unsigned tinyint" => SqlType::UnsignedTinyInt,
        "unsigned smallint" => SqlType::UnsignedSmallInt,
        "unsigned integer" => SqlType::UnsignedInt,
        "unsigned bigint" => SqlType::UnsignedBigInt,
        "real" => SqlType::Real,
        "double" => SqlType::Double,
        "numeric" => SqlType::Numeric(None),
        "text" => SqlType::Text,
        "bytes" => SqlType::Bytes,
        "date" => SqlType::Date,
        "time" => SqlType::Time(None),
        "timestamp" => SqlType::Timestamp(None),
        "timestamptz" => SqlType::TimestampTz(None),
        "interval" => SqlType::Interval,
        "uuid" => SqlType::Uuid,
        "json" => SqlType::Json,
        "inet" => SqlType::Inet,
        "macaddr" => SqlType::MacAddr,
        "varbit" => SqlType::VarBit,
        "vector" => SqlType::Vector(None),
        _ => return None,
    })
}

fn parse_with_arguments(word: &str, arguments: &str) -> Option<SqlType> {
    Some(match word {
        "numeric" => {
            let (precision, scale) = arguments.split_once(',')?;
            SqlType::Numeric(Some(NumericSize {
                precision: precision.parse().ok()?,
                scale: scale.parse().ok()?,
            }))
        }
        "varchar" => SqlType::Varchar(arguments.parse().ok()?),
        "char" => SqlType::Char(arguments.parse().ok()?),
        "time" => SqlType::Time(Some(arguments.parse().ok()?)),
        "timestamp" => SqlType::Timestamp(Some(arguments.parse().ok()?)),
        "timestamptz" => SqlType::TimestampTz(Some(arguments.parse().ok()?)),
        "vector" => SqlType::Vector(Some(arguments.parse().ok()?)),
        "enum" => SqlType::Enum(parse_object_name(arguments)?),
        "custom" => SqlType::Custom(arguments.to_owned()),
        _ => return None,
    })
}

fn with_argument(f: &mut fmt::Formatter<'_>, word: &str, argument: Option<impl fmt::Display>) -> fmt::Result {
    match argument {
        Some(argument) => write!(f, "{word}({argument})"),
        None => f.write_str(word),
    }
}

/// A part of a name stands as it is, and in quotes when it would not read back.
fn name_part(f: &mut fmt::Formatter<'_>, part: &str) -> fmt::Result {
    if part.contains(['.', '"']) { write!(f, "\"{}\"", part.replace('"', "\"\"")) } else { f.write_str(part) }
}

fn parse_object_name(text: &str) -> Option<ObjectName> {
    let (first, rest) = parse_name_part(text)?;
    if rest.is_empty() {
        return Some(ObjectName::new(first));
    }
    let (second, rest) = parse_name_part(rest.strip_prefix('.')?)?;
    rest.is_empty().then(|| ObjectName::in_schema(first, second))
}

/// The first part of `text`, and what follows it.
fn parse_name_part(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find('.').unwrap_or(text.len());
        return (end > 0).then(|| (text[..end].to_owned(), &text[end..]));
    };
    let mut part = String::new();
    let mut rest = quoted;
    loop {
        let end = rest.find('"')?;
        part.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        let Some(after_pair) = rest.strip_prefix('"') else {
            return Some((part, rest));
        };
        part.push('"');
        rest = after_pair;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for name in [
            "boolean",
            "unsigned tinyint",
            "unsigned smallint",
            "unsigned integer",
            "unsigned bigint",
            "numeric",
            "numeric(10,2)",
            "varchar(255)",
            "char(2)",
            "time",
            "time(3)",
            "timestamp(6)",
            "timestamptz(0)",
            "vector",
            "vector(3)",
            "enum(status)",
            "enum(app.status)",
            "enum(\"my.app\".\"the \"\"status\"\"\")",
            "integer[]",
            "enum(app.status)[][]",
            "custom(geometry(point, 4326))",
            "custom(int4range[])",
        ] {
            assert_eq!(name.parse::<SqlType>().map(|ty| ty.to_string()), Ok(name.to_owned()));
        }
    }

    #[test]
    fn an_enum_keeps_its_schema() {
        assert_eq!("enum(app.status)".parse(), Ok(SqlType::Enum(ObjectName::in_schema("app", "status"))));
        assert_eq!("enum(\"a.b\")".parse(), Ok(SqlType::Enum(ObjectName::new("a.b"))));
    }

    #[test]
    fn an_unknown_name_is_an_error() {
        for name in
            ["", "int4", "varchar", "varchar(x)", "numeric(3)", "enum()", "enum(a.)", "[]", "integer(3)"]
        {
            assert_eq!(name.parse::<SqlType>(), Err(UnknownTypeName(name.to_owned())));
        }
    }
}
