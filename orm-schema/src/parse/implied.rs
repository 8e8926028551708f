//! The rules that a column is under without a word about them: what its database would refuse, or would keep otherwise.
//!
//! For the derive, whose models check them, and for the exporter, which tells clients. What only one database refuses of a
//! type that others have under the same name is not among them: MySQL ends `TEXT` at 64 KiB and `TIMESTAMP` in 2038.

use super::fits;
use super::item::ColumnDecl;
use crate::SqlType;
use crate::model::ColumnDef;

/// A rule that the type of a column implies.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Implied {
    /// Text of at most so many characters.
    Characters(u64),
    /// Text of at most so many bytes.
    TextBytes(u64),
    /// At most so many bytes.
    Bytes(u64),
    /// A decimal number of at most so many digits.
    Digits {
        /// In all.
        precision: u16,
        /// After the point.
        scale: u16,
    },
    /// A number that is not infinite: one that an `f64` holds may be too large for an `f32`.
    Finite,
    /// A whole number from the first to the second.
    Range(i128, i128),
    /// So many bits: at least and at most.
    Bits(Option<u64>, u64),
    /// So many finite numbers.
    Dimensions(u64),
    /// Each element of an array.
    Each(Box<Implied>),
}

/// What the type of the column implies.
pub fn implied(def: &ColumnDef, decl: &ColumnDecl) -> Option<Implied> {
    of_type(&def.ty, &decl.inferred.known()?)
}

/// What a column of type `ty` implies for values that are stored as `inferred` where nothing else is said.
fn of_type(ty: &SqlType, inferred: &SqlType) -> Option<Implied> {
    match (ty, inferred) {
        (SqlType::Varchar(length) | SqlType::Char(length), SqlType::Text) => {
            Some(Implied::Characters(u64::from(*length)))
        }
        (SqlType::Numeric(Some(size)), SqlType::Numeric(_)) => {
            Some(Implied::Digits { precision: size.precision, scale: size.scale })
        }
        (SqlType::Array(ty), SqlType::Array(inferred)) => {
            Some(Implied::Each(Box::new(of_type(ty, inferred)?)))
        }
        (_, SqlType::Real) => Some(Implied::Finite),
        (SqlType::Custom(sql), inferred) => of_words(sql, inferred),
        _ => None,
    }
}

/// What a type that is written as the database has it implies. Of one that is not known, nothing.
fn of_words(sql: &str, inferred: &SqlType) -> Option<Implied> {
    let sql = sql.to_ascii_lowercase();
    if let (Some(element), SqlType::Array(inferred)) = (sql.trim_end().strip_suffix("[]"), inferred) {
        return Some(Implied::Each(Box::new(of_words(element, inferred)?)));
    }
    let (word, arguments) = parts(&sql)?;
    match (inferred, word.as_str(), &arguments[..]) {
        (
            SqlType::Text,
            "varchar" | "char" | "character" | "character varying" | "bpchar" | "nvarchar" | "nchar",
            [length],
        ) => Some(Implied::Characters(*length)),
        (SqlType::Text, "tinytext", []) => Some(Implied::TextBytes(0xff)),
        (SqlType::Text, "mediumtext", []) => Some(Implied::TextBytes(0xff_ffff)),
        (SqlType::Bytes, "tinyblob", []) => Some(Implied::Bytes(0xff)),
        (SqlType::Bytes, "mediumblob", []) => Some(Implied::Bytes(0xff_ffff)),
        (SqlType::Bytes, "binary" | "varbinary", [length]) => Some(Implied::Bytes(*length)),
        (SqlType::Numeric(_), "numeric" | "decimal" | "dec" | "fixed", [precision, scale @ ..]) => {
            let scale = scale.first().copied().unwrap_or_default();
            Some(Implied::Digits {
                precision: u16::try_from(*precision).ok()?,
                scale: u16::try_from(scale).ok()?,
            })
        }
        (SqlType::VarBit, "bit", []) => Some(Implied::Bits(Some(1), 1)),
        (SqlType::VarBit, "bit", [length]) => Some(Implied::Bits(Some(*length), *length)),
        (SqlType::VarBit, "bit varying" | "varbit", [length]) => Some(Implied::Bits(None, *length)),
        (SqlType::Vector(_), "vector" | "halfvec", [dimensions]) => Some(Implied::Dimensions(*dimensions)),
        (inferred, word, _) => narrower(word, inferred),
    }
}

