//! Grouping keys that are written again in the select list, in HAVING and in ORDER BY.
//!
//! PostgreSQL takes an expression for a key when it is the same, and two placeholders are never the same, whatever is bound
//! to them. So a key with values is written with the placeholders that it has where it was written first. The others compare
//! no expressions, or bind by position alone.

use orm_schema::Dialect;

use super::Statement;
use super::expr::expr;
use super::writer::Writer;
use crate::ast::{Expr, Grouping, Select};

/// A grouping key with values.
pub(super) struct RepeatedKey {
    alone: Statement,
    /// Its text in this statement, once it is written.
    written: Option<String>,
}

impl RepeatedKey {
    /// Is it the expression that is this statement when it stands alone?
    pub(super) fn is(&self, alone: &Statement) -> bool {
        self.alone == *alone
    }

    /// Its text in this statement, once it is written.
    pub(super) fn written(&mut self) -> &mut Option<String> {
        &mut self.written
    }
}

/// The keys of a query that have values.
pub(super) fn keys(dialect: Dialect, select: &Select) -> Vec<RepeatedKey> {
    match dialect {
        Dialect::Mysql | Dialect::Sqlite => return Vec::new(),
        Dialect::Postgres => {}
    }
    let sets: &[Vec<Expr>] = match &select.grouping {
        Grouping::Keys | Grouping::Rollup | Grouping::Cube => &[],
        Grouping::Sets(sets) => sets,
    };
    let keys = select.group_by.iter().chain(sets.iter().flatten());
    keys.filter(|key| !matches!(key, Expr::Column { .. }))
        .map(|key| RepeatedKey { alone: alone(key), written: None })
        .filter(|key| !key.alone.binds.is_empty())
        .collect()
}

/// An expression as it is written alone.
pub(super) fn alone(expression: &Expr) -> Statement {
    let mut writer = Writer::new(Dialect::Postgres, 64);
    expr(&mut writer, expression.clone());
    writer.finish()
}
