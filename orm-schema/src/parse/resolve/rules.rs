//! Checks made of the rules that columns declare. The only SQL the reader writes, because the rule is in no other form.

use super::super::item::{Rule, TableDecl};
use crate::ident::push_quoted;
use crate::model::{CheckDef, ColumnDef, TableDef};
use crate::{Dialect, SqlType};

/// Adds a check for each rule.
pub(super) fn fill(decl: &TableDecl, table: &mut TableDef, dialect: Dialect) {
    for (column, decl) in table.columns.iter().zip(&decl.columns) {
        for (name, rule) in &decl.rules {
            let expression = expression(rule, column, dialect);
            table.checks.push(CheckDef { name: name.clone(), expression });
        }
    }
}

/// `"age" >= 0 AND "age" <= 150`.
fn expression(rule: &Rule, column: &ColumnDef, dialect: Dialect) -> String {
    let mut subject = String::new();
    let bounds = match rule {
        Rule::Range { min, max } => {
            // SQLite keeps decimals as text, which is greater than any number.
            let is_text = dialect == Dialect::Sqlite && matches!(column.ty, SqlType::Numeric(_));
            subject.push_str(if is_text { "CAST(" } else { "" });
            push_quoted(&mut subject, dialect, &column.name);
            subject.push_str(if is_text { " AS REAL)" } else { "" });
            [min.clone().map(|min| (">=", min)), max.clone().map(|max| ("<=", max))]
        }
        Rule::Length { min, max } => {
            // LENGTH counts bytes on MySQL, and CHAR_LENGTH is unknown to SQLite.
            subject.push_str(match dialect {
                Dialect::Postgres | Dialect::Mysql => "char_length(",
                Dialect::Sqlite => "length(",
            });
            push_quoted(&mut subject, dialect, &column.name);
            subject.push(')');
            [min.map(|min| (">=", min.to_string())), max.map(|max| ("<=", max.to_string()))]
        }
    };
    let parts: Vec<String> = bounds
        .into_iter()
        .flatten()
        .map(|(operator, bound)| format!("{subject} {operator} {bound}"))
        .collect();
    parts.join(" AND ")
}
