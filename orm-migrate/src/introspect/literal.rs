//! Defaults as the model says them, out of the SQL that a catalog prints.

use orm_schema::model::{ColumnDef, DefaultDef, Literal};
use orm_schema::{Dialect, SqlType};

use crate::dialect;
use crate::diff::is_same_expression;

/// The default that `sql`, as the catalog prints it for `column`, stands for.
pub(super) fn default(dialect: Dialect, column: &ColumnDef, sql: &str) -> Option<DefaultDef> {
    let sql = sql.trim();
    if sql.eq_ignore_ascii_case("null") {
        return None;
    }
    let special = [DefaultDef::Now, DefaultDef::UuidV4].into_iter().find(|default| {
        let named = ColumnDef { default: Some(default.clone()), ..column.clone() };
        let written = dialect::rules(dialect).default(&named);
        written.is_some_and(|written| is_same_expression(bare(&written), bare(sql)))
    });
    let default = special
        .or_else(|| constant(dialect, &column.ty, bare(sql)).map(DefaultDef::Literal))
        .unwrap_or_else(|| DefaultDef::Sql(sql.to_owned()));
    Some(match (default, &column.ty) {
        (DefaultDef::Literal(Literal::String(json)), SqlType::Json) => DefaultDef::Json(json),
        (default, _) => default,
    })
}

/// The expression without the parentheses around it.
pub(super) fn bare(sql: &str) -> &str {
    let mut sql = sql.trim();
    while dialect::is_in_parentheses(sql) {
        sql = sql[1..sql.len() - 1].trim();
    }
    sql
}

fn constant(dialect: Dialect, ty: &SqlType, sql: &str) -> Option<Literal> {
    match (ty, sql.to_ascii_lowercase().as_str()) {
        (SqlType::Bool, "true" | "1") => return Some(Literal::Bool(true)),
        (SqlType::Bool, "false" | "0") => return Some(Literal::Bool(false)),
        _ => {}
    }
    if let Some((text, rest)) = string(dialect, sql) {
        let cast = rest.trim_start().strip_prefix("::");
        let is_alone = rest.is_empty() || cast.is_some_and(is_type_name);
        if !is_alone {
            return None;
        }
        // PostgreSQL prints a negative number as a text with a cast.
        let is_number = ty.is_integer() && text.parse::<i128>().is_ok();
        return Some(match text.parse() {
            Ok(number) if is_number => Literal::Int(number),
            _ => match (ty, dialect) {
                (SqlType::Bytes, Dialect::Postgres) => Literal::Bytes(bytes(&text)?),
                (SqlType::Uuid, Dialect::Postgres) => return None,
                _ => Literal::String(text),
            },
        });
    }
    if let Ok(number) = sql.parse() {
        return Some(Literal::Int(number));
    }
    let is_decimal =
        sql.contains('.') && sql.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.');
    (is_decimal && sql.parse::<f64>().is_ok()).then(|| Literal::Float(sql.to_owned()))
}

/// The string literal at the beginning of `sql`, and what follows it.
pub(super) fn string(dialect: Dialect, sql: &str) -> Option<(String, &str)> {
    let inner = sql.strip_prefix('\'')?;
    let mut text = String::new();
    let mut chars = inner.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        match c {
            '\'' if chars.next_if(|(_, next)| *next == '\'').is_some() => text.push('\''),
            '\'' => return Some((text, &inner[at + 1..])),
            '\\' if dialect == Dialect::Mysql => text.push(escaped(chars.next()?.1)),
            other => text.push(other),
        }
    }
    None
}

/// `\x0027ff`, as PostgreSQL prints bytes.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix("\\x").filter(|digits| digits.is_ascii() && digits.len() % 2 == 0)?;
    let byte = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
    (0..digits.len()).step_by(2).map(byte).collect()
}

/// <https://dev.mysql.com/doc/refman/8.4/en/string-literals.html#character-escape-sequences>
fn escaped(c: char) -> char {
    match c {
        '0' => '\0',
        'b' => '\u{8}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'Z' => '\u{1a}',
        other => other,
    }
}

fn is_type_name(text: &str) -> bool {
    text.chars().all(|c| c.is_alphanumeric() || "_ \".(),[]".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(dialect: Dialect, ty: SqlType, sql: &str) -> Option<DefaultDef> {
        default(dialect, &ColumnDef::new("c", ty), sql)
    }

    fn text(text: &str) -> DefaultDef {
        DefaultDef::Literal(Literal::String(text.to_owned()))
    }

    #[test]
    fn a_cast_to_the_type_of_the_column_is_no_part_of_a_constant() {
        let pg = Dialect::Postgres;
        assert_eq!(of(pg, SqlType::Text, "'it''s'::text"), Some(text("it's")));
        assert_eq!(of(pg, SqlType::Varchar(9), "'a'::character varying"), Some(text("a")));
        assert_eq!(of(pg, SqlType::Int, "'-1'::integer"), Some(DefaultDef::Literal(Literal::Int(-1))));
        assert_eq!(of(pg, SqlType::Json, "'{}'::jsonb"), Some(DefaultDef::Json("{}".to_owned())));
    }

    #[test]
    fn an_expression_stays_one() {
        let sql = "'a'::text || 'b'::text";
        assert_eq!(of(Dialect::Postgres, SqlType::Text, sql), Some(DefaultDef::Sql(sql.to_owned())));
    }

    #[test]
    fn the_time_of_the_statement_is_known_by_what_we_write_for_it() {
        let timestamp = SqlType::Timestamp(None);
        assert_eq!(of(Dialect::Mysql, timestamp.clone(), "current_timestamp(6)"), Some(DefaultDef::Now));
        assert_eq!(of(Dialect::Sqlite, SqlType::Date, "date('now')"), Some(DefaultDef::Now));
        assert_eq!(of(Dialect::Postgres, SqlType::TimestampTz(None), "now()"), Some(DefaultDef::Now));
    }

    #[test]
    fn no_default_may_be_said_as_null() {
        assert_eq!(of(Dialect::Mysql, SqlType::Text, "NULL"), None);
        assert_eq!(of(Dialect::Mysql, SqlType::Text, r"'NULL\n'"), Some(text("NULL\n")));
    }
}
