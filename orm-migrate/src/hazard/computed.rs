//! Which new columns PostgreSQL computes for each row, so that it writes the whole table anew.
//!
//! <https://www.postgresql.org/docs/17/sql-altertable.html#SQL-ALTERTABLE-NOTES>: those with a volatile default, generated ones,
//! counters, and those of a domain that checks its values.

use orm_schema::SchemaDef;
use orm_schema::model::{ColumnDef, DefaultDef, DomainDef, FunctionDef, ObjectDef};
use orm_schema::tokens::tokens;

use crate::diff::mentions_column;

/// Functions of the server and of its extensions whose value differs from row to row.
const VOLATILE: [&str; 11] = [
    "random(",
    "random_normal(",
    "gen_random_uuid(",
    "gen_random_bytes(",
    "clock_timestamp(",
    "nextval(",
    "currval(",
    "timeofday(",
    "uuid_generate_v",
    "uuidv4(",
    "uuidv7(",
];

/// Is the new column computed for each row, with the functions and domains of `schema`?
pub(super) fn is_computed_for_each_row(schema: &SchemaDef, column: &ColumnDef) -> bool {
    let has_volatile_default = match &column.default {
        Some(DefaultDef::UuidV4) => true,
        Some(DefaultDef::Sql(sql)) => is_volatile(schema, sql),
        Some(DefaultDef::Literal(_) | DefaultDef::Now | DefaultDef::Json(_)) | None => false,
    };
    let has_checks = schema.objects.iter().any(|object| match object {
        ObjectDef::Domain(def) => def.check.is_some() && DomainDef::column_type(&def.name) == column.ty,
        _ => false,
    });
    has_volatile_default || has_checks || column.generated.is_some() || column.identity.is_some()
}

/// Is there a call in `sql` whose value differs from row to row?
pub(crate) fn is_volatile(schema: &SchemaDef, sql: &str) -> bool {
    let text = sql.to_ascii_lowercase();
    VOLATILE.iter().any(|call| text.contains(call))
        || schema.objects.iter().any(|object| match object {
            ObjectDef::Function(def) => is_declared_volatile(def) && mentions_column(sql, &def.name.name),
            _ => false,
        })
}

/// Does a type of this name hold its values against a check?
#[cfg(feature = "runner")]
pub(crate) fn is_checked_domain(schema: &SchemaDef, name: &orm_schema::model::ObjectName) -> bool {
    schema.objects.iter().any(|object| match object {
        ObjectDef::Domain(def) => def.check.is_some() && def.name == *name,
        _ => false,
    })
}

/// A function that says nothing else is volatile. <https://www.postgresql.org/docs/17/xfunc-volatility.html>
fn is_declared_volatile(function: &FunctionDef) -> bool {
    // What stands between dollars is another language.
    let clauses: String = function.body.split("$$").step_by(2).collect();
    !tokens(&clauses).iter().any(|token| token.is_word("immutable") || token.is_word("stable"))
}

#[cfg(test)]
mod tests {
    use orm_schema::model::ObjectName;

    use super::*;

    #[test]
    fn a_function_is_volatile_unless_it_says_otherwise() {
        let is_volatile = |body: &str| {
            let name = ObjectName::new("code");
            let body = body.to_owned();
            is_declared_volatile(&FunctionDef {
                name,
                arguments: String::new(),
                body,
                depends_on: Vec::new(),
            })
        };
        assert!(is_volatile("returns int language plpgsql as $$ begin return 1; /* stable */ end $$"));
        assert!(is_volatile("returns text language sql as 'select ''immutable''::text'"));
        assert!(!is_volatile("returns int language plpgsql stable as $$ begin return 1; end $$"));
        assert!(!is_volatile("returns int as $$ select 1 $$ language sql IMMUTABLE"));
    }
}
