//! What a Rust type is in JSON, as the `Serialize` and `Deserialize` of its crate have it.

use orm_schema::parse::wire::WireType;

use super::documents::{Builder, Use};
use super::{Limits, TextForm, Type, Value};

impl Builder<'_> {
    /// A value of the type `ty` that stands in `module`.
    pub(super) fn value(&mut self, ty: &WireType, module: &[String], usage: Use) -> Value {
        match ty {
            WireType::Named { path, arguments } => self.named_type(path, arguments, module, usage),
            WireType::Tuple(types) if types.is_empty() => Value::new(Type::Null),
            WireType::Tuple(types) => {
                Value::new(Type::Tuple(types.iter().map(|ty| self.value(ty, module, usage)).collect()))
            }
            WireType::Slice(element) => self.list(element, module, usage, None),
            WireType::Array(element, length) => self.list(element, module, usage, *length),
            WireType::Unknown(text) => unknown(text),
        }
    }

    fn named_type(
        &mut self,
        path: &[String],
        arguments: &[WireType],
        module: &[String],
        usage: Use,
    ) -> Value {
        let meant = self.names.followed(path, module);
        let name = meant.last().map_or("", String::as_str);
        match (name, arguments) {
            ("Option", [inner]) => return self.value(inner, module, usage).nullable(true),
            ("Json" | "Box" | "Arc" | "Rc" | "Cow" | "Cell" | "RefCell" | "Mutex", [inner]) => {
                return self.value(inner, module, usage);
            }
            ("Vec" | "VecDeque" | "HashSet" | "BTreeSet" | "LinkedList" | "IndexSet", [element, ..]) => {
                return self.list(element, module, usage, None);
            }
            ("HashMap" | "BTreeMap" | "IndexMap", [_, value, ..]) => {
                return Value::new(Type::Map(Box::new(self.value(value, module, usage))));
            }
            ("Map", [_, _]) => return Value::new(Type::Map(Box::new(Value::new(Type::Json)))),
            _ => {}
        }
        let is_here = self.names.document(path, module).is_some_and(|declared| declared.module == module);
        let has_zone = !arguments.is_empty() && !meant.iter().any(|part| part == "civil");
        match known(name, has_zone, usage) {
            Some(ty) if !is_here => Value::new(ty),
            _ => self.user_type(path, module, usage),
        }
    }

    fn user_type(&mut self, path: &[String], module: &[String], usage: Use) -> Value {
        if let Some(declared) = self.names.document(path, module) {
            return self.document(declared, usage);
        }
        match self.names.model(path, module) {
            Some(declared) => Value::new(Type::Named(declared.decl.rust_name.clone())),
            None => unknown(&path.join("::")),
        }
    }

    fn list(&mut self, element: &WireType, module: &[String], usage: Use, length: Option<u64>) -> Value {
        let element = self.value(element, module, usage);
        let limits = Limits { min_length: length, max_length: length, ..Limits::default() };
        Value { limits, ..Value::new(Type::List(Box::new(element))) }
    }
}

/// A type that the reader does not know: anything, with a word about it.
fn unknown(name: &str) -> Value {
    let notes = vec![format!("the form of {name} is known to the server alone")];
    Value { limits: Limits { notes, ..Limits::default() }, ..Value::new(Type::Unknown) }
}

fn known(name: &str, has_zone: bool, usage: Use) -> Option<Type> {
    let integer = |min, max| Type::Integer { min, max };
    // `DateTime<Utc>` is a point in time, `jiff::civil::DateTime` is not.
    let name = if name == "DateTime" && has_zone { "Timestamp" } else { name };
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
        "Decimal" | "BigDecimal" if usage.is_request => Type::DecimalInput,
        "Decimal" | "BigDecimal" => Type::Decimal,
        "NaiveDate" | "Date" => Type::Form(TextForm::Day),
        "NaiveTime" | "Time" => Type::Form(TextForm::Time),
        "NaiveDateTime" | "PrimitiveDateTime" | "DateTime" => Type::Form(TextForm::DateTime),
        "OffsetDateTime" | "Timestamp" => Type::Form(TextForm::Instant),
        "Uuid" => Type::Form(TextForm::Uuid),
        "IpAddr" => Type::Form(TextForm::Ip),
        "Ipv4Addr" => Type::Form(TextForm::Ipv4),
        "Ipv6Addr" => Type::Form(TextForm::Ipv6),
        "Value" => Type::Json,
        _ => return None,
    })
}
