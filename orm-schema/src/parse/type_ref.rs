//! Reads the type of a field.

use quote::ToTokens;
use syn::{GenericArgument, PathArguments, Type, TypePath};

use super::item::TypeRef;
use super::problem::{Place, Problems};
use crate::SqlType;
use crate::types::from_rust_path;

/// The type of a field, `Option` taken off, and whether there was one.
pub(super) fn of_field(ty: &Type, problems: &mut Problems) -> (TypeRef, bool) {
    let Some(inner) = argument_of(ty, "Option") else {
        return (of_type(ty, problems), false);
    };
    if argument_of(inner, "Option").is_some() {
        problems
            .push_at(ty, "a column cannot be an `Option` of an `Option`")
            .hint("NULL is one value; write a single `Option`");
    }
    let inner = argument_of(inner, "Option").unwrap_or(inner);
    (of_type(inner, problems), true)
}

/// The type of a value behind any number of `Option`s, and how many there are.
pub fn of_value(ty: &Type, problems: &mut Problems) -> (TypeRef, usize) {
    let (mut ty, mut options) = (ty, 0);
    while let Some(inner) = argument_of(ty, "Option") {
        (ty, options) = (inner, options + 1);
    }
    (of_type(ty, problems), options)
}

/// Any type.
pub(super) fn of_type(ty: &Type, problems: &mut Problems) -> TypeRef {
    match ty {
        Type::Group(group) => of_type(&group.elem, problems),
        Type::Paren(paren) => of_type(&paren.elem, problems),
        Type::Path(path) if path.qself.is_none() => of_path(ty, path, problems),
        _ => TypeRef::Opaque { place: problems.place(ty) },
    }
}

fn of_path(ty: &Type, path: &TypePath, problems: &mut Problems) -> TypeRef {
    if let Some(element) = argument_of(ty, "Vec") {
        return of_vec(element, problems);
    }
    let names: Vec<String> =
        path.path.segments.iter().map(|segment| super::name_of(&segment.ident)).collect();
    let segments: Vec<&str> = names.iter().map(String::as_str).collect();
    let has_arguments = path.path.segments.last().is_some_and(|last| !last.arguments.is_none());
    match from_rust_path(&segments, has_arguments) {
        Some(known) => TypeRef::Known(known),
        None => TypeRef::User { path: names, has_arguments, place: place(ty, problems) },
    }
}

/// `Vec<u8>` is bytes, any other `Vec` an array; `NULL` elements need no mention, SQL arrays always allow them.
fn of_vec(element: &Type, problems: &mut Problems) -> TypeRef {
    let element = argument_of(element, "Option").unwrap_or(element);
    match of_type(element, problems) {
        TypeRef::Known(SqlType::UnsignedTinyInt) => TypeRef::Known(SqlType::Bytes),
        element => TypeRef::Array(Box::new(element)),
    }
}

/// Where a type is.
pub(super) fn place(ty: &Type, problems: &mut Problems) -> Place {
    // Nearly all types are paths, and asking a path costs less than writing out its tokens.
    let Type::Path(path) = ty else { return problems.place(ty) };
    let (Some(first), Some(last)) = (path.path.segments.first(), path.path.segments.last()) else {
        return problems.place(ty);
    };
    let end = match &last.arguments {
        PathArguments::None => last.ident.span(),
        PathArguments::AngleBracketed(arguments) => arguments.gt_token.span,
        PathArguments::Parenthesized(_) => return problems.place(ty),
    };
    problems.place_between(first.ident.span(), end)
}

/// `T` of `Wrapper<T>`.
fn argument_of<'a>(ty: &'a Type, wrapper: &str) -> Option<&'a Type> {
    let ty = match ty {
        Type::Group(group) => &group.elem,
        Type::Paren(paren) => &paren.elem,
        _ => ty,
    };
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == wrapper)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(argument) if arguments.args.len() == 1 => Some(argument),
        _ => None,
    }
}

/// A type as a person would write it: `Vec<Option<T>>` instead of `Vec < Option < T > >`.
pub(super) fn written(ty: &impl ToTokens) -> String {
    let mut text = String::new();
    for part in ty.to_token_stream().to_string().split(' ') {
        let glued = text.ends_with(['<', '&', ':', '(', '[', '!'])
            || part.starts_with(['<', '>', ',', ':', ')', ']', ';', '!']);
        if !text.is_empty() && !glued {
            text.push(' ');
        }
        text.push_str(part);
    }
    text
}
