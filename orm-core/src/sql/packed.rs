//! Long lists on SQLite, whose statements have at most 32,766 values: all of a list in one JSON text, and bytes in one blob
//! beside it.
//!
//! The text depends on the types of the cells alone. What comes out are the values that would have been bound: JSON holds
//! integers and text as they are, a double is put together from integers, since SQLite may read its digits as a neighbour,
//! and bytes are cut out of the blob.

use std::fmt::Write;

use super::list::push_json_string;
use super::writer::Writer;
use crate::ast::is_decimal;
use crate::types::{
    Value, date_text, inet_text, mac_addr_text, time_text, timestamp_text, timestamp_tz_text,
};

/// The rows of a list.
pub(super) struct Packed {
    json: String,
    columns: Vec<Column>,
}

struct Column {
    form: Form,
    is_decimal: bool,
    /// The bytes of all cells, one behind the other.
    blob: Vec<u8>,
}

/// How the cells of a column are held.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    /// As the value itself.
    Plain,
    /// As four integers `a * b / c / d`, the last three of which are powers of two.
    Double,
    /// As the place in the blob, from 1, and the length.
    Bytes,
}

impl Form {
    fn width(self) -> usize {
        match self {
            Self::Plain => 1,
            Self::Double => 4,
            Self::Bytes => 2,
        }
    }
}

