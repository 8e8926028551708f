//! The type of a value that travels, as far as the source tells.

use quote::ToTokens;
use syn::{Expr, ExprLit, GenericArgument, Lit, PathArguments, Type};

/// A Rust type, without tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WireType {
    /// A path with the types among its generic arguments.
    Named {
        /// Its segments.
        path: Vec<String>,
        /// The types in the angle brackets of the last one.
        arguments: Vec<WireType>,
    },
    /// `(A, B)`.
    Tuple(Vec<WireType>),
    /// `[T; 3]`; the length, if it is a number.
    Array(Box<WireType>, Option<u64>),
    /// `[T]`.
    Slice(Box<WireType>),
    /// Anything else, as written.
    Unknown(String),
}

impl WireType {
    /// Reads a type.
    pub(super) fn of(ty: &Type) -> Self {
        match ty {
            Type::Group(group) => Self::of(&group.elem),
            Type::Paren(paren) => Self::of(&paren.elem),
            Type::Reference(reference) => Self::of(&reference.elem),
            Type::Slice(slice) => Self::Slice(Box::new(Self::of(&slice.elem))),
            Type::Tuple(tuple) => Self::Tuple(tuple.elems.iter().map(Self::of).collect()),
            Type::Array(array) => {
                let length = match &array.len {
                    Expr::Lit(ExprLit { lit: Lit::Int(length), .. }) => length.base10_parse().ok(),
                    _ => None,
                };
                Self::Array(Box::new(Self::of(&array.elem)), length)
            }
            Type::Path(path) if path.qself.is_none() => {
                let segments = &path.path.segments;
                let arguments = match segments.last().map(|last| &last.arguments) {
                    Some(PathArguments::AngleBracketed(arguments)) => arguments
                        .args
                        .iter()
                        .filter_map(|argument| match argument {
                            GenericArgument::Type(ty) => Some(Self::of(ty)),
                            _ => None,
                        })
                        .collect(),
                    _ => Vec::new(),
                };
                let path = segments.iter().map(|segment| crate::parse::name_of(&segment.ident)).collect();
                Self::Named { path, arguments }
            }
            _ => Self::Unknown(ty.to_token_stream().to_string()),
        }
    }

    /// `T` of `Option<T>`.
    pub fn option(&self) -> Option<&Self> {
        match self {
            Self::Named { path, arguments } if path.last().is_some_and(|last| last == "Option") => {
                arguments.first()
            }
            _ => None,
        }
    }
}
