//! What becomes of values when a column changes its type: the one table that hazards, rename candidates and errors share.

use orm_schema::{Pair, SqlType};

/// What becomes of the values of a column under another type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Conversion {
    /// Every value survives.
    Lossless,
    /// Values may be cut, rounded or refused for their size.
    Narrowing,
    /// Values may be refused for what they say: text that is no number, a label that is gone.
    Parsing,
    /// No database converts the one into the other.
    Impossible,
}

/// What becomes of values of `types.previous` when they turn into `types.next`.
pub(crate) fn conversion(types: Pair<&SqlType>) -> Conversion {
    let Pair { previous, next } = types;
    if previous == next {
        return Conversion::Lossless;
    }
    if let (SqlType::Array(previous), SqlType::Array(next)) = (previous, next) {
        return conversion(Pair { previous, next });
    }
    match (family(previous), family(next)) {
        (Family::Other, _) | (_, Family::Other) => Conversion::Parsing,
        (Family::Number, Family::Number) => numbers(types),
        (from, Family::Text) => into_text(from, types),
        (Family::Text, Family::Bytes | Family::Array) => Conversion::Impossible,
        (Family::Text | Family::Enum, _) | (_, Family::Json) => Conversion::Parsing,
        (Family::Moment, Family::Moment) => moments(types),
        (Family::Bool, Family::Number) if next.is_integer() => Conversion::Lossless,
        (Family::Number, Family::Bool) if previous.is_integer() => Conversion::Narrowing,
        (from, to) if from == to => Conversion::Parsing,
        _ => Conversion::Impossible,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Family {
    Bool,
    Number,
    Text,
    Bytes,
    Moment,
    Interval,
    Uuid,
    Json,
    Enum,
    Array,
    Network,
    Bits,
    Vector,
    Other,
}

fn family(ty: &SqlType) -> Family {
    match ty {
        SqlType::Bool => Family::Bool,
        SqlType::TinyInt
        | SqlType::SmallInt
        | SqlType::Int
        | SqlType::BigInt
        | SqlType::UnsignedTinyInt
        | SqlType::UnsignedSmallInt
        | SqlType::UnsignedInt
        | SqlType::UnsignedBigInt
        | SqlType::Real
        | SqlType::Double
        | SqlType::Numeric(_) => Family::Number,
        SqlType::Text | SqlType::Varchar(_) | SqlType::Char(_) => Family::Text,
        SqlType::Bytes => Family::Bytes,
        SqlType::Date | SqlType::Time(_) | SqlType::Timestamp(_) | SqlType::TimestampTz(_) => Family::Moment,
        SqlType::Interval => Family::Interval,
        SqlType::Uuid => Family::Uuid,
        SqlType::Json => Family::Json,
        SqlType::Enum(_) => Family::Enum,
        SqlType::Array(_) => Family::Array,
        SqlType::Inet | SqlType::MacAddr => Family::Network,
        SqlType::VarBit => Family::Bits,
        SqlType::Vector(_) => Family::Vector,
        SqlType::Custom(_) => Family::Other,
    }
}

/// What a number can hold: whole digits in decimal, digits after the point, and the sign.
struct Digits {
    whole: u32,
    fraction: u32,
    is_signed: bool,
    /// The exact bits of an integer, which decimal digits only bound.
    bits: Option<u32>,
}

fn digits(ty: &SqlType) -> Digits {
    let integer =
        |bits: u32, is_signed| Digits { whole: bits * 3 / 10 + 1, fraction: 0, is_signed, bits: Some(bits) };
    match ty {
        SqlType::TinyInt => integer(7, true),
        SqlType::UnsignedTinyInt => integer(8, false),
        SqlType::SmallInt => integer(15, true),
        SqlType::UnsignedSmallInt => integer(16, false),
        SqlType::Int => integer(31, true),
        SqlType::UnsignedInt => integer(32, false),
        SqlType::BigInt => integer(63, true),
        SqlType::UnsignedBigInt => integer(64, false),
        SqlType::Real => Digits { whole: 7, fraction: 7, is_signed: true, bits: None },
        SqlType::Double => Digits { whole: 15, fraction: 15, is_signed: true, bits: None },
        SqlType::Numeric(Some(size)) => Digits {
            whole: u32::from(size.precision.saturating_sub(size.scale)),
            fraction: u32::from(size.scale),
            is_signed: true,
            bits: None,
        },
        _ => Digits { whole: u32::MAX, fraction: u32::MAX, is_signed: true, bits: None },
    }
}

fn numbers(types: Pair<&SqlType>) -> Conversion {
    let (previous, next) = (digits(types.previous), digits(types.next));
    let keeps_sign = next.is_signed || !previous.is_signed;
    let keeps_size = match (previous.bits, next.bits) {
        (Some(previous), Some(next)) => next >= previous,
        _ => next.whole >= previous.whole,
    };
    if keeps_sign && keeps_size && next.fraction >= previous.fraction {
        Conversion::Lossless
    } else {
        Conversion::Narrowing
    }
}

fn into_text(from: Family, types: Pair<&SqlType>) -> Conversion {
    if matches!(from, Family::Bytes) {
        return Conversion::Impossible;
    }
    let room = match types.next {
        SqlType::Varchar(length) | SqlType::Char(length) => *length,
        _ => return Conversion::Lossless,
    };
    match types.previous {
        SqlType::Varchar(length) | SqlType::Char(length) if *length <= room => Conversion::Lossless,
        SqlType::Uuid if room >= 36 => Conversion::Lossless,
        previous if previous.is_integer() && room >= 20 => Conversion::Lossless,
        _ => Conversion::Narrowing,
    }
}

fn moments(types: Pair<&SqlType>) -> Conversion {
    let kept = |digits: &Option<u8>| digits.unwrap_or(6);
    let loses_digits = match (types.previous, types.next) {
        (SqlType::Date, SqlType::Time(_))
        | (SqlType::Time(_), SqlType::Date | SqlType::Timestamp(_) | SqlType::TimestampTz(_)) => {
            return Conversion::Impossible;
        }
        (SqlType::Time(previous), SqlType::Time(next))
        | (
            SqlType::Timestamp(previous) | SqlType::TimestampTz(previous),
            SqlType::Timestamp(next) | SqlType::TimestampTz(next),
        ) => kept(next) < kept(previous),
        // A date has no time to lose; everything else loses its day or its time.
        (previous, _) => *previous != SqlType::Date,
    };
    if loses_digits { Conversion::Narrowing } else { Conversion::Lossless }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(previous: &str, next: &str, expected: Conversion) {
        let (one, other): (SqlType, SqlType) =
            (previous.parse().expect("a type"), next.parse().expect("a type"));
        assert_eq!(conversion(Pair { previous: &one, next: &other }), expected, "{previous} to {next}");
    }

    #[test]
    fn numbers_survive_where_they_fit() {
        check("integer", "bigint", Conversion::Lossless);
        check("bigint", "integer", Conversion::Narrowing);
        check("unsigned integer", "bigint", Conversion::Lossless);
        check("integer", "unsigned bigint", Conversion::Narrowing);
        check("integer", "double", Conversion::Lossless);
        check("bigint", "double", Conversion::Narrowing);
        check("numeric(10,2)", "numeric(12,2)", Conversion::Lossless);
        check("numeric(10,2)", "numeric(8,1)", Conversion::Narrowing);
        check("numeric(10,2)", "numeric(10,4)", Conversion::Narrowing);
    }

    #[test]
    fn text_takes_everything_and_gives_back_what_parses() {
        check("varchar(5)", "varchar(20)", Conversion::Lossless);
        check("varchar(20)", "varchar(5)", Conversion::Narrowing);
        check("text", "varchar(5)", Conversion::Narrowing);
        check("uuid", "text", Conversion::Lossless);
        check("text", "integer", Conversion::Parsing);
        check("bytes", "text", Conversion::Impossible);
    }

    #[test]
    fn what_nothing_converts_is_impossible() {
        check("integer", "uuid", Conversion::Impossible);
        check("date", "integer", Conversion::Impossible);
        check("time", "timestamp", Conversion::Impossible);
        check("integer[]", "integer", Conversion::Impossible);
        check("integer[]", "bigint[]", Conversion::Lossless);
    }
}
