//! Where a page ended, as a text that clients hand back.

use std::fmt;
use std::marker::PhantomData;
use std::net::IpAddr;
use std::str::FromStr;

use chrono::DateTime;

use crate::error::{Error, ErrorKind};
use crate::types::{ColumnType, Value};

/// The keys of the last row of a page: where the next one begins. `V` is the type of the key, or a tuple of those of several.
///
/// `to_string` makes a text of it for clients, `parse` reads it back. It is opaque but not secret: it holds the values of
/// the keys. A text that is no cursor of these types is an [`ErrorKind::Cursor`].
///
/// ```
/// use orm_core::query::Cursor;
///
/// let cursor: Cursor<(String, i32)> = Cursor::of(("Ada".to_owned(), 7));
/// let text = cursor.to_string();
/// assert_eq!(text.parse::<Cursor<(String, i32)>>().unwrap(), cursor);
/// assert!(text.parse::<Cursor<(i32, i32)>>().is_err());
/// assert!("nonsense".parse::<Cursor<i32>>().is_err());
/// ```
pub struct Cursor<V> {
    values: Vec<Value>,
    marker: PhantomData<fn() -> V>,
}

impl<V> Cursor<V> {
    pub(super) fn new(values: Vec<Value>) -> Self {
        Self { values, marker: PhantomData }
    }

    #[cfg(feature = "exec")]
    pub(super) fn values(&self) -> &[Value] {
        &self.values
    }
}

impl<V: CursorKeys> Cursor<V> {
    /// The cursor behind a row with these keys.
    pub fn of(keys: V) -> Self {
        let mut values = Vec::new();
        keys.into_values(&mut values);
        Self::new(values)
    }
}

impl<V> Clone for Cursor<V> {
    fn clone(&self) -> Self {
        Self::new(self.values.clone())
    }
}

impl<V> PartialEq for Cursor<V> {
    fn eq(&self, other: &Self) -> bool {
        self.values == other.values
    }
}

impl<V> fmt::Debug for Cursor<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Cursor")
    }
}

/// The keys of a cursor: a type of column that has an order on every database, or a tuple of up to 4.
pub trait CursorKeys {
    /// Puts the names of their SQL types into `names`.
    fn names(names: &mut Vec<&'static str>);

    /// Puts the values into `values`.
    fn into_values(self, values: &mut Vec<Value>);
}

impl<T: ColumnType> CursorKeys for T {
    fn names(names: &mut Vec<&'static str>) {
        names.push(T::SQL_NAME);
    }

    fn into_values(self, values: &mut Vec<Value>) {
        values.push(self.into_value());
    }
}

macro_rules! tuple {
    ($($T:ident)*) => {
        impl<$($T: CursorKeys),*> CursorKeys for ($($T,)*) {
            fn names(names: &mut Vec<&'static str>) {
                $($T::names(names);)*
            }

            #[expect(non_snake_case, reason = "the variables are named like their types")]
            fn into_values(self, values: &mut Vec<Value>) {
                let ($($T,)*) = self;
                $($T.into_values(values);)*
            }
        }
    };
}

tuple!(A);
tuple!(A B);
tuple!(A B C);
tuple!(A B C D);

/// The hexadecimal digits of each key, with its type before it.
impl<V: CursorKeys> fmt::Display for Cursor<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut names = Vec::new();
        V::names(&mut names);
        for (position, (name, value)) in names.iter().zip(&self.values).enumerate() {
            if position > 0 {
                f.write_str(".")?;
            }
            for byte in format!("{name}:{}", written(value)).bytes() {
                write!(f, "{byte:02x}")?;
            }
        }
        Ok(())
    }
}

impl<V: CursorKeys> FromStr for Cursor<V> {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Error> {
        let mut names = Vec::new();
        V::names(&mut names);
        let part = |part| String::from_utf8(unhex(part)?).ok();
        let parts = text.split('.').map(part).collect::<Option<Vec<_>>>().ok_or_else(malformed)?;
        if parts.len() != names.len() {
            return Err(malformed());
        }
        let values = names.iter().zip(&parts).map(|(name, part)| {
            let (ty, form) = part.split_once(':')?;
            if ty == *name { read(form) } else { None }
        });
        Ok(Self::new(values.collect::<Option<Vec<_>>>().ok_or_else(malformed)?))
    }
}

fn malformed() -> Error {
    Error::new(ErrorKind::Cursor, "the text is no cursor of this query; begin at the first page")
}

