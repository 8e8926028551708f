//! Expressions.

use std::vec;

use orm_schema::Dialect;

use super::keys::cast_array;
use super::writer::Writer;
use super::{
    Refusal, aggregate, calendar, function, json, json_change, list, own_rows, select, window, words,
};
use crate::ast::{
    AggregateFunction, BinaryOperator, CastType, Expr, LikePattern, Matching, Quantified, Raw, RawPart,
    Select, ValueSet,
};
use crate::types::{Parameter, ParameterForm, Value};

/// Appends an expression.
pub(super) fn expr(writer: &mut Writer, expression: Expr) {
    if let Some(key) = writer.repeated_key(&expression) {
        return writer.repeat(key, |writer| expr(writer, expression));
    }
    match expression {
        Expr::Column { source, name } => writer.column(source, name),
        Expr::Excluded(name) => excluded(writer, name),
        Expr::Value(value) => writer.bind(value),
        Expr::Bool(value) => writer.push(if value { "true" } else { "false" }),
        Expr::Now(ty) => writer.push(words::now(writer.dialect, ty)),
        Expr::Binary(operator, operands) => binary(writer, operator, *operands),
        Expr::Not(operand) => {
            writer.push("not ");
            self::operand(writer, *operand);
        }
        Expr::IsNull { operand, is_negated } => {
            self::operand(writer, *operand);
            writer.push(if is_negated { " is not null" } else { " is null" });
        }
        Expr::Between(operands) => between(writer, *operands),
        Expr::InList(test) => list::in_list(writer, test),
        Expr::InSelect { operand, select, is_negated } => {
            self::operand(writer, *operand);
            writer.push(if is_negated { " not in (" } else { " in (" });
            subquery(writer, *select);
            writer.push(")");
        }
        Expr::Row(cells) => row(writer, cells),
        Expr::InRows(test) => list::in_rows(writer, test),
        Expr::Quantified(quantified) => self::quantified(writer, *quantified),
        Expr::Collate(operand, name) => {
            self::operand(writer, *operand);
            writer.push(" collate ");
            writer.ident(name);
        }
        Expr::Literal(text) => writer.text_literal(text),
        Expr::Format(format) => calendar::format(writer, *format),
        Expr::ToJson(operand, form) => json::value(writer, *operand, form),
        Expr::JsonChange(change) => json_change::change(writer, *change),
        Expr::Like { operand, pattern, matching } => like(writer, *operand, pattern, matching),
        Expr::All(conditions) => joined(writer, conditions, " and ", "true"),
        Expr::Any(conditions) => joined(writer, conditions, " or ", "false"),
        Expr::Function(function, arguments) => function::call(writer, function, &arguments),
        Expr::Aggregate(aggregate) => aggregate::aggregate(writer, *aggregate),
        Expr::Over(over) => window::over(writer, *over),
        Expr::Json(path) => json::path(writer, *path),
        Expr::Case { arms, otherwise } => case(writer, arms, otherwise.map(|value| *value)),
        Expr::Cast(operand, ty) => {
            let (before, after) = words::cast(writer.dialect, ty);
            writer.push(before);
            expr(writer, *operand);
            writer.push(after);
        }
        Expr::Declared(operand, _) => expr(writer, *operand),
        Expr::Decimal(operand) => decimal(writer, *operand),
        Expr::Exists(select) => exists(writer, *select),
        Expr::Scalar(select) => {
            writer.push("(");
            subquery(writer, *select);
            writer.push(")");
        }
        Expr::Raw(raw) => self::raw(writer, raw),
        Expr::SchemaSql(sql) => writer.push(sql),
    }
}

/// Appends conditions that must all hold.
pub(super) fn conditions(writer: &mut Writer, conditions: Vec<Expr>) {
    joined(writer, conditions, " and ", "true");
}

/// Appends `exists (…)`. The select list says nothing there, so it is a constant.
pub(super) fn exists(writer: &mut Writer, select: Select) {
    writer.push("exists (");
    let select = own_rows::apart(writer, select);
    select::select_one(writer, select);
    writer.push(")");
}

/// Appends a query inside of an expression.
fn subquery(writer: &mut Writer, select: Select) {
    let select = own_rows::apart(writer, select);
    select::select(writer, select);
}

/// Appends SQL of the user.
pub(super) fn raw(writer: &mut Writer, raw: Raw) {
    for part in raw.parts {
        match part {
            RawPart::Sql(sql) => writer.push(sql),
            RawPart::Ident(name) => writer.ident(&name),
            RawPart::Expr(expression) => operand(writer, *expression),
            RawPart::NoPlaceholder(name) => writer.refuse(Refusal::NoPlaceholder(name)),
            RawPart::Bind(value) => writer.bind(value),
            RawPart::Column { source, name } => writer.column(source, name),
        }
    }
}

