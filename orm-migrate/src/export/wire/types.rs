//! What a Rust type is in JSON, as the `Serialize` and `Deserialize` of its crate have it.

use orm_schema::parse::wire::WireType;

use super::documents::{Builder, Use};
use super::{Type, Value};

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
            WireType::Unknown(text) => Value::unknown(text),
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
        // Many programs have a `Vector` of their own.
        let is_own_vector = name == "Vector" && !meant.iter().any(|part| part == "pgvector");
        let declared = self.names.document(path, module);
        let is_here = declared.is_some_and(|declared| declared.module == module || is_own_vector);
        let has_zone = !arguments.is_empty() && !meant.iter().any(|part| part == "civil");
        // `DateTime<Utc>` is a point in time, `jiff::civil::DateTime` is not.
        let name = if name == "DateTime" && has_zone { "Timestamp" } else { name };
        // The crate `time` writes lists of numbers or text of its own, as its features say.
        let is_of_time = meant.iter().rev().nth(1).is_some_and(|module| module == "time");
        match orm_wire::known(name, usage.direction()) {
            Some(ty) if !is_here && !is_of_time => Value::new(ty),
            _ => self.user_type(path, module, usage),
        }
    }

    fn user_type(&mut self, path: &[String], module: &[String], usage: Use) -> Value {
        if let Some(declared) = self.names.document(path, module) {
            return self.document(declared, usage);
        }
        match self.names.row_or_model(path, module) {
            Some(name) => Value::new(Type::Named(name)),
            None => Value::unknown(&path.join("::")),
        }
    }

    fn list(&mut self, element: &WireType, module: &[String], usage: Use, length: Option<u64>) -> Value {
        Value::list(self.value(element, module, usage), length)
    }
}
