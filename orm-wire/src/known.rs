//! The form of the types that columns and documents are made of, as the `Serialize` and `Deserialize` of their crates have it.

use crate::{TextForm, Type, Value};

/// Which way a value travels. Some types are read in more forms than they are written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From client to server.
    Request,
    /// From server to client.
    Answer,
}

/// The form of the type called `name`; nothing of the crate `time`, which writes lists of numbers or text of its own, as its
/// features say; of two crates that share a name, `civil::DateTime` is that of jiff without a zone.
pub fn known(name: &str, direction: Direction) -> Option<Type> {
    let integer = |min, max| Type::Integer { min, max };
    Some(match name {
        "bool" => Type::Bool,
        "i8" => integer(i8::MIN.into(), i8::MAX.into()),
        "i16" => integer(i16::MIN.into(), i16::MAX.into()),
        "i32" => integer(i32::MIN.into(), i32::MAX.into()),
        "i64" | "isize" => integer(i64::MIN.into(), i64::MAX.into()),
        "u8" => integer(0, u8::MAX.into()),
        "u16" => integer(0, u16::MAX.into()),
        "u32" => integer(0, u32::MAX.into()),
        "u64" | "usize" => integer(0, u64::MAX.into()),
        "f32" => Type::Single,
        "f64" => Type::Double,
        "char" => Type::Form(TextForm::Char),
        "String" | "str" | "IpNet" | "IpNetwork" | "MacAddress" => Type::Text,
        "Decimal" | "BigDecimal" => match direction {
            Direction::Request => Type::DecimalInput,
            Direction::Answer => Type::Decimal,
        },
        "NaiveDate" | "Date" => Type::Form(TextForm::Day),
        "NaiveTime" | "Time" => Type::Form(TextForm::Time),
        "NaiveDateTime" | "DateTime" => Type::Form(TextForm::DateTime),
        "Timestamp" => Type::Form(TextForm::Instant),
        "Interval" => Type::Form(TextForm::Span),
        "Uuid" => Type::Form(TextForm::Uuid),
        "IpAddr" => Type::Form(TextForm::Ip),
        "Ipv4Addr" => Type::Form(TextForm::Ipv4),
        "Ipv6Addr" => Type::Form(TextForm::Ipv6),
        "Vector" => Type::List(Box::new(Value::new(Type::Single))),
        "Value" => Type::Json,
        _ => return None,
    })
}
