//! The members of objects: those of a struct, those flattened into it, and those of the variants of an enum.

use orm_schema::parse::wire::{DocumentShape, MemberDecl, Tagging, VariantDecl, WireType};

use super::documents::{Builder, Use, inside, shape};
use super::{Member, Object, Type, Value};

impl Builder<'_> {
    pub(super) fn object(
        &mut self,
        decls: &[MemberDecl],
        is_closed: bool,
        module: &[String],
        usage: Use,
    ) -> Object {
        let mut object = Object { is_closed, ..Object::default() };
        for decl in decls {
            if decl.is_flattened {
                self.flatten(&mut object, decl, module, usage);
            } else if if usage.is_request { decl.is_read } else { decl.is_written } {
                let member = self.member(decl, module, usage);
                object.members.push(member);
            }
        }
        object
    }

    /// Adds the members of a document inside that are members of what is around it.
    fn flatten(&mut self, object: &mut Object, decl: &MemberDecl, module: &[String], usage: Use) {
        let (ty, is_optional) = decl.value_type();
        let usage = inside(decl, usage);
        if let Some(inner) = self.inlined(ty, module, usage) {
            object.flattened.extend(inner.flattened);
            object.members.extend(
                inner
                    .members
                    .into_iter()
                    .map(|member| Member { is_optional: member.is_optional || is_optional, ..member }),
            );
        } else if !is_optional {
            let value = self.value(ty, module, usage);
            object.flattened.extend(Some(value).filter(says_something));
        }
    }

    /// The object that the values of a type are, unless its members depend on the value.
    fn inlined(&mut self, ty: &WireType, module: &[String], usage: Use) -> Option<Object> {
        let WireType::Named { path, .. } = ty else { return None };
        if let Some(found) = self.names.document(path, module) {
            return match shape(&found.decl, usage) {
                DocumentShape::Struct { members, denies_unknown_fields } => {
                    Some(self.object(members, *denies_unknown_fields, &found.module, usage))
                }
                DocumentShape::Same(inner) if !self.is_endless(found) => {
                    self.inlined(inner, &found.module, usage)
                }
                _ => None,
            };
        }
        let members = super::models::row(self, self.names.model(path, module)?);
        Some(Object { members, ..Object::default() })
    }

    pub(super) fn enumeration(
        &mut self,
        variants: &[VariantDecl],
        tagging: &Tagging,
        is_closed: bool,
        module: &[String],
        usage: Use,
    ) -> Value {
        let there: Vec<&VariantDecl> = variants
            .iter()
            .filter(|variant| if usage.is_request { variant.is_read } else { variant.is_written })
            .collect();
        let name = |variant: &VariantDecl| {
            if usage.is_request { variant.read_name.clone() } else { variant.written_name.clone() }
        };
        let is_bare = |variant: &&VariantDecl| matches!(variant.content, DocumentShape::Unit);
        if *tagging == Tagging::External && there.iter().all(&is_bare) {
            return Value::new(Type::Labels(there.into_iter().map(name).collect()));
        }
        let mut options = Vec::new();
        for variant in there {
            let label = Value::new(Type::Labels(vec![name(variant)]));
            let is_bare = is_bare(&variant);
            options.push(match tagging {
                Tagging::None => self.shape(&variant.content, module, usage),
                Tagging::External if is_bare => label,
                // serde takes the one key that says the variant, and no other.
                Tagging::External => {
                    object(vec![required(name(variant), self.shape(&variant.content, module, usage))], true)
                }
                Tagging::Internal(tag) => {
                    self.tagged(required(tag.clone(), label), &variant.content, module, usage)
                }
                Tagging::Adjacent(tag, _) if is_bare => object(vec![required(tag.clone(), label)], is_closed),
                Tagging::Adjacent(tag, content) => {
                    let content = required(content.clone(), self.shape(&variant.content, module, usage));
                    object(vec![required(tag.clone(), label), content], is_closed)
                }
            });
        }
        Value::new(Type::OneOf(options))
    }

    /// A variant whose tag stands among the members of its content.
    fn tagged(&mut self, tag: Member, content: &DocumentShape, module: &[String], usage: Use) -> Value {
        let inner = match content {
            DocumentShape::Struct { members, denies_unknown_fields } => {
                Some(self.object(members, *denies_unknown_fields, module, usage))
            }
            DocumentShape::Same(ty) => self.inlined(ty, module, usage),
            _ => None,
        };
        let mut object = match (inner, content) {
            (Some(object), _) => object,
            (None, DocumentShape::Unit) => Object::default(),
            (None, content) => {
                let value = self.shape(content, module, usage);
                let flattened = Some(value).filter(says_something).into_iter().collect();
                Object { flattened, ..Object::default() }
            }
        };
        object.members.insert(0, tag);
        Value::new(Type::Object(object))
    }
}

/// Does a value say which members the object around it has? Maps and what is unknown allow all.
fn says_something(value: &Value) -> bool {
    !matches!(value.ty, Type::Map(_) | Type::Json | Type::Unknown | Type::Null)
}

fn required(name: String, value: Value) -> Member {
    Member { name, docs: String::new(), value, is_optional: false }
}

fn object(members: Vec<Member>, is_closed: bool) -> Value {
    Value::new(Type::Object(Object { members, is_closed, ..Object::default() }))
}