impl Packed {
    /// Of rows with cells of these types; `None` when there is a value that has no such form.
    pub(super) fn new(rows: &[Vec<Value>], types: &[&'static str]) -> Option<Self> {
        let columns = rows.first()?.iter().zip(types);
        let columns = columns.map(|(value, ty)| Column {
            form: form(value),
            is_decimal: is_decimal(ty),
            blob: Vec::new(),
        });
        let mut packed = Self { json: String::from("["), columns: columns.collect() };
        for (position, row) in rows.iter().enumerate() {
            packed.json.push_str(if position > 0 { ",[" } else { "[" });
            for (column, value) in row.iter().enumerate() {
                if column > 0 {
                    packed.json.push(',');
                }
                packed.cell(column, value)?;
            }
            packed.json.push(']');
        }
        packed.json.push(']');
        Some(packed)
    }

    fn cell(&mut self, column: usize, value: &Value) -> Option<()> {
        let Column { form, blob, .. } = &mut self.columns[column];
        match form {
            Form::Plain => plain(&mut self.json, value),
            Form::Double => {
                let [a, b, c, d] = factors(double(value)?)?;
                write!(self.json, "{a},{b},{c},{d}").ok()
            }
            Form::Bytes => {
                let bytes = bytes(value)?;
                write!(self.json, "{},{}", blob.len() + 1, bytes.len()).ok()?;
                blob.extend_from_slice(bytes);
                Some(())
            }
        }
    }

    /// Appends the query of the rows.
    pub(super) fn query(self, writer: &mut Writer) {
        writer.push("select ");
        let mut place = 0;
        writer.list(", ", self.columns, |writer, column| {
            let cell = |at: usize| format!("json_extract(value, '$[{}]')", place + at);
            match column.form {
                Form::Plain if column.is_decimal => writer.push(&format!("cast({} as real)", cell(0))),
                Form::Plain => writer.push(&cell(0)),
                Form::Double => {
                    let [a, b, c, d] = [cell(0), cell(1), cell(2), cell(3)];
                    writer.push(&format!("cast({a} as real) * {b} / {c} / {d}"));
                }
                Form::Bytes => {
                    // With a byte behind them: SQLite has no parts of an empty blob.
                    let mut blob = column.blob;
                    blob.push(0);
                    writer.push("substr(");
                    writer.bind(Value::Bytes(blob));
                    writer.push(&format!(", {}, {})", cell(0), cell(1)));
                }
            }
            place += column.form.width();
        });
        writer.push(" from json_each(");
        writer.bind(Value::Text(self.json.into()));
        writer.push(")");
    }
}

fn form(value: &Value) -> Form {
    match value {
        Value::F32(_) | Value::F64(_) => Form::Double,
        Value::Bytes(_) | Value::Uuid(_) => Form::Bytes,
        _ => Form::Plain,
    }
}

/// Appends a value in the form in which SQLite stores it; `None` for one that JSON has no such form for.
fn plain(json: &mut String, value: &Value) -> Option<()> {
    match value {
        Value::Bool(flag) => json.push(if *flag { '1' } else { '0' }),
        Value::I16(number) => write!(json, "{number}").ok()?,
        Value::I32(number) => write!(json, "{number}").ok()?,
        Value::I64(number) => write!(json, "{number}").ok()?,
        Value::U64(number) => write!(json, "{}", i64::try_from(*number).ok()?).ok()?,
        Value::Text(text) | Value::Label(text) => push_json_string(json, text),
        Value::Decimal(text) | Value::Json(text) => push_json_string(json, text),
        Value::Date(date) => push_json_string(json, &date_text(*date)),
        Value::Time(time) => push_json_string(json, &time_text(*time)),
        Value::Timestamp(at) => push_json_string(json, &timestamp_text(*at)),
        Value::TimestampTz(at) => push_json_string(json, &timestamp_tz_text(*at)),
        Value::Inet(address, prefix) => push_json_string(json, &inet_text(*address, *prefix)),
        Value::MacAddr(address) => push_json_string(json, &mac_addr_text(*address)),
        Value::Null
        | Value::F32(_)
        | Value::F64(_)
        | Value::Bytes(_)
        | Value::Uuid(_)
        | Value::Interval(_)
        | Value::Bits(..)
        | Value::Vector(_)
        | Value::Array { .. }
        | Value::Parameter(_)
        | Value::Invalid(_) => return None,
    }
    Some(())
}

fn double(value: &Value) -> Option<f64> {
    match value {
        Value::F32(number) => Some(f64::from(*number)),
        Value::F64(number) => Some(*number),
        _ => None,
    }
}

fn bytes(value: &Value) -> Option<&[u8]> {
    match value {
        Value::Bytes(bytes) => Some(bytes),
        Value::Uuid(bytes) => Some(bytes),
        _ => None,
    }
}

/// The largest power of two that is an integer of SQLite.
const MOST_BITS: i32 = 62;

/// The number as `a * b / c / d`, no step of which rounds: an integer of 53 bits and powers of two. `None` for numbers that
/// are none, and those further from 1 than about 10^34 and 10^-21.
fn factors(number: f64) -> Option<[i64; 4]> {
    if !number.is_finite() {
        return None;
    }
    let bits = number.to_bits();
    let exponent = i32::try_from(bits >> 52 & 0x7ff).ok()?;
    let fraction = i64::try_from(bits & ((1 << 52) - 1)).ok()?;
    let mantissa = match exponent {
        0 if fraction == 0 => return Some([0, 1, 1, 1]),
        0 => return None,
        _ => fraction | 1 << 52,
    };
    let zeros = i32::try_from(mantissa.trailing_zeros()).ok()?;
    let mantissa = if number.is_sign_negative() { -(mantissa >> zeros) } else { mantissa >> zeros };
    let power = exponent - 1075 + zeros;
    match power {
        0..=MOST_BITS => Some([mantissa, 1 << power, 1, 1]),
        _ if power > MOST_BITS => None,
        _ if power < -2 * MOST_BITS => None,
        _ => {
            let first = (-power).min(MOST_BITS);
            Some([mantissa, 1, 1 << first, 1 << (-power - first)])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[expect(clippy::cast_precision_loss, reason = "factors are numbers that a double holds")]
    fn the_factors_of_a_number_make_the_number() {
        let mut random = 1_u64;
        let mut numbers = vec![0.0, 1.0, -1.5, 0.1, 1e-20, 1e22, 9_007_199_254_740_993.0, f64::from(0.1_f32)];
        for _ in 0..10_000 {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let number = f64::from_bits(random);
            if (1e-18..1e18).contains(&number.abs()) {
                numbers.push(number);
            }
            numbers.push(((random >> 11) as f64) / 1e9);
        }
        for number in numbers {
            let [a, b, c, d] = factors(number).expect("a number in the range");
            let made = a as f64 * b as f64 / c as f64 / d as f64;
            assert_eq!(made.to_bits(), number.to_bits(), "{number}");
        }
    }

    #[test]
    fn numbers_out_of_range_have_no_factors() {
        for number in [f64::NAN, f64::INFINITY, f64::MIN_POSITIVE, 1e-300, 1e300, 5e-324] {
            assert_eq!(factors(number), None, "{number}");
        }
    }
}
