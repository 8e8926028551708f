//! What an expression is made of.

use super::{Aggregate, Expr, JsonChangeKind, LikePattern, Over, ValueSet, WindowFunction};
use crate::ast::Order;

impl Expr {
    /// May the expression aggregate, at any depth outside subqueries? Raw SQL counts as if it did.
    pub fn may_aggregate(&self) -> bool {
        matches!(self, Self::Aggregate(_) | Self::Raw(_)) || self.any_child(&mut Self::may_aggregate)
    }

    /// Does `test` hold for an expression that this one is made of? Those of subqueries are not asked, and the aggregate of a
    /// window, which puts no rows together, only for its parts.
    pub fn any_child(&self, test: &mut dyn FnMut(&Self) -> bool) -> bool {
        match self {
            Self::Column { .. }
            | Self::Excluded(_)
            | Self::Value(_)
            | Self::Bool(_)
            | Self::Now(_)
            | Self::Literal(_)
            | Self::Exists(_)
            | Self::Scalar(_)
            | Self::Raw(_)
            | Self::SchemaSql(_) => false,
            Self::Binary(_, operands) => test(&operands.0) || test(&operands.1),
            Self::Not(operand)
            | Self::IsNull { operand, .. }
            | Self::InSelect { operand, .. }
            | Self::Cast(operand, _)
            | Self::Collate(operand, _)
            | Self::ToJson(operand, _)
            | Self::Declared(operand, _)
            | Self::Decimal(operand) => test(operand),
            Self::InRows(rows) => rows.operand.iter().any(test),
            Self::Quantified(quantified) => {
                test(&quantified.operand)
                    || match &quantified.set {
                        ValueSet::Array(array) => test(array),
                        ValueSet::Select(_) => false,
                    }
            }
            Self::Format(format) => test(&format.time),
            Self::JsonChange(change) => {
                test(&change.document)
                    || match &change.kind {
                        JsonChangeKind::Set(value)
                        | JsonChangeKind::Insert(value)
                        | JsonChangeKind::Replace(value) => test(value),
                        JsonChangeKind::Remove => false,
                    }
            }
            Self::Like { operand, pattern, .. } => {
                test(operand)
                    || match pattern {
                        LikePattern::Written(pattern) => test(pattern),
                        LikePattern::Escaped(_) => false,
                    }
            }
            Self::InList(list) => test(&list.operand),
            Self::Between(operands) => test(&operands.0) || test(&operands.1) || test(&operands.2),
            Self::All(operands) | Self::Any(operands) | Self::Row(operands) | Self::Function(_, operands) => {
                operands.iter().any(test)
            }
            Self::Aggregate(aggregate) => any_part(aggregate, test),
            Self::Over(over) => any_of_window(over, test),
            Self::Json(path) => test(&path.document),
            Self::Case { arms, otherwise } => {
                arms.iter().any(|(condition, value)| test(condition) || test(value))
                    || otherwise.as_deref().is_some_and(test)
            }
        }
    }
}

fn any_part(aggregate: &Aggregate, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
    aggregate.operand.iter().any(&mut *test)
        || aggregate.argument.iter().any(&mut *test)
        || aggregate.filter.iter().any(&mut *test)
        || any_key(&aggregate.order_by, test)
}

fn any_of_window(over: &Over, test: &mut dyn FnMut(&Expr) -> bool) -> bool {
    let in_function = match &over.function {
        WindowFunction::Named(_, arguments) => arguments.iter().any(&mut *test),
        WindowFunction::Aggregate(aggregate) => any_part(aggregate, test),
    };
    in_function || over.window.partition_by.iter().any(&mut *test) || any_key(&over.window.order_by, test)
}

fn any_key(keys: &[Order], test: &mut dyn FnMut(&Expr) -> bool) -> bool {
    keys.iter().any(|order| test(&order.expr))
}
