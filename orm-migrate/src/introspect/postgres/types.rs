//! Types: the enums of the schema, and what a column's type is called in the model.

use orm_schema::model::{EnumDef, EnumLabelDef, ObjectName};
use orm_schema::{SqlType, types::NumericSize};

use super::{Scope, Tables};
use crate::runner::MigrateError;
use crate::runner::session::Session;

const ENUMS: &str = "\
SELECT n.nspname::text, t.typname::text, json_agg(e.enumlabel::text ORDER BY e.enumsortorder)::text
FROM pg_catalog.pg_type t
JOIN pg_catalog.pg_namespace n ON n.oid = t.typnamespace
JOIN pg_catalog.pg_enum e ON e.enumtypid = t.oid
WHERE n.nspname IN (SELECT json_array_elements_text(?::json))
  AND NOT EXISTS (SELECT FROM pg_catalog.pg_depend d
                  WHERE d.classid = 'pg_catalog.pg_type'::regclass AND d.objid = t.oid AND d.deptype = 'e')
GROUP BY n.nspname, t.typname
ORDER BY n.nspname, t.typname";

pub(super) async fn read(
    session: &mut dyn Session,
    scope: &Scope,
    tables: &mut Tables,
) -> Result<(), MigrateError> {
    for mut row in scope.rows(session, ENUMS).await? {
        let name = scope.object(row.text(), row.text());
        let labels = row.list().into_iter().map(|label| EnumLabelDef { label, renamed_from: None });
        tables.enums.push(EnumDef { name, labels: labels.collect(), renamed_from: None });
    }
    Ok(())
}

/// The type that `format_type` calls `name`. `enum_name` is the enum that it is or that its elements are.
pub(super) fn of_name(name: &str, enum_name: Option<ObjectName>) -> SqlType {
    if let Some(element) = name.strip_suffix("[]") {
        return SqlType::Array(Box::new(of_name(element, enum_name)));
    }
    if let Some(name) = enum_name {
        return SqlType::Enum(name);
    }
    plain(name).unwrap_or_else(|| SqlType::Custom(name.to_owned()))
}

/// <https://www.postgresql.org/docs/17/datatype.html>
fn plain(name: &str) -> Option<SqlType> {
    let (word, arguments, suffix) = parts(name);
    let length = || arguments.and_then(|text| text.parse().ok());
    let digits = || match arguments {
        Some(text) => text.parse().ok().map(Some),
        None => Some(None),
    };
    Some(match (word, suffix, arguments) {
        ("boolean", "", None) => SqlType::Bool,
        ("smallint", "", None) => SqlType::SmallInt,
        ("integer", "", None) => SqlType::Int,
        ("bigint", "", None) => SqlType::BigInt,
        ("real", "", None) => SqlType::Real,
        ("double precision", "", None) => SqlType::Double,
        ("numeric", "", None) => SqlType::Numeric(None),
        ("numeric", "", Some(text)) => {
            let (precision, scale) = text.split_once(',')?;
            SqlType::Numeric(Some(NumericSize {
                precision: precision.parse().ok()?,
                scale: scale.parse().ok()?,
            }))
        }
        ("text", "", None) => SqlType::Text,
        ("character varying", "", Some(_)) => SqlType::Varchar(length()?),
        ("character", "", Some(_)) => SqlType::Char(length()?),
        ("bytea", "", None) => SqlType::Bytes,
        ("date", "", None) => SqlType::Date,
        ("time", "without time zone", _) => SqlType::Time(digits()?),
        ("timestamp", "without time zone", _) => SqlType::Timestamp(digits()?),
        ("timestamp", "with time zone", _) => SqlType::TimestampTz(digits()?),
        ("interval", "", None) => SqlType::Interval,
        ("uuid", "", None) => SqlType::Uuid,
        ("jsonb", "", None) => SqlType::Json,
        ("inet", "", None) => SqlType::Inet,
        ("macaddr", "", None) => SqlType::MacAddr,
        ("bit varying", "", None) => SqlType::VarBit,
        ("vector", "", None) => SqlType::Vector(None),
        ("vector", "", Some(_)) => SqlType::Vector(Some(length()?)),
        _ => return None,
    })
}

/// `timestamp(3) with time zone` is `timestamp`, `3` and `with time zone`.
fn parts(name: &str) -> (&str, Option<&str>, &str) {
    if let Some((word, rest)) = name.split_once('(')
        && let Some((arguments, suffix)) = rest.split_once(')')
    {
        return (word, Some(arguments), suffix.trim());
    }
    for suffix in ["without time zone", "with time zone"] {
        if let Some(word) = name.strip_suffix(suffix) {
            return (word.trim_end(), None, suffix);
        }
    }
    (name, None, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_back_from_what_the_server_calls_them() {
        let of = |name| of_name(name, None);
        assert_eq!(of("character varying(5)[]"), SqlType::Array(Box::new(SqlType::Varchar(5))));
        assert_eq!(of("timestamp(3) with time zone"), SqlType::TimestampTz(Some(3)));
        assert_eq!(of("timestamp without time zone"), SqlType::Timestamp(None));
        assert_eq!(of("numeric(10,2)"), SqlType::Numeric(Some(NumericSize { precision: 10, scale: 2 })));
        assert_eq!(of("geometry(Point,4326)"), SqlType::Custom("geometry(Point,4326)".to_owned()));
        assert_eq!(of("character varying"), SqlType::Custom("character varying".to_owned()));
        let status = ObjectName::new("status");
        assert_eq!(
            of_name("status[]", Some(status.clone())),
            SqlType::Array(Box::new(SqlType::Enum(status)))
        );
    }
}