/// The range of an integer type, if the field holds more.
fn narrower(word: &str, inferred: &SqlType) -> Option<Implied> {
    let (least, most) = fits::range(inferred)?;
    let (min, max) = match word {
        "tinyint" => (-0x80, 0x7f),
        "tinyint unsigned" => (0, 0xff),
        "smallint" | "int2" => (-0x8000, 0x7fff),
        "smallint unsigned" => (0, 0xffff),
        "mediumint" => (-0x80_0000, 0x7f_ffff),
        "mediumint unsigned" => (0, 0xff_ffff),
        "int" | "integer" | "int4" => (i32::MIN.into(), i32::MAX.into()),
        "int unsigned" | "integer unsigned" => (0, u32::MAX.into()),
        // <https://dev.mysql.com/doc/refman/8.4/en/year.html>: 0 is the year 0000, and two digits are another year.
        "year" => (1901, 2155),
        _ => return None,
    };
    (least < min || most > max).then_some(Implied::Range(min, max))
}

/// `character varying(20)` as its words and its arguments.
fn parts(sql: &str) -> Option<(String, Vec<u64>)> {
    let (before, rest) = sql.split_once('(').unwrap_or((sql, ")"));
    let (arguments, behind) = rest.split_once(')')?;
    let words: Vec<&str> = before.split_whitespace().chain(behind.split_whitespace()).collect();
    let arguments: Result<Vec<u64>, _> = match arguments.trim() {
        "" => Ok(Vec::new()),
        arguments => arguments.split(',').map(|argument| argument.trim().parse()).collect(),
    };
    Some((words.join(" "), arguments.ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "the cases are written in place")]
    fn check(sql: &str, inferred: SqlType, expected: Option<Implied>) {
        assert_eq!(of_type(&SqlType::Custom(sql.to_owned()), &inferred), expected, "{sql}");
    }

    #[test]
    fn types_imply_what_their_database_refuses() {
        check("VARCHAR(20)", SqlType::Text, Some(Implied::Characters(20)));
        check("character  varying (20)", SqlType::Text, Some(Implied::Characters(20)));
        check("tinytext", SqlType::Text, Some(Implied::TextBytes(255)));
        check("varbinary(16)", SqlType::Bytes, Some(Implied::Bytes(16)));
        check("decimal(6, 2)", SqlType::Numeric(None), Some(Implied::Digits { precision: 6, scale: 2 }));
        check("bit(8)", SqlType::VarBit, Some(Implied::Bits(Some(8), 8)));
        check("bit varying(8)", SqlType::VarBit, Some(Implied::Bits(None, 8)));
        check("vector(3)", SqlType::Vector(None), Some(Implied::Dimensions(3)));
        check("year", SqlType::SmallInt, Some(Implied::Range(1901, 2155)));
        check("mediumint(8) unsigned", SqlType::UnsignedInt, Some(Implied::Range(0, 0xff_ffff)));
        let each = Implied::Each(Box::new(Implied::Characters(5)));
        check("varchar(5)[]", SqlType::Array(Box::new(SqlType::Text)), Some(each));
        check("double precision", SqlType::Real, Some(Implied::Finite));
    }

    #[test]
    fn types_that_hold_all_values_imply_nothing() {
        check("integer", SqlType::SmallInt, None);
        check("text", SqlType::Text, None);
        check("timestamp", SqlType::TimestampTz(None), None);
        check("bit(8)", SqlType::Text, None);
        check("citext(", SqlType::Text, None);
        check("geometry(Point, 4326)", SqlType::Text, None);
    }
}
