//! Operator classes that go without saying.

use orm_schema::SqlType;
use orm_schema::model::{IndexKey, IndexPart, TableDef};

/// Leaves out what an index or an exclusion constraint says and what it would have anyway.
pub(super) fn leave_out_defaults(table: &mut TableDef) {
    let TableDef { columns, indexes, exclusions, .. } = table;
    let of_indexes =
        indexes.iter_mut().map(|index| (index.method.as_deref(), index.parts.iter_mut().collect()));
    let of_exclusions = exclusions.iter_mut().map(|exclusion| {
        let parts = exclusion.parts.iter_mut().map(|compared| &mut compared.part);
        (exclusion.method.as_deref(), parts.collect::<Vec<&mut IndexPart>>())
    });
    for (method, parts) in of_indexes.chain(of_exclusions) {
        let method = method.unwrap_or("btree").to_lowercase();
        for part in parts {
            let IndexKey::Column(name) = &part.key else { continue };
            let column = columns.iter().find(|column| column.name == *name);
            let unsaid = column.and_then(|column| default(&method, &column.ty));
            part.opclass = part.opclass.take().filter(|said| unsaid.as_deref() != Some(plain(said).as_str()));
        }
    }
}

/// The name without the schema of what comes with the server.
fn plain(said: &str) -> String {
    let said = said.trim().to_lowercase();
    said.strip_prefix("pg_catalog.").map(str::to_owned).unwrap_or(said)
}

/// The operator class of an index that names none; `None` where there is none, or where only the server knows.
/// <https://www.postgresql.org/docs/17/indexes-opclass.html>, and `pg_opclass` where `opcdefault` is set.
fn default(method: &str, ty: &SqlType) -> Option<String> {
    let stem = match ty {
        SqlType::Bool => "bool",
        SqlType::TinyInt | SqlType::SmallInt | SqlType::UnsignedTinyInt => "int2",
        SqlType::Int | SqlType::UnsignedSmallInt => "int4",
        SqlType::BigInt | SqlType::UnsignedInt => "int8",
        SqlType::UnsignedBigInt | SqlType::Numeric(_) => "numeric",
        SqlType::Real => "float4",
        SqlType::Double => "float8",
        SqlType::Text | SqlType::Varchar(_) => "text",
        SqlType::Char(_) => "bpchar",
        SqlType::Bytes => "bytea",
        SqlType::Date => "date",
        SqlType::Time(_) => "time",
        SqlType::Timestamp(_) => "timestamp",
        SqlType::TimestampTz(_) => "timestamptz",
        SqlType::Interval => "interval",
        SqlType::Uuid => "uuid",
        SqlType::Json => "jsonb",
        SqlType::Enum(_) => "enum",
        SqlType::Array(_) => "array",
        SqlType::Inet => "inet",
        SqlType::MacAddr => "macaddr",
        SqlType::VarBit => "varbit",
        SqlType::Vector(_) | SqlType::Custom(_) => return None,
    };
    let family = match (method, ty) {
        ("hash", SqlType::VarBit)
        | ("brin", SqlType::Bool | SqlType::Json | SqlType::Enum(_) | SqlType::Array(_)) => return None,
        ("btree" | "hash", _)
        | ("gin", SqlType::Json | SqlType::Array(_))
        | ("spgist", SqlType::Text | SqlType::Varchar(_) | SqlType::Inet) => "",
        ("brin", SqlType::Inet) => "_inclusion",
        ("brin", _) => "_minmax",
        _ => return None,
    };
    Some(format!("{stem}{family}_ops"))
}
