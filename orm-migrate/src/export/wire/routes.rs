//! What can be asked of the server: the lines of `routes!`, each with what its function takes and answers.

use std::collections::BTreeMap;

use orm_schema::parse::Declared;
use orm_schema::parse::wire::{ArgumentDecl, HandlerDecl, RouteDecl, WireType};
use orm_wire::queries;

use super::documents::{Builder, Use};
use super::names::Names;
use super::{Part, Route, Type, Value};
use crate::source::{Diagnostic, Diagnostics, Note, Source};

/// Lists the routes, and defines the documents that nothing but they name.
pub(super) fn push(builder: &mut Builder<'_>) {
    for declared in clients(&builder.names).collect::<Vec<_>>() {
        let Some(handler) = handler(&builder.names, declared) else { continue };
        let route = route(builder, &declared.decl, handler);
        builder.wire.routes.push(route);
    }
}

/// Why no client can be written: there is no route, the function of one is not known, or two have one name.
///
/// # Errors
/// All of it.
pub(crate) fn problems(source: &Source, routes: &[Route]) -> Result<(), Diagnostics> {
    let names = Names::new(source);
    let all: Vec<_> = clients(&names).collect();
    let mut found = Vec::new();
    if all.is_empty() {
        let message = "no routes are declared in the files that `schema` names";
        let hint =
            "list them in `orm_core::axum::routes! { GET \"/users\" => users::list }`, and name that file";
        found.push(Diagnostic::without_place(message).hint(hint));
    }
    let at = |decl: &RouteDecl, message: String| Diagnostic {
        location: source.at(decl.place),
        ..Diagnostic::without_place(message)
    };
    let (known, unknown): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|route| handler(&names, route).is_some());
    for route in unknown {
        found.push(match &route.decl.handler {
            Some(path) => {
                let message = format!("`{}` is no `async fn` that was read", path.join("::"));
                at(&route.decl, message)
                    .hint("name its file, or the folder of it, in the `schema` of orm.toml")
            }
            None => at(&route.decl, "a client cannot be told what this answers".to_owned())
                .hint("write an `async fn`, and name it here"),
        });
    }
    for route in &known {
        found.extend(
            handler(&names, route).into_iter().flat_map(|of| unsaid(source, &names, &route.decl, of)),
        );
    }
    let mut taken: BTreeMap<String, &Declared<RouteDecl>> = BTreeMap::new();
    for (declared, route) in known.into_iter().zip(routes) {
        let name = queries::name(route);
        if let Some(first) = taken.get(&name) {
            let note = source.at(first.decl.place);
            let note = note.map(|location| Note { location, message: "the other one is here".to_owned() });
            let message =
                format!("two routes would be called `{name}`: they are called as their functions are");
            let problem =
                at(&declared.decl, message).hint("give one of them a function, or a module, of another name");
            found.push(Diagnostic { notes: note.into_iter().collect(), ..problem });
        } else {
            taken.insert(name, declared);
        }
    }
    found.into_iter().collect::<Diagnostics>().finish()
}

/// The arguments that read a body for which a client has no type. A `GET` has none.
fn unsaid(
    source: &Source,
    names: &Names<'_>,
    route: &RouteDecl,
    handler: &Declared<HandlerDecl>,
) -> Vec<Diagnostic> {
    let problem = |argument: &ArgumentDecl| {
        let body = match Taken::of(&argument.ty, names, &handler.module).what {
            Extractor::Form => "Form",
            Extractor::Body(body) => body,
            Extractor::Json | Extractor::Query | Extractor::Other => return None,
        };
        let name = &handler.decl.rust_name;
        let message = format!("a client sends JSON, and `{name}` reads its body as `{body}`");
        let location = source.at(argument.place);
        let hint = "take `Json<T>` or `Valid<Json<T>>`; or put this route beside the table, with `.route(..)`, and send its \
                    requests by hand";
        Some(Diagnostic { location, ..Diagnostic::without_place(message) }.hint(hint))
    };
    if route.method == "GET" {
        Vec::new()
    } else {
        handler.decl.arguments.iter().filter_map(problem).collect()
    }
}

/// The routes that clients ask for. The other methods are those of browsers and proxies.
fn clients<'a>(names: &Names<'a>) -> impl Iterator<Item = &'a Declared<RouteDecl>> {
    let methods = ["GET", "POST", "PUT", "PATCH", "DELETE"];
    names.all_routes().into_iter().filter(move |route| methods.contains(&&*route.decl.method))
}

