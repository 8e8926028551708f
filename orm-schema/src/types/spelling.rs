//! How each database spells a type.
//!
//! A type that a database lacks is spelled as what its values would be kept in; whether that is allowed is decided before
//! anything is spelled, by whoever writes the statement.

use super::SqlType;
use crate::{Dialect, SchemaDef, ident};

/// The type of a column as `CREATE TABLE` wants it.
///
/// PostgreSQL names are the ones it reports itself. SQLite gets its four storage classes only: they are what `STRICT`
/// tables accept, and a type that is kept in the same way needs no new table.
pub fn column_type(dialect: Dialect, schema: &SchemaDef, ty: &SqlType) -> String {
    match dialect {
        Dialect::Postgres => postgres(ty),
        Dialect::Mysql => mysql(schema, ty),
        Dialect::Sqlite => sqlite(ty),
    }
}

fn postgres(ty: &SqlType) -> String {
    match ty {
        SqlType::Bool => "boolean".to_owned(),
        SqlType::TinyInt | SqlType::SmallInt | SqlType::UnsignedTinyInt => "smallint".to_owned(),
        SqlType::Int | SqlType::UnsignedSmallInt => "integer".to_owned(),
        SqlType::BigInt | SqlType::UnsignedInt => "bigint".to_owned(),
        SqlType::UnsignedBigInt => "numeric(20,0)".to_owned(),
        SqlType::Real => "real".to_owned(),
        SqlType::Double => "double precision".to_owned(),
        SqlType::Numeric(None) => "numeric".to_owned(),
        SqlType::Numeric(Some(size)) => format!("numeric({},{})", size.precision, size.scale),
        SqlType::Text => "text".to_owned(),
        SqlType::Varchar(length) => format!("varchar({length})"),
        SqlType::Char(length) => format!("char({length})"),
        SqlType::Bytes => "bytea".to_owned(),
        SqlType::Date => "date".to_owned(),
        SqlType::Time(digits) => with_argument("time", *digits),
        SqlType::Timestamp(digits) => with_argument("timestamp", *digits),
        SqlType::TimestampTz(digits) => with_argument("timestamptz", *digits),
        SqlType::Interval => "interval".to_owned(),
        SqlType::Uuid => "uuid".to_owned(),
        SqlType::Json => "jsonb".to_owned(),
        SqlType::Enum(name) => {
            let mut out = String::new();
            if let Some(schema) = &name.schema {
                ident::push_quoted(&mut out, Dialect::Postgres, schema);
                out.push('.');
            }
            ident::push_quoted(&mut out, Dialect::Postgres, &name.name);
            out
        }
        SqlType::Array(element) => postgres(element) + "[]",
        SqlType::Inet => "inet".to_owned(),
        SqlType::MacAddr => "macaddr".to_owned(),
        SqlType::VarBit => "varbit".to_owned(),
        SqlType::Vector(dimensions) => with_argument("vector", *dimensions),
        SqlType::Custom(sql) => sql.clone(),
    }
}

fn mysql(schema: &SchemaDef, ty: &SqlType) -> String {
    match ty {
        SqlType::Bool => "TINYINT(1)".to_owned(),
        SqlType::TinyInt => "TINYINT".to_owned(),
        SqlType::SmallInt => "SMALLINT".to_owned(),
        SqlType::Int => "INT".to_owned(),
        SqlType::BigInt => "BIGINT".to_owned(),
        SqlType::UnsignedTinyInt => "TINYINT UNSIGNED".to_owned(),
        SqlType::UnsignedSmallInt => "SMALLINT UNSIGNED".to_owned(),
        SqlType::UnsignedInt => "INT UNSIGNED".to_owned(),
        SqlType::UnsignedBigInt => "BIGINT UNSIGNED".to_owned(),
        SqlType::Real => "FLOAT".to_owned(),
        SqlType::Double => "DOUBLE".to_owned(),
        SqlType::Numeric(None) => "DECIMAL(65,30)".to_owned(),
        SqlType::Numeric(Some(size)) => format!("DECIMAL({},{})", size.precision, size.scale),
        // TEXT ends at 64 KiB and BLOB likewise; a Rust `String` or `Vec<u8>` does not.
        SqlType::Text | SqlType::Interval => "LONGTEXT".to_owned(),
        SqlType::Bytes | SqlType::VarBit | SqlType::Vector(_) => "LONGBLOB".to_owned(),
        SqlType::Varchar(length) => format!("VARCHAR({length})"),
        SqlType::Char(length) => format!("CHAR({length})"),
        SqlType::Date => "DATE".to_owned(),
        // Without digits MySQL keeps whole seconds; the others keep microseconds.
        SqlType::Time(digits) => format!("TIME({})", digits.unwrap_or(6)),
        SqlType::Timestamp(digits) => format!("DATETIME({})", digits.unwrap_or(6)),
        SqlType::TimestampTz(digits) => format!("TIMESTAMP({})", digits.unwrap_or(6)),
        SqlType::Uuid => "BINARY(16)".to_owned(),
        SqlType::Json | SqlType::Array(_) => "JSON".to_owned(),
        SqlType::Enum(name) => {
            let labels = schema.enum_def(name).map(|def| def.labels.as_slice()).unwrap_or_default();
            let mut out = "ENUM(".to_owned();
            for (i, label) in labels.iter().enumerate() {
                if i > 0 {
                    out.push(',');
                }
                ident::push_string_literal(&mut out, Dialect::Mysql, &label.label);
            }
            out + ")"
        }
        SqlType::Inet => "VARCHAR(43)".to_owned(),
        SqlType::MacAddr => "VARCHAR(17)".to_owned(),
        SqlType::Custom(sql) => sql.clone(),
    }
}

