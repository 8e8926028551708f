//! Window functions.

use super::aggregate;
use super::expr::expr;
use super::tail::order;
use super::writer::Writer;
use crate::ast::{Frame, FrameBound, FrameUnit, Over, Window, WindowFunction};

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
        WindowFunction::Aggregate(aggregate) => aggregate::open(writer, aggregate),
    };
    writer.push(" over (");
    window(writer, over.window);
    writer.push(")");
    writer.push(after);
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
    });
    bound(writer, frame.start);
    writer.push(" and ");
    bound(writer, frame.end);
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
