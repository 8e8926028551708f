//! The routes of a server, as `routes!` lists them, and the functions that answer them.

use proc_macro2::{TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser};
use syn::{Attribute, Expr, FnArg, Ident, LitStr, ReturnType, Signature, Token, Visibility};

use super::super::problem::{Place, Problems};
use super::wire_type::WireType;

/// A line of `routes! { .. }`: `GET "/users/{id}" => users::get::<D>`.
#[derive(Debug, Clone)]
pub struct RouteDecl {
    /// `GET`.
    pub method: String,
    /// `/users/{id}`.
    pub path: String,
    /// The path of the function that answers; nothing if it is no path.
    pub handler: Option<Vec<String>>,
    /// Where that is.
    pub place: Place,
}

/// An `async fn`, as far as a client cares: what it takes and what it answers.
#[derive(Debug, Clone)]
pub struct HandlerDecl {
    /// Its name.
    pub rust_name: String,
    /// Its `///` lines.
    pub docs: String,
    /// Its arguments.
    pub arguments: Vec<ArgumentDecl>,
    /// What it answers.
    pub answer: Option<WireType>,
}

/// An argument of a handler.
#[derive(Debug, Clone)]
pub struct ArgumentDecl {
    /// Its type.
    pub ty: WireType,
    /// Where that is.
    pub place: Place,
}

/// The lines of each `routes! { .. }` in an item, at any depth. One that cannot be read is the compiler's to report.
pub(in super::super) fn routes(tokens: &[TokenTree], problems: &mut Problems) -> Vec<RouteDecl> {
    let mut found = Vec::new();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let is_ours = matches!(&tokens[index.saturating_sub(2)..index],
            [TokenTree::Ident(name), TokenTree::Punct(bang)] if name == "routes" && bang.as_char() == '!');
        if is_ours {
            found.extend(table(group.stream(), problems));
        } else {
            found.extend(routes(&group.stream().into_iter().collect::<Vec<_>>(), problems));
        }
    }
    found
}

fn table(tokens: TokenStream, problems: &mut Problems) -> Vec<RouteDecl> {
    let mut found = Vec::new();
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            let method: Ident = input.parse()?;
            let path: LitStr = input.parse()?;
            input.parse::<Token![=>]>()?;
            let handler: Expr = input.parse()?;
            found.push(RouteDecl {
                method: method.to_string(),
                path: path.value(),
                place: problems.place(&handler),
                handler: match &handler {
                    Expr::Path(handler) if handler.qself.is_none() => {
                        let segments = handler.path.segments.iter();
                        Some(segments.map(|segment| crate::parse::name_of(&segment.ident)).collect())
                    }
                    _ => None,
                },
            });
            if input.parse::<Option<Token![,]>>()?.is_none() {
                break;
            }
        }
        input.parse::<TokenStream>().map(drop)
    };
    let _ = parser.parse2(tokens);
    found
}

/// Reads an `async fn` by its signature; its body stays unread. Nothing if it is another function.
pub(in super::super) fn handler(tokens: &[TokenTree], problems: &mut Problems) -> Option<HandlerDecl> {
    let (TokenTree::Group(_), signature) = tokens.split_last()? else { return None };
    if !signature.iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "async")) {
        return None;
    }
    let parser = |input: ParseStream<'_>| {
        let attributes = Attribute::parse_outer(input)?;
        input.parse::<Visibility>()?;
        Ok((attributes, input.parse::<Signature>()?))
    };
    let (attributes, signature) = parser.parse2(signature.iter().cloned().collect()).ok()?;
    let arguments = signature.inputs.iter().filter_map(|argument| match argument {
        FnArg::Typed(argument) => {
            Some(ArgumentDecl { ty: WireType::of(&argument.ty), place: problems.place(&argument.ty) })
        }
        FnArg::Receiver(_) => None,
    });
    Some(HandlerDecl {
        rust_name: crate::parse::name_of(&signature.ident),
        docs: super::docs(&attributes),
        arguments: arguments.collect(),
        answer: match &signature.output {
            ReturnType::Default => None,
            ReturnType::Type(_, ty) => Some(WireType::of(ty)),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(source: &str) -> Vec<TokenTree> {
        source.parse::<TokenStream>().expect("tokens").into_iter().collect()
    }

    #[test]
    fn tables_are_found_in_bodies() {
        let source = r#"pub fn router<D>() -> Router { let api = orm_core::axum::routes! {
            GET "/users" => users::list::<D, Other>,
            DELETE "/users/{id}" => |id| async { id },
        }; }"#;
        let found = routes(&tokens(source), &mut Problems::of_file(0));
        let found: Vec<_> =
            found.iter().map(|route| (&*route.method, &*route.path, route.handler.clone())).collect();
        let list = Some(vec!["users".to_owned(), "list".to_owned()]);
        assert_eq!(found, [("GET", "/users", list), ("DELETE", "/users/{id}", None)]);
    }

    #[test]
    fn handlers_are_read_by_their_signature() {
        let source = "/// All.\npub(super) async fn list<D: Database>(State(db): State<Db<D>>, Json(b): Json<New>) \
                      -> Result<Json<User>, Problem> where D: Send { 1 }";
        let found = handler(&tokens(source), &mut Problems::of_file(0)).expect("a handler");
        assert_eq!((&*found.rust_name, &*found.docs, found.arguments.len()), ("list", "All.", 2));
        assert!(matches!(&found.answer, Some(WireType::Named { arguments, .. }) if arguments.len() == 2));
        assert!(handler(&tokens("fn list() { async { 1 } }"), &mut Problems::of_file(0)).is_none());
    }
}