/// Appends an expression in a place where an operator could take it apart.
pub(super) fn operand(writer: &mut Writer, expression: Expr) {
    if is_closed(&expression) {
        expr(writer, expression);
    } else {
        writer.push("(");
        expr(writer, expression);
        writer.push(")");
    }
}

/// Is the text of this expression one unit, whatever stands beside it?
fn is_closed(expression: &Expr) -> bool {
    match expression {
        Expr::Column { .. }
        | Expr::Excluded(_)
        | Expr::Value(_)
        | Expr::Bool(_)
        | Expr::Now(_)
        | Expr::Row(_)
        | Expr::Literal(_)
        | Expr::Format(_)
        | Expr::ToJson(..)
        | Expr::JsonChange(_)
        | Expr::Function(..)
        | Expr::Over(_)
        | Expr::Json(_)
        | Expr::Case { .. }
        | Expr::Cast(..)
        | Expr::Exists(_)
        | Expr::Scalar(_) => true,
        Expr::Declared(operand, _) | Expr::Decimal(operand) => is_closed(operand),
        // An average is written as a sum on top of the function.
        Expr::Aggregate(aggregate) => aggregate.function != AggregateFunction::AverageDouble,
        Expr::Binary(..)
        | Expr::Not(_)
        | Expr::IsNull { .. }
        | Expr::Between(_)
        | Expr::InList(_)
        | Expr::InSelect { .. }
        | Expr::InRows(_)
        | Expr::Quantified(_)
        | Expr::Collate(..)
        | Expr::Like { .. }
        | Expr::All(_)
        | Expr::Any(_)
        | Expr::Raw(_)
        | Expr::SchemaSql(_) => false,
    }
}

/// So many conditions stand beside each other at most. SQLite reads them as a tree whose depth is their number, and takes a
/// depth of 1,000: <https://www.sqlite.org/limits.html#max_expr_depth>.
const WIDEST: usize = 128;

/// Appends conditions with a connective between them; each that holds a connective of its own, or text of the user,
/// stands in parentheses. Of very many, some stand in parentheses together.
fn joined(writer: &mut Writer, mut conditions: Vec<Expr>, connective: &str, of_none: &str) {
    match conditions.len() {
        0 => writer.push(of_none),
        1 => expr(writer, conditions.remove(0)),
        count => beside(writer, &mut conditions.into_iter(), count, connective),
    }
}

/// Appends the next `count` of the conditions.
fn beside(writer: &mut Writer, conditions: &mut vec::IntoIter<Expr>, count: usize, connective: &str) {
    if count <= WIDEST {
        return writer.list(connective, conditions.take(count), |writer, condition| match condition {
            Expr::All(_) | Expr::Any(_) | Expr::Raw(_) | Expr::SchemaSql(_) => operand(writer, condition),
            condition => expr(writer, condition),
        });
    }
    // As few levels as there can be, and groups of about the same size.
    let size = count.div_ceil(WIDEST).max(WIDEST);
    let groups = (0..count).step_by(size).map(|start| size.min(count - start));
    writer.list(connective, groups, |writer, size| {
        writer.push("(");
        beside(writer, conditions, size, connective);
        writer.push(")");
    });
}

fn binary(writer: &mut Writer, operator: BinaryOperator, (left, right): (Expr, Expr)) {
    let (before, between, after) = words::operator(writer.dialect, operator);
    writer.push(before);
    match (left, right) {
        (Expr::Row(left), Expr::Row(right)) => {
            let pairs = left.iter().zip(&right);
            let types: Vec<_> = pairs.map(|(left, right)| compared_in_either(writer, left, right)).collect();
            row_in(writer, left, &types);
            writer.push(between);
            row_in(writer, right, &types);
        }
        (left, right) => {
            let ty = compared_in_either(writer, &left, &right);
            compared(writer, left, ty);
            writer.push(between);
            compared(writer, right, ty);
        }
    }
    writer.push(after);
}

fn compared_in_either(writer: &Writer, left: &Expr, right: &Expr) -> Option<&'static str> {
    compared_in(writer, left).or_else(|| compared_in(writer, right))
}

/// The type in which the values are to be that something is compared with, if it is not their own (PostgreSQL).
pub(super) fn compared_in(writer: &Writer, operand: &Expr) -> Option<&'static str> {
    match (writer.dialect, operand) {
        (Dialect::Postgres, Expr::Declared(_, ty)) => Some(*ty).filter(|ty| is_citext(ty)),
        _ => None,
    }
}

/// Is it text without case? Beside a `text` it is compared as one, letter by letter. Other types by hand are left alone: a domain
/// does not take every value.
pub(super) fn is_citext(ty: &str) -> bool {
    let name = ty.rsplit('.').next().unwrap_or(ty).trim().trim_matches('"');
    name.eq_ignore_ascii_case("citext")
}