/// A letter for the kind of value, and the value. Of another kind there is none to read back.
fn written(value: &Value) -> String {
    match value {
        Value::Bool(flag) => format!("b{}", u8::from(*flag)),
        Value::I16(number) => format!("s{number}"),
        Value::I32(number) => format!("i{number}"),
        Value::I64(number) => format!("l{number}"),
        Value::U64(number) => format!("u{number}"),
        Value::F32(number) => format!("h{:08x}", number.to_bits()),
        Value::F64(number) => format!("f{:016x}", number.to_bits()),
        Value::Bytes(bytes) => format!("y{}", hex(bytes)),
        Value::Interval(span) => format!("v{span}"),
        Value::Inet(address, prefix) => format!("a{address}/{prefix}"),
        Value::MacAddr(bytes) => format!("m{}", hex(bytes)),
        Value::Text(text) => format!("t{text}"),
        Value::Label(label) => format!("e{label}"),
        Value::Decimal(number) => format!("n{number}"),
        Value::Uuid(bytes) => format!("g{:032x}", u128::from_be_bytes(*bytes)),
        Value::Date(date) => format!("d{date}"),
        Value::Time(time) => format!("c{time}"),
        Value::Timestamp(at) => format!("w{}", at.and_utc().timestamp_micros()),
        Value::TimestampTz(at) => format!("z{}", at.timestamp_micros()),
        _ => String::new(),
    }
}

fn read(form: &str) -> Option<Value> {
    let kind = form.chars().next()?;
    let rest = &form[kind.len_utf8()..];
    Some(match kind {
        'b' => Value::Bool(rest == "1"),
        's' => Value::I16(rest.parse().ok()?),
        'i' => Value::I32(rest.parse().ok()?),
        'l' => Value::I64(rest.parse().ok()?),
        'u' => Value::U64(rest.parse().ok()?),
        'h' => Value::F32(f32::from_bits(u32::from_str_radix(rest, 16).ok()?)),
        'f' => Value::F64(f64::from_bits(u64::from_str_radix(rest, 16).ok()?)),
        'y' => Value::Bytes(unhex(rest)?),
        'v' => Value::Interval(rest.parse().ok()?),
        'a' => {
            let (address, prefix) = rest.split_once('/')?;
            let (address, prefix): (IpAddr, u8) = (address.parse().ok()?, prefix.parse().ok()?);
            let longest = if address.is_ipv4() { 32 } else { 128 };
            (prefix <= longest).then_some(Value::Inet(address, prefix))?
        }
        'm' => Value::MacAddr(unhex(rest)?.try_into().ok()?),
        't' => Value::Text(rest.to_owned().into()),
        'e' => Value::Label(rest.to_owned().into()),
        'n' if is_decimal(rest) => Value::Decimal(rest.to_owned()),
        'g' => Value::Uuid(u128::from_str_radix(rest, 16).ok()?.to_be_bytes()),
        'd' => Value::Date(rest.parse().ok()?),
        'c' => Value::Time(rest.parse().ok()?),
        'w' => Value::Timestamp(DateTime::from_timestamp_micros(rest.parse().ok()?)?.naive_utc()),
        'z' => Value::TimestampTz(DateTime::from_timestamp_micros(rest.parse().ok()?)?),
        _ => return None,
    })
}

fn is_decimal(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'))
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect::<Vec<_>>().concat()
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let pairs = text.as_bytes().chunks(2);
    let bytes = pairs.map(|pair| match pair {
        &[high, low] => Some(digit(high)? * 16 + digit(low)?),
        _ => None,
    });
    bytes.collect()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;
    use crate::types::Interval;

    #[test]
    fn a_key_of_any_type_that_is_sorted_comes_back() {
        let address = |text: &str| text.parse::<IpAddr>().expect("an address");
        let cursor =
            Cursor::of((-1.5_f32, vec![0_u8, b'.', 255], address("2001:db8::1"), address("10.0.0.1")));
        let back: Cursor<(f32, Vec<u8>, IpAddr, IpAddr)> = cursor.to_string().parse().expect("a cursor");
        assert_eq!(back, cursor);
        let span = Cursor::of(Interval { months: -14, days: 3, microseconds: 1 });
        assert_eq!(span.to_string().parse::<Cursor<Interval>>().expect("a cursor"), span);
        for value in [Value::Inet(address("10.0.0.1"), 33), Value::MacAddr([8, 0, 43, 1, 2, 255])] {
            let form = written(&value);
            assert_eq!(read(&form), Some(value).filter(|value| matches!(value, Value::MacAddr(_))), "{form}");
        }
    }
}
