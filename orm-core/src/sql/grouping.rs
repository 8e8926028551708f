//! Which rows a select list makes one group of.

use crate::ast::{Expr, Item, Over, Select, WindowFunction};

/// Does the select list make one group of all rows, by an aggregate without a GROUP BY?
pub(super) fn is_one_group(select: &Select) -> bool {
    select.group_by.is_empty()
        && select.items.iter().any(|item| matches!(item, Item::Expr(expr) if has_aggregate(expr)))
}

/// Does the expression aggregate, at any depth outside subqueries? Raw SQL may, so it counts as if it did.
pub(super) fn has_aggregate(expression: &Expr) -> bool {
    match expression {
        Expr::Aggregate(_) | Expr::Raw(_) => true,
        Expr::Column { .. }
        | Expr::Excluded(_)
        | Expr::Value(_)
        | Expr::Bool(_)
        | Expr::Now(_)
        | Expr::Exists(_)
        | Expr::Scalar(_)
        | Expr::SchemaSql(_) => false,
        Expr::Binary(_, operands) => has_aggregate(&operands.0) || has_aggregate(&operands.1),
        Expr::Not(operand)
        | Expr::IsNull { operand, .. }
        | Expr::InSelect { operand, .. }
        | Expr::Like { operand, .. }
        | Expr::Cast(operand, _)
        | Expr::Decimal(operand) => has_aggregate(operand),
        Expr::Over(over) => over_aggregates(over),
        Expr::Json(path) => has_aggregate(&path.document),
        Expr::InList(test) => has_aggregate(&test.operand),
        Expr::Between(operands) => {
            has_aggregate(&operands.0) || has_aggregate(&operands.1) || has_aggregate(&operands.2)
        }
        Expr::All(operands) | Expr::Any(operands) | Expr::Function(_, operands) => {
            operands.iter().any(has_aggregate)
        }
        Expr::Case { arms, otherwise } => {
            arms.iter().any(|(condition, value)| has_aggregate(condition) || has_aggregate(value))
                || otherwise.as_deref().is_some_and(has_aggregate)
        }
    }
}

/// A window function groups nothing, but may be one over aggregates.
fn over_aggregates(over: &Over) -> bool {
    let in_function = match &over.function {
        WindowFunction::Named(_, arguments) => arguments.iter().any(has_aggregate),
        WindowFunction::Aggregate(aggregate) => aggregate.operand.as_ref().is_some_and(has_aggregate),
    };
    in_function
        || over.window.partition_by.iter().any(has_aggregate)
        || over.window.order_by.iter().any(|order| has_aggregate(&order.expr))
}