/// Appends what something is compared with; a value in the type of it.
fn compared(writer: &mut Writer, side: Expr, ty: Option<&'static str>) {
    match (side, ty) {
        (Expr::Value(value), Some(ty)) => value_in(writer, value, ty),
        (side, _) => operand(writer, side),
    }
}

fn value_in(writer: &mut Writer, value: Value, ty: &str) {
    writer.push("cast(");
    writer.bind(value);
    writer.push(" as ");
    writer.push(ty);
    writer.push(")");
}

/// Appends a decimal as a number. SQLite would compare the texts: `'9.50' > '10'`. MySQL gets a value as text, and would
/// compare and calculate with it as with a double.
pub(super) fn decimal(writer: &mut Writer, operand: Expr) {
    match writer.dialect {
        Dialect::Mysql => match operand {
            Expr::Value(Value::Parameter(Parameter { position, form: ParameterForm::Value })) => {
                cast_decimal(writer, Expr::Value(Parameter::value(position, ParameterForm::Decimal)));
            }
            Expr::Value(value) if fits_decimal(&value) => cast_decimal(writer, Expr::Value(value)),
            operand => expr(writer, operand),
        },
        Dialect::Postgres => expr(writer, operand),
        Dialect::Sqlite => {
            writer.push("cast(");
            expr(writer, operand);
            writer.push(" as real)");
        }
    }
}

fn cast_decimal(writer: &mut Writer, operand: Expr) {
    let (before, after) = words::cast(writer.dialect, CastType::Decimal);
    writer.push(before);
    expr(writer, operand);
    writer.push(after);
}

/// Is the value a decimal that keeps all its digits in what a cast of MySQL makes: 35 before the point, 30 behind it?
pub(super) fn fits_decimal(value: &Value) -> bool {
    let Value::Decimal(number) = value else { return false };
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    whole.trim_start_matches('-').len() <= 35 && fraction.len() <= 30
}

fn between(writer: &mut Writer, (value, low, high): (Expr, Expr, Expr)) {
    let ty = compared_in(writer, &value);
    operand(writer, value);
    writer.push(" between ");
    compared(writer, low, ty);
    writer.push(" and ");
    compared(writer, high, ty);
}

fn like(writer: &mut Writer, value: Expr, pattern: LikePattern, matching: Matching) {
    operand(writer, value);
    writer.push(match matching {
        Matching::Like => " like ",
        Matching::Ilike => " ilike ",
    });
    match pattern {
        LikePattern::Written(pattern) => operand(writer, *pattern),
        // A backslash would have to be doubled in the text on MySQL alone.
        LikePattern::Escaped(pattern) => {
            writer.bind(pattern);
            writer.push(" escape '!'");
        }
    }
}

/// Appends a row value.
pub(super) fn row(writer: &mut Writer, cells: Vec<Expr>) {
    writer.push("(");
    writer.list(", ", cells, expr);
    writer.push(")");
}

/// Appends a row value whose values are to be of these types, as far as they are not of their own.
pub(super) fn row_in(writer: &mut Writer, cells: Vec<Expr>, types: &[Option<&'static str>]) {
    writer.push("(");
    writer.list(", ", cells.into_iter().zip(types), |writer, cell| match cell {
        (Expr::Value(value), Some(ty)) => value_in(writer, value, ty),
        (cell, _) => expr(writer, cell),
    });
    writer.push(")");
}

fn quantified(writer: &mut Writer, quantified: Quantified) {
    let (_, between, _) = words::operator(writer.dialect, quantified.operator);
    let compared_in = compared_in(writer, &quantified.operand);
    operand(writer, quantified.operand);
    writer.push(between);
    writer.push(if quantified.is_all { "all (" } else { "any (" });
    match quantified.set {
        ValueSet::Select(select) => subquery(writer, *select),
        ValueSet::Array(Expr::Value(array)) => cast_array(writer, array, compared_in),
        ValueSet::Array(array) => expr(writer, array),
    }
    writer.push(")");
}

fn case(writer: &mut Writer, arms: Vec<(Expr, Expr)>, otherwise: Option<Expr>) {
    writer.push("case");
    for (condition, value) in arms {
        writer.push(" when ");
        expr(writer, condition);
        writer.push(" then ");
        expr(writer, value);
    }
    if let Some(value) = otherwise {
        writer.push(" else ");
        expr(writer, value);
    }
    writer.push(" end");
}

/// The value that an INSERT tried to write. MySQL 8.0.19 has row aliases instead; MariaDB has only `values()`.
fn excluded(writer: &mut Writer, name: &str) {
    match writer.dialect {
        Dialect::Postgres | Dialect::Sqlite => {
            writer.push("excluded.");
            writer.ident(name);
        }
        Dialect::Mysql => {
            writer.push("values(");
            writer.ident(name);
            writer.push(")");
        }
    }
}
