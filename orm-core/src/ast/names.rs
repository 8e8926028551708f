//! The names of sources in a query, wherever they stand: for a query that moves into another one which uses the same names.

use super::{
    Aggregate, Change, Cte, CteBody, Distinct, Expr, Grouping, Item, Join, JsonChangeKind, LikePattern,
    Order, Over, Raw, RawPart, Select, Source, TableRef, ValueSet, WindowFunction,
};

type Visit<'v> = &'v mut dyn FnMut(&mut &'static str);

impl Select {
    /// Calls `visit` with each name of a source: where it is given and where it qualifies a column, subqueries included.
    pub(crate) fn visit_sources(&mut self, visit: Visit<'_>) {
        self.with.iter_mut().for_each(|query| cte(query, visit));
        if let Distinct::On(keys) = &mut self.distinct {
            exprs(keys, visit);
        }
        items(&mut self.items, visit);
        source(&mut self.from, visit);
        joins(&mut self.joins, visit);
        exprs(&mut self.filters, visit);
        exprs(&mut self.group_by, visit);
        if let Grouping::Sets(sets) = &mut self.grouping {
            exprs(sets.iter_mut().flatten(), visit);
        }
        exprs(&mut self.having, visit);
        self.combined.iter_mut().for_each(|next| next.select.visit_sources(visit));
        orders(&mut self.order_by, visit);
        self.lock.iter_mut().flat_map(|lock| &mut lock.of).for_each(visit);
    }
}

fn cte(query: &mut Cte, visit: Visit<'_>) {
    match &mut query.body {
        CteBody::Select(select) => select.visit_sources(visit),
        CteBody::Change(change) => self::change(change, visit),
    }
}

/// A change names its table once and for all; what it reads beside it may be called otherwise.
fn change(change: &mut Change, visit: Visit<'_>) {
    match change {
        Change::Insert(insert) => items(&mut insert.returning, visit),
        Change::Update(update) => {
            joins(&mut update.from, visit);
            update.set.iter_mut().for_each(|set| expr(&mut set.value, visit));
            exprs(&mut update.filters, visit);
            items(&mut update.returning, visit);
        }
        Change::Delete(delete) => {
            joins(&mut delete.using, visit);
            exprs(&mut delete.filters, visit);
            items(&mut delete.returning, visit);
        }
    }
}

fn items(items: &mut [Item], visit: Visit<'_>) {
    for item in items {
        match item {
            Item::Expr(expression) => expr(expression, visit),
            Item::Row(TableRef { alias, .. }) => visit(alias),
            Item::Everything => {}
        }
    }
}

fn joins(joins: &mut [Join], visit: Visit<'_>) {
    for join in joins {
        source(&mut join.source, visit);
        exprs(&mut join.on, visit);
    }
}

fn source(source: &mut Source, visit: Visit<'_>) {
    match source {
        Source::Table(table) | Source::Decorated { table, .. } => visit(&mut table.alias),
        Source::Values { target, .. } => visit(&mut target.alias),
        Source::Keys(keys) => visit(&mut keys.alias),
        Source::Raw { raw, target, .. } => {
            self::raw(raw, visit);
            visit(&mut target.alias);
        }
        Source::Query { select, target, .. } => {
            select.visit_sources(visit);
            visit(&mut target.alias);
        }
        Source::Rows(select) => select.visit_sources(visit),
    }
}

fn orders(orders: &mut [Order], visit: Visit<'_>) {
    for order in orders {
        expr(&mut order.expr, visit);
    }
}

fn exprs<'e>(exprs: impl IntoIterator<Item = &'e mut Expr>, visit: Visit<'_>) {
    exprs.into_iter().for_each(|expression| expr(expression, visit));
}

fn expr(expression: &mut Expr, visit: Visit<'_>) {
    match expression {
        Expr::Column { source, .. } => visit(source),
        Expr::Excluded(_)
        | Expr::Value(_)
        | Expr::Bool(_)
        | Expr::Now(_)
        | Expr::Literal(_)
        | Expr::SchemaSql(_) => {}
        Expr::Binary(_, operands) => exprs([&mut operands.0, &mut operands.1], visit),
        Expr::Between(operands) => exprs([&mut operands.0, &mut operands.1, &mut operands.2], visit),
        Expr::Not(operand)
        | Expr::IsNull { operand, .. }
        | Expr::Cast(operand, _)
        | Expr::Collate(operand, _)
        | Expr::ToJson(operand, _)
        | Expr::Declared(operand, _)
        | Expr::Decimal(operand) => expr(operand, visit),
        Expr::InRows(test) => exprs(&mut test.operand, visit),
        Expr::Quantified(quantified) => {
            expr(&mut quantified.operand, visit);
            match &mut quantified.set {
                ValueSet::Select(select) => select.visit_sources(visit),
                ValueSet::Array(array) => expr(array, visit),
            }
        }
        Expr::Format(format) => expr(&mut format.time, visit),
        Expr::JsonChange(change) => {
            expr(&mut change.document, visit);
            match &mut change.kind {
                JsonChangeKind::Set(value)
                | JsonChangeKind::Insert(value)
                | JsonChangeKind::Replace(value) => {
                    expr(value, visit);
                }
                JsonChangeKind::Remove => {}
            }
        }
        Expr::InList(test) => expr(&mut test.operand, visit),
        Expr::InSelect { operand, select, .. } => {
            expr(operand, visit);
            select.visit_sources(visit);
        }
        Expr::Like { operand, pattern, .. } => {
            expr(operand, visit);
            match pattern {
                LikePattern::Written(pattern) => expr(pattern, visit),
                LikePattern::Escaped(_) => {}
            }
        }
        Expr::All(operands) | Expr::Any(operands) | Expr::Row(operands) | Expr::Function(_, operands) => {
            exprs(operands, visit);
        }
        Expr::Aggregate(aggregate) => self::aggregate(aggregate, visit),
        Expr::Over(over) => self::over(over, visit),
        Expr::Json(path) => expr(&mut path.document, visit),
        Expr::Case { arms, otherwise } => {
            for (condition, value) in arms {
                exprs([condition, value], visit);
            }
            exprs(otherwise.as_deref_mut(), visit);
        }
        Expr::Exists(select) | Expr::Scalar(select) => select.visit_sources(visit),
        Expr::Raw(raw) => self::raw(raw, visit),
    }
}

fn aggregate(aggregate: &mut Aggregate, visit: Visit<'_>) {
    exprs(&mut aggregate.operand, visit);
    exprs(&mut aggregate.argument, visit);
    orders(&mut aggregate.order_by, visit);
    exprs(&mut aggregate.filter, visit);
}

fn over(over: &mut Over, visit: Visit<'_>) {
    match &mut over.function {
        WindowFunction::Named(_, arguments) => exprs(arguments, visit),
        WindowFunction::Aggregate(aggregate) => self::aggregate(aggregate, visit),
    }
    exprs(&mut over.window.partition_by, visit);
    orders(&mut over.window.order_by, visit);
}

fn raw(raw: &mut Raw, visit: Visit<'_>) {
    for part in &mut raw.parts {
        match part {
            RawPart::Sql(_) | RawPart::Ident(_) | RawPart::NoPlaceholder(_) | RawPart::Bind(_) => {}
            RawPart::Expr(expression) => expr(expression, visit),
            RawPart::Column { source, .. } => visit(source),
        }
    }
}
