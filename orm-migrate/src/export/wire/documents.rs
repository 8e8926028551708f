//! Structs, enums and aliases of the user's, each defined once for each use.

use std::collections::HashSet;

use orm_schema::parse::Declared;
use orm_schema::parse::wire::{DocumentDecl, DocumentShape, MemberDecl, RuleDecl, WireType};

use super::limits::limits;
use super::names::Names;
use super::{Definition, Direction, Limits, Member, Object, Type, Value, Wire};

/// Where a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Use {
    /// In a request, rather than in an answer.
    pub(super) is_request: bool,
    /// Does the server check the rules of the documents in it?
    pub(super) is_checked: bool,
}

impl Use {
    pub(super) const ANSWER: Self = Self { is_request: false, is_checked: false };
    pub(super) const REQUEST: Self = Self { is_request: true, is_checked: false };

    pub(super) const fn direction(self) -> Direction {
        if self.is_request { Direction::Request } else { Direction::Answer }
    }
}

/// Collects definitions.
pub(super) struct Builder<'a> {
    pub(super) names: Names<'a>,
    pub(super) wire: Wire,
    /// The names that are given, with what they were given to.
    given: Vec<(String, *const DocumentDecl, Use)>,
    /// The names of rows and models, and those that the formats give themselves.
    taken: HashSet<String>,
}

type Document<'a> = &'a Declared<DocumentDecl>;

impl<'a> Builder<'a> {
    pub(super) fn new(names: Names<'a>) -> Self {
        let taken = super::models::definition_names(&names);
        Self { names, wire: Wire::default(), given: Vec::new(), taken }
    }

    pub(super) fn finish(self) -> Wire {
        self.wire
    }

    pub(super) fn define(&mut self, name: &str, docs: &str, value: Value) {
        self.wire.definitions.push(Definition { name: name.to_owned(), docs: docs.to_owned(), value });
    }

    pub(super) fn define_relations(&mut self, name: String, docs: String, members: Vec<Member>) {
        let value = Value::new(Type::Object(Object { members, ..Object::default() }));
        self.wire.relations.push(Definition { name, docs, value });
    }

    /// A value of this type: an alias and a newtype are what they stand for, anything else has a name.
    pub(super) fn document(&mut self, declared: Document<'a>, usage: Use) -> Value {
        if let DocumentShape::Same(ty) = shape(&declared.decl, usage) {
            // An alias of itself does not compile, but can be read.
            return if self.is_endless(declared) {
                Value::new(Type::Unknown)
            } else {
                self.value(ty, &declared.module, usage)
            };
        }
        let usage = self.usage_of(declared, usage);
        let pointer: *const DocumentDecl = &raw const declared.decl;
        let known = self.given.iter().find(|(_, known, used)| *known == pointer && *used == usage);
        if let Some((name, ..)) = known {
            return Value::new(Type::Named(name.clone()));
        }
        let name = self.free_name(&declared.decl.rust_name, usage);
        self.given.push((name.clone(), pointer, usage));
        let place = self.wire.definitions.len();
        let value = self.shape(shape(&declared.decl, usage), &declared.module, usage);
        let mut value = Value { limits: limits(&declared.decl.rules), ..value };
        if !usage.is_checked {
            value.limits = Limits::default();
        }
        let definition = Definition { name: name.clone(), docs: declared.decl.docs.clone(), value };
        self.wire.definitions.insert(place, definition);
        Value::new(Type::Named(name))
    }

    /// The use that is told apart from others: most documents look the same in requests and in answers.
    fn usage_of(&self, declared: Document<'a>, usage: Use) -> Use {
        let is_checked = usage.is_checked && self.any(declared, &mut HashSet::new(), &has_rules);
        let is_request = is_checked || usage.is_request && self.any(declared, &mut HashSet::new(), &is_sided);
        Use { is_request, is_checked }
    }

    fn free_name(&self, rust_name: &str, usage: Use) -> String {
        let is_taken =
            |name: &String| self.taken.contains(name) || self.given.iter().any(|(known, ..)| known == name);
        let name = match usage {
            Use { is_request: false, .. } => rust_name.to_owned(),
            Use { is_request: true, .. } => format!("{rust_name}Input"),
        };
        let later = (2..).map(|number| format!("{name}{number}"));
        let names = std::iter::once(name.clone()).chain(later);
        names.into_iter().find(|name| !is_taken(name)).unwrap_or(name)
    }

    /// Does `holds` of a member of the document, or of a document in it?
    fn any(
        &self,
        declared: Document<'a>,
        seen: &mut HashSet<*const DocumentDecl>,
        holds: &dyn Fn(&MemberDecl) -> bool,
    ) -> bool {
        if !seen.insert(&raw const declared.decl) {
            return false;
        }
        let mut types: Vec<&WireType> = Vec::new();
        let mut is_found = false;
        collect(
            &declared.decl.read,
            &mut |member| {
                is_found |= holds(member);
            },
            &mut types,
        );
        is_found || types.into_iter().any(|ty| self.any_in(ty, &declared.module, seen, holds))
    }

