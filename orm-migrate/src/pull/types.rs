//! Which Rust type holds a column.

use orm_schema::model::{ColumnDef, DefaultDef};
use orm_schema::types::{NumericSize, column_type};
use orm_schema::{Dialect, SchemaDef, SqlType};

use super::literal;
use super::names::Names;

/// A type as source says it.
pub(super) struct RustType {
    /// `String`.
    pub(super) path: String,
    /// What the column has to say about it: `varchar = 255`.
    pub(super) words: Vec<String>,
    /// What a reader should know.
    pub(super) note: Option<String>,
}

impl RustType {
    fn plain(path: &str) -> Self {
        Self { path: path.to_owned(), words: Vec::new(), note: None }
    }

    fn with(path: &str, word: Option<String>) -> Self {
        Self { words: word.into_iter().collect(), ..Self::plain(path) }
    }
}

/// The type of a column without its `Option`. Bytes that are a UUID by default are one always.
pub(super) fn of_column(dialect: Dialect, names: &Names, column: &ColumnDef) -> RustType {
    match (&column.ty, &column.default) {
        (SqlType::Bytes, Some(DefaultDef::UuidV4)) => rust_type(dialect, names, &SqlType::Uuid),
        (ty, _) => rust_type(dialect, names, ty),
    }
}

pub(super) fn rust_type(dialect: Dialect, names: &Names, ty: &SqlType) -> RustType {
    let precision = |digits: &Option<u8>| digits.map(|digits| format!("precision = {digits}"));
    match ty {
        SqlType::Bool => RustType::plain("bool"),
        SqlType::TinyInt => RustType::plain("i8"),
        SqlType::SmallInt => RustType::plain("i16"),
        SqlType::Int => RustType::plain("i32"),
        SqlType::BigInt => RustType::plain("i64"),
        SqlType::UnsignedTinyInt => RustType::plain("u8"),
        SqlType::UnsignedSmallInt => RustType::plain("u16"),
        SqlType::UnsignedInt => RustType::plain("u32"),
        SqlType::UnsignedBigInt => RustType::plain("u64"),
        SqlType::Real => RustType::plain("f32"),
        SqlType::Double => RustType::plain("f64"),
        SqlType::Numeric(size) => {
            let size = size.map(|NumericSize { precision, scale }| format!("numeric({precision}, {scale})"));
            RustType::with("rust_decimal::Decimal", size)
        }
        SqlType::Text => RustType::plain("String"),
        SqlType::Varchar(length) => RustType::with("String", Some(format!("varchar = {length}"))),
        SqlType::Char(length) => RustType::with("String", Some(format!("char = {length}"))),
        SqlType::Bytes => RustType::plain("Vec<u8>"),
        SqlType::Date => RustType::plain("chrono::NaiveDate"),
        SqlType::Time(digits) => RustType::with("chrono::NaiveTime", precision(digits)),
        SqlType::Timestamp(digits) => RustType::with("chrono::NaiveDateTime", precision(digits)),
        SqlType::TimestampTz(digits) => RustType::with("chrono::DateTime<chrono::Utc>", precision(digits)),
        SqlType::Interval => RustType::plain("sqlx::postgres::types::PgInterval"),
        SqlType::Uuid => RustType::plain("uuid::Uuid"),
        SqlType::Json => RustType::plain("serde_json::Value"),
        SqlType::Enum(name) => match names.enum_name(name) {
            Some(name) => RustType::plain(name),
            None => custom(&spelled(dialect, ty)),
        },
        SqlType::Array(element) => {
            let element = rust_type(dialect, names, element);
            let is_plain = element.words.is_empty();
            let word = (!is_plain).then(|| format!("type = {}", literal(&spelled(dialect, ty))));
            RustType { note: element.note, ..RustType::with(&format!("Vec<{}>", element.path), word) }
        }
        SqlType::Inet => RustType::plain("ipnetwork::IpNetwork"),
        SqlType::MacAddr => RustType::plain("mac_address::MacAddress"),
        SqlType::VarBit => RustType::plain("bit_vec::BitVec"),
        SqlType::Vector(dimensions) => RustType::with(
            "pgvector::Vector",
            dimensions.map(|_| format!("type = {}", literal(&spelled(dialect, ty)))),
        ),
        SqlType::Custom(sql) => names.domain(sql).map_or_else(|| custom(sql), RustType::plain),
    }
}

/// A type that the model knows by its text alone.
fn custom(sql: &str) -> RustType {
    let word = sql.split(['(', ' ']).next().unwrap_or_default().to_ascii_lowercase();
    let path = match word.as_str() {
        "int" | "integer" | "bigint" | "mediumint" | "smallint" | "tinyint" | "int8" | "year"
        | "unsigned" => "i64",
        "double" | "float" | "real" => "f64",
        "boolean" | "bool" => "bool",
        "blob" | "tinyblob" | "mediumblob" | "binary" | "varbinary" | "bit" => "Vec<u8>",
        _ => "String",
    };
    let note = format!("`{sql}` is read as `{path}`: take another type where that does not fit.");
    RustType { note: Some(note), ..RustType::with(path, Some(format!("type = {}", literal(sql)))) }
}

fn spelled(dialect: Dialect, ty: &SqlType) -> String {
    column_type(dialect, &SchemaDef::default(), ty)
}
