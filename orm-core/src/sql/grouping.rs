//! GROUP BY, and which rows a select list makes one group of.

use orm_schema::Dialect;

use super::expr::expr;
use super::writer::Writer;
use crate::ast::{Expr, Grouping, Item, Select};

/// Appends GROUP BY, if something is grouped.
pub(super) fn group_by(writer: &mut Writer, keys: Vec<Expr>, grouping: Grouping) {
    if keys.is_empty() && !matches!(grouping, Grouping::Sets(_)) {
        return;
    }
    writer.push(" group by ");
    match (grouping, writer.dialect) {
        (Grouping::Keys, _) => writer.list(", ", keys, expr),
        (Grouping::Rollup, Dialect::Postgres) => set(writer, "rollup ", keys),
        (Grouping::Rollup, Dialect::Mysql | Dialect::Sqlite) => {
            writer.list(", ", keys, expr);
            writer.push(" with rollup");
        }
        (Grouping::Cube, _) => set(writer, "cube ", keys),
        (Grouping::Sets(sets), _) => {
            for key in keys {
                expr(writer, key);
                writer.push(", ");
            }
            writer.push("grouping sets (");
            writer.list(", ", sets, |writer, keys| set(writer, "", keys));
            writer.push(")");
        }
    }
}

fn set(writer: &mut Writer, word: &str, keys: Vec<Expr>) {
    writer.push(word);
    writer.push("(");
    writer.list(", ", keys, expr);
    writer.push(")");
}

/// Does the select list make one group of all rows, by an aggregate without a GROUP BY?
pub(super) fn is_one_group(select: &Select) -> bool {
    select.group_by.is_empty()
        && matches!(select.grouping, Grouping::Keys)
        && select.items.iter().any(|item| matches!(item, Item::Expr(expr) if expr.may_aggregate()))
}

/// Is the expression calculated over several rows, at any depth outside subqueries: an aggregate or a window function?
pub(super) fn is_of_several_rows(expression: &Expr) -> bool {
    matches!(expression, Expr::Aggregate(_) | Expr::Over(_)) || expression.any_child(&mut is_of_several_rows)
}

/// Does the expression aggregate for sure, at any depth outside subqueries?
pub(super) fn aggregates(expression: &Expr) -> bool {
    matches!(expression, Expr::Aggregate(_)) || expression.any_child(&mut aggregates)
}