    fn any_in(
        &self,
        ty: &WireType,
        module: &[String],
        seen: &mut HashSet<*const DocumentDecl>,
        holds: &dyn Fn(&MemberDecl) -> bool,
    ) -> bool {
        match ty {
            WireType::Named { path, arguments } => {
                arguments.iter().any(|ty| self.any_in(ty, module, seen, holds))
                    || self.names.document(path, module).is_some_and(|found| self.any(found, seen, holds))
            }
            WireType::Tuple(types) => types.iter().any(|ty| self.any_in(ty, module, seen, holds)),
            WireType::Array(ty, _) | WireType::Slice(ty) => self.any_in(ty, module, seen, holds),
            WireType::Unknown(_) => false,
        }
    }

    pub(super) fn is_endless(&self, declared: Document<'a>) -> bool {
        let mut at = declared;
        for _ in 0..16 {
            let DocumentShape::Same(WireType::Named { path, .. }) = &at.decl.read else { return false };
            let Some(next) = self.names.document(path, &at.module) else { return false };
            at = next;
        }
        true
    }

    pub(super) fn shape(&mut self, shape: &DocumentShape, module: &[String], usage: Use) -> Value {
        match shape {
            DocumentShape::Struct { members, denies_unknown_fields } => {
                let object = self.object(members, *denies_unknown_fields, module, usage);
                Value::new(Type::Object(object))
            }
            DocumentShape::Same(ty) => self.value(ty, module, usage),
            DocumentShape::Tuple(types) => self.value(&WireType::Tuple(types.clone()), module, usage),
            DocumentShape::Unit => Value::new(Type::Null),
            DocumentShape::Enum { variants, tagging, denies_unknown_fields } => {
                self.enumeration(variants, tagging, *denies_unknown_fields, module, usage)
            }
            DocumentShape::Unknown => Value::new(Type::Unknown),
        }
    }

    /// A member as its own attributes have it.
    pub(super) fn member(&mut self, decl: &MemberDecl, module: &[String], usage: Use) -> Member {
        let (ty, is_option) = decl.value_type();
        let is_otherwise = if usage.is_request { decl.is_read_otherwise } else { decl.is_written_otherwise };
        let (name, is_optional) = if usage.is_request {
            (&decl.read_name, decl.has_default || is_option && !is_otherwise)
        } else {
            (&decl.written_name, decl.may_be_left_out)
        };
        let value = if is_otherwise {
            Value::new(Type::Unknown)
        } else {
            let value = self.value(ty, module, inside(decl, usage)).nullable(is_option);
            if usage.is_checked { value.under(limits(&decl.rules)) } else { value }
        };
        Member { name: name.clone(), docs: decl.docs.clone(), value, is_optional }
    }
}

/// The form of a document in requests or in answers.
pub(super) fn shape(decl: &DocumentDecl, usage: Use) -> &DocumentShape {
    if usage.is_request { &decl.read } else { &decl.written }
}

/// Hands each member of a shape to `visit`, and collects the types in it.
fn collect<'s>(shape: &'s DocumentShape, visit: &mut impl FnMut(&MemberDecl), types: &mut Vec<&'s WireType>) {
    match shape {
        DocumentShape::Struct { members, .. } => {
            for member in members {
                visit(member);
                types.push(&member.ty);
            }
        }
        DocumentShape::Same(ty) => types.push(ty),
        DocumentShape::Tuple(inner) => types.extend(inner),
        DocumentShape::Enum { variants, .. } => {
            for variant in variants {
                collect(&variant.content, visit, types);
            }
        }
        DocumentShape::Unit | DocumentShape::Unknown => {}
    }
}

/// Is the member under a rule, itself or by what is in it?
fn has_rules(member: &MemberDecl) -> bool {
    !member.rules.is_empty()
}

/// Do requests and answers differ in this member?
fn is_sided(member: &MemberDecl) -> bool {
    let is_decimal = |ty: &WireType| {
        matches!(ty, WireType::Named { path, .. }
            if path.last().is_some_and(|last| matches!(last.as_str(), "Decimal" | "BigDecimal")))
    };
    let (ty, is_option) = member.value_type();
    member.read_name != member.written_name
        || member.is_read != member.is_written
        || member.is_read_otherwise != member.is_written_otherwise
        || (member.has_default || is_option) != member.may_be_left_out
        || is_decimal(ty)
}

/// How a document in a member is used: the rules of a document hold if it is checked itself, those of documents in it where the
/// member says `nested`.
pub(super) fn inside(decl: &MemberDecl, usage: Use) -> Use {
    Use { is_checked: usage.is_checked && decl.rules.contains(&RuleDecl::Nested), ..usage }
}
