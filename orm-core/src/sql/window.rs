//! Window functions.

use orm_schema::Dialect;

use super::expr::expr;
use super::tail::order;
use super::writer::Writer;
use super::{Statement, aggregate};
use crate::ast::{Exclude, Frame, FrameBound, FrameUnit, Over, Window, WindowFunction};

/// Appends `function over (…)`.
pub(super) fn over(writer: &mut Writer, over: Over) {
    let after = match over.function {
        WindowFunction::Named(name, arguments) => {
            writer.push(name);
            writer.push("(");
            writer.list(", ", arguments, expr);
            writer.push(")");
            ""
        }
        WindowFunction::Aggregate(aggregate) => aggregate::open(writer, *aggregate),
    };
    writer.push(" over ");
    match over.window.name {
        Some(name) if is_shared(writer, name, &over.window) => writer.ident(name),
        _ => in_parentheses(writer, over.window),
    }
    writer.push(after);
}

/// The windows with a name that a query has met so far.
#[derive(Default)]
pub(super) struct NamedWindows {
    known: Vec<(&'static str, Window, Statement)>,
    /// The WINDOW clause is written.
    is_closed: bool,
}

/// Does the WINDOW clause of the query have this window under its name? It takes it up while it is not written. Another
/// window of the same name is written where it is used.
fn is_shared(writer: &mut Writer, name: &'static str, window: &Window) -> bool {
    let text = text(writer.dialect, window);
    let windows = writer.windows();
    match windows.known.iter().find(|(known, ..)| *known == name) {
        Some((_, _, known)) => *known == text,
        None if windows.is_closed => false,
        None => {
            windows.known.push((name, window.clone(), text));
            true
        }
    }
}

fn text(dialect: Dialect, window: &Window) -> Statement {
    let mut writer = Writer::new(dialect, 64);
    self::window(&mut writer, window.clone());
    writer.finish()
}

/// Appends the WINDOW clause, if the select list has named windows.
pub(super) fn clause(writer: &mut Writer) {
    let windows = writer.windows();
    windows.is_closed = true;
    let known: Vec<_> = windows.known.iter().map(|(name, window, _)| (*name, window.clone())).collect();
    if known.is_empty() {
        return;
    }
    writer.push(" window ");
    writer.list(", ", known, |writer, (name, window)| {
        writer.ident(name);
        writer.push(" as ");
        in_parentheses(writer, window);
    });
}

fn in_parentheses(writer: &mut Writer, window: Window) {
    writer.push("(");
    self::window(writer, window);
    writer.push(")");
}

fn window(writer: &mut Writer, window: Window) {
    let mut separator = "";
    if !window.partition_by.is_empty() {
        writer.push("partition by ");
        writer.list(", ", window.partition_by, expr);
        separator = " ";
    }
    if !window.order_by.is_empty() {
        writer.push(separator);
        writer.push("order by ");
        writer.list(", ", window.order_by, order);
        separator = " ";
    }
    if let Some(frame) = window.frame {
        writer.push(separator);
        self::frame(writer, frame);
    }
}

fn frame(writer: &mut Writer, frame: Frame) {
    writer.push(match frame.unit {
        FrameUnit::Rows => "rows between ",
        FrameUnit::Range => "range between ",
        FrameUnit::Groups => "groups between ",
    });
    bound(writer, frame.start);
    writer.push(" and ");
    bound(writer, frame.end);
    writer.push(match frame.exclude {
        None => "",
        Some(Exclude::CurrentRow) => " exclude current row",
        Some(Exclude::Group) => " exclude group",
        Some(Exclude::Ties) => " exclude ties",
    });
}

fn bound(writer: &mut Writer, bound: FrameBound) {
    match bound {
        FrameBound::UnboundedPreceding => writer.push("unbounded preceding"),
        FrameBound::Preceding(rows) => {
            writer.number(rows.into());
            writer.push(" preceding");
        }
        FrameBound::CurrentRow => writer.push("current row"),
        FrameBound::Following(rows) => {
            writer.number(rows.into());
            writer.push(" following");
        }
        FrameBound::UnboundedFollowing => writer.push("unbounded following"),
    }
}