fn sqlite(ty: &SqlType) -> String {
    let class = match ty {
        SqlType::Bool
        | SqlType::TinyInt
        | SqlType::SmallInt
        | SqlType::Int
        | SqlType::BigInt
        | SqlType::UnsignedTinyInt
        | SqlType::UnsignedSmallInt
        | SqlType::UnsignedInt
        | SqlType::UnsignedBigInt => "INTEGER",
        SqlType::Real | SqlType::Double => "REAL",
        // A decimal kept as REAL would lose digits.
        SqlType::Numeric(_)
        | SqlType::Text
        | SqlType::Varchar(_)
        | SqlType::Char(_)
        | SqlType::Date
        | SqlType::Time(_)
        | SqlType::Timestamp(_)
        | SqlType::TimestampTz(_)
        | SqlType::Interval
        | SqlType::Json
        | SqlType::Enum(_)
        | SqlType::Array(_)
        | SqlType::Inet
        | SqlType::MacAddr => "TEXT",
        SqlType::Bytes | SqlType::Uuid | SqlType::VarBit | SqlType::Vector(_) => "BLOB",
        SqlType::Custom(sql) => sql,
    };
    class.to_owned()
}

fn with_argument(word: &str, argument: Option<impl std::fmt::Display>) -> String {
    argument.map_or_else(|| word.to_owned(), |argument| format!("{word}({argument})"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{EnumDef, EnumLabelDef, ObjectName};

    fn spelled(ty: &SqlType) -> [String; 3] {
        let label = EnumLabelDef { label: "it's".to_owned(), renamed_from: None };
        let status =
            EnumDef { name: ObjectName::in_schema("app", "status"), labels: vec![label], renamed_from: None };
        let schema = SchemaDef { enums: vec![status], ..SchemaDef::default() };
        Dialect::ALL.map(|dialect| column_type(dialect, &schema, ty))
    }

    #[test]
    fn unsigned_types_widen_where_there_is_no_sign_to_drop() {
        assert_eq!(spelled(&SqlType::UnsignedInt), ["bigint", "INT UNSIGNED", "INTEGER"]);
        assert_eq!(spelled(&SqlType::UnsignedBigInt), ["numeric(20,0)", "BIGINT UNSIGNED", "INTEGER"]);
    }

    #[test]
    fn times_keep_microseconds() {
        assert_eq!(spelled(&SqlType::TimestampTz(None)), ["timestamptz", "TIMESTAMP(6)", "TEXT"]);
        assert_eq!(spelled(&SqlType::Timestamp(Some(3))), ["timestamp(3)", "DATETIME(3)", "TEXT"]);
    }

    #[test]
    fn an_enum_is_a_type_a_list_or_text() {
        let status = SqlType::Enum(ObjectName::in_schema("app", "status"));
        assert_eq!(spelled(&status), [r#""app"."status""#, "ENUM('it''s')", "TEXT"]);
        assert_eq!(spelled(&SqlType::Array(Box::new(status)))[0], r#""app"."status"[]"#);
    }
}
