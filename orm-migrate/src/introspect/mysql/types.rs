//! What the type of a column is called in the model.

use orm_schema::types::NumericSize;
use orm_schema::{Dialect, SqlType};

use crate::introspect::literal;

/// A type, or the labels of an enum.
#[derive(Debug, PartialEq)]
pub(super) enum Found {
    Type(SqlType),
    Labels(Vec<String>),
}

/// The type that `COLUMN_TYPE` calls `name`. A document is kept as text by MariaDB, with a check that says it is one.
pub(super) fn of_name(name: &str, is_document: bool) -> Found {
    if let Some(labels) = name.strip_prefix("enum(").and_then(|rest| rest.strip_suffix(')')) {
        return Found::Labels(split_labels(labels));
    }
    Found::Type(if is_document {
        SqlType::Json
    } else {
        plain(name).unwrap_or_else(|| SqlType::Custom(name.to_owned()))
    })
}

/// <https://dev.mysql.com/doc/refman/8.4/en/data-types.html>
fn plain(name: &str) -> Option<SqlType> {
    let (word, rest) = name.split_at(name.find(['(', ' ']).unwrap_or(name.len()));
    let (argument, suffix) = match rest.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
        Some((argument, suffix)) => (Some(argument), suffix.trim()),
        None => (None, rest.trim()),
    };
    let is_unsigned = match suffix {
        "" => false,
        "unsigned" => true,
        _ => return None,
    };
    // The width of an integer is how it is printed, except that a width of one says that it is a boolean.
    let integer = match (word, is_unsigned) {
        ("tinyint", false) if argument == Some("1") => Some(SqlType::Bool),
        ("tinyint", false) => Some(SqlType::TinyInt),
        ("smallint", false) => Some(SqlType::SmallInt),
        ("int", false) => Some(SqlType::Int),
        ("bigint", false) => Some(SqlType::BigInt),
        ("tinyint", true) => Some(SqlType::UnsignedTinyInt),
        ("smallint", true) => Some(SqlType::UnsignedSmallInt),
        ("int", true) => Some(SqlType::UnsignedInt),
        ("bigint", true) => Some(SqlType::UnsignedBigInt),
        _ => None,
    };
    if integer.is_some() || is_unsigned {
        return integer;
    }
    let number = || argument.and_then(|text| text.parse().ok());
    let digits = || argument.map_or(Some(0), |text| text.parse().ok());
    Some(match (word, argument) {
        ("float", None) => SqlType::Real,
        ("double", None) => SqlType::Double,
        ("decimal", Some(size)) => {
            let (precision, scale) = size.split_once(',')?;
            let size = NumericSize { precision: precision.parse().ok()?, scale: scale.parse().ok()? };
            SqlType::Numeric((size != NumericSize { precision: 65, scale: 30 }).then_some(size))
        }
        ("longtext", None) => SqlType::Text,
        ("longblob", None) => SqlType::Bytes,
        ("varchar", Some(_)) => SqlType::Varchar(number()?),
        ("char", Some(_)) => SqlType::Char(number()?),
        ("date", None) => SqlType::Date,
        ("time", _) => SqlType::Time(shortened(digits()?)),
        ("datetime", _) => SqlType::Timestamp(shortened(digits()?)),
        ("timestamp", _) => SqlType::TimestampTz(shortened(digits()?)),
        ("binary", Some("16")) => SqlType::Uuid,
        ("json", None) => SqlType::Json,
        _ => return None,
    })
}

/// Six digits are what a type has that says none.
fn shortened(digits: u8) -> Option<u8> {
    (digits != 6).then_some(digits)
}

/// `'a','it''s'`, with escapes as in any literal.
fn split_labels(list: &str) -> Vec<String> {
    let mut labels = Vec::new();
    let mut rest = list;
    while let Some((label, after)) = literal::string(Dialect::Mysql, rest) {
        labels.push(label);
        rest = after.trim_start_matches(',');
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(name: &str) -> Found {
        of_name(name, false)
    }

    #[test]
    fn types_are_read_back_from_what_the_server_calls_them() {
        assert_eq!(of("tinyint(1)"), Found::Type(SqlType::Bool));
        assert_eq!(of("bigint(20) unsigned"), Found::Type(SqlType::UnsignedBigInt));
        assert_eq!(of("int"), Found::Type(SqlType::Int));
        assert_eq!(
            of("int(10) unsigned zerofill"),
            Found::Type(SqlType::Custom("int(10) unsigned zerofill".to_owned()))
        );
        assert_eq!(of("datetime"), Found::Type(SqlType::Timestamp(Some(0))));
        assert_eq!(of("timestamp(6)"), Found::Type(SqlType::TimestampTz(None)));
        assert_eq!(of_name("longtext", true), Found::Type(SqlType::Json));
        assert_eq!(of("mediumtext"), Found::Type(SqlType::Custom("mediumtext".to_owned())));
    }

    #[test]
    fn labels_may_hold_quotes_commas_and_backslashes() {
        let labels = ["a", "it's, b", r"half \ way"].map(str::to_owned);
        assert_eq!(of(r"enum('a','it''s, b','half \\ way')"), Found::Labels(labels.into()));
    }
}