fn handler<'a>(names: &Names<'a>, route: &Declared<RouteDecl>) -> Option<&'a Declared<HandlerDecl>> {
    names.handler(route.decl.handler.as_ref()?, &route.module)
}

fn route(builder: &mut Builder<'_>, decl: &RouteDecl, handler: &Declared<HandlerDecl>) -> Route {
    let mut route = Route {
        name: name(decl),
        docs: handler.decl.docs.clone(),
        method: decl.method.clone(),
        path: decl.path.clone(),
        query: None,
        body: None,
        answer: None,
    };
    for argument in &handler.decl.arguments {
        let taken = Taken::of(&argument.ty, &builder.names, &handler.module);
        let place = match taken.what {
            Extractor::Json => &mut route.body,
            Extractor::Query => &mut route.query,
            Extractor::Form if decl.method == "GET" => &mut route.query,
            Extractor::Form | Extractor::Body(_) | Extractor::Other => continue,
        };
        let usage = Use { is_checked: taken.is_checked, ..Use::REQUEST };
        let value = match taken.inner {
            Some(inner) => builder.value(inner, &handler.module, usage),
            None => Value::new(Type::Unknown),
        };
        *place = Some(Part { value, is_optional: taken.is_optional });
    }
    route.answer = answer(builder, handler.decl.answer.as_ref(), &handler.module);
    route
}

/// The words of the path in the table, without those that only lead through modules.
fn name(decl: &RouteDecl) -> String {
    let path = decl.handler.as_deref().unwrap_or_default();
    let steps = path.iter().filter(|step| !["self", "super", "crate"].contains(&step.as_str()));
    let steps: Vec<&str> = steps.map(String::as_str).collect();
    steps[steps.len().saturating_sub(2)..].join(" ")
}

/// What an argument of a handler takes from the request.
struct Taken<'a> {
    what: Extractor,
    inner: Option<&'a WireType>,
    /// Inside `Valid<..>`?
    is_checked: bool,
    is_optional: bool,
}

enum Extractor {
    Json,
    Query,
    /// Of a `GET` it is the query.
    Form,
    /// A body in another form.
    Body(&'static str),
    Other,
}

/// The extractors of axum that read a body, besides `Json` and `Form`.
const BODIES: [&str; 8] =
    ["Body", "Bytes", "BytesMut", "Multipart", "RawForm", "Request", "String", "TypedMultipart"];

impl<'a> Taken<'a> {
    fn of(mut ty: &'a WireType, names: &Names<'_>, module: &[String]) -> Self {
        let mut taken = Self { what: Extractor::Other, inner: None, is_checked: false, is_optional: false };
        while let WireType::Named { path, arguments } = ty {
            taken.inner = arguments.first();
            match (names.followed(path, module).last().map(String::as_str), taken.inner) {
                (Some("Valid"), Some(inner)) => (taken.is_checked, ty) = (true, inner),
                (Some("Option"), Some(inner)) => (taken.is_optional, ty) = (true, inner),
                (Some("Json"), _) => return Self { what: Extractor::Json, ..taken },
                (Some("Query"), _) => return Self { what: Extractor::Query, ..taken },
                (Some("Form"), _) => return Self { what: Extractor::Form, ..taken },
                (Some(name), _) if BODIES.contains(&name) => {
                    let body = BODIES.iter().find(|body| **body == name).copied().unwrap_or_default();
                    return Self { what: Extractor::Body(body), ..taken };
                }
                _ => break,
            }
        }
        Self { what: Extractor::Other, ..taken }
    }
}

/// What is answered if all goes well; nothing if that is a status alone.
fn answer(builder: &mut Builder<'_>, ty: Option<&WireType>, module: &[String]) -> Option<Value> {
    match ty? {
        WireType::Tuple(parts) => answer(builder, parts.last(), module),
        WireType::Named { path, arguments } => {
            let meant = builder.names.followed(path, module);
            match (meant.last().map(String::as_str), arguments.first()) {
                (Some("Result"), Some(inner)) => answer(builder, Some(inner), module),
                (Some("Json"), Some(inner)) => Some(builder.value(inner, module, Use::ANSWER)),
                (Some("StatusCode" | "NoContent"), None) => None,
                _ => Some(Value::unknown(&path.join("::"))),
            }
        }
        WireType::Unknown(text) => Some(Value::unknown(text)),
        WireType::Array(..) | WireType::Slice(_) => Some(Value::new(Type::Unknown)),
    }
}
