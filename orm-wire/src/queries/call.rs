//! One route, as a function and as a hook.

use crate::{Part, Route, Type, Value, Wire, typescript};

/// Words that an argument or a function cannot be called: those of the language, and those that the module has.
const TAKEN: &[&str] = &[
    "address",
    "asked",
    "await",
    "body",
    "break",
    "case",
    "catch",
    "changed",
    "class",
    "const",
    "continue",
    "debugger",
    "default",
    "delete",
    "do",
    "else",
    "enum",
    "export",
    "extends",
    "false",
    "fetch",
    "finally",
    "for",
    "function",
    "if",
    "implements",
    "import",
    "in",
    "instanceof",
    "interface",
    "let",
    "models",
    "new",
    "null",
    "options",
    "package",
    "path",
    "private",
    "protected",
    "public",
    "query",
    "return",
    "send",
    "settings",
    "static",
    "super",
    "switch",
    "this",
    "throw",
    "true",
    "try",
    "typeof",
    "useMutation",
    "useQuery",
    "var",
    "void",
    "while",
    "with",
    "yield",
];

/// A route in the words of TypeScript.
pub(super) struct Call<'a> {
    route: &'a Route,
    name: String,
    /// The parts of the path as expressions, and those of them that are arguments.
    path: Vec<String>,
    arguments: Vec<String>,
    /// What follows the path, if anything: its type, and whether it may be absent.
    query: Option<(String, bool)>,
    body: Option<(String, bool)>,
    answer: String,
}

impl<'a> Call<'a> {
    pub(super) fn of(route: &'a Route, wire: &Wire) -> Self {
        let (mut path, mut arguments) = (Vec::new(), Vec::new());
        let path_of_route = route.path.strip_prefix('/').unwrap_or(&route.path);
        for part in path_of_route.split('/') {
            let Some(inner) = part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) else {
                path.push(super::quoted(part));
                continue;
            };
            let rest = inner.strip_prefix('*');
            let name = identifier(rest.unwrap_or(inner));
            path.push(if rest.is_some() { format!("...String({name}).split(\"/\")") } else { name.clone() });
            arguments.push(name);
        }
        let part = |part: &Part| {
            let is_optional = part.is_optional || may_be_empty(&part.value, wire);
            (typescript::ty(&qualified(&part.value), ""), is_optional)
        };
        Self {
            route,
            name: super::name(route),
            path,
            arguments,
            query: route.query.as_ref().map(part),
            body: route.body.as_ref().map(|body| (part(body).0, body.is_optional)),
            answer: route
                .answer
                .as_ref()
                .map_or_else(|| "void".to_owned(), |answer| typescript::ty(&qualified(answer), "")),
        }
    }

    fn is_query(&self) -> bool {
        self.route.method == "GET"
    }

    /// `export const usersList = ..`, a function of what its address depends on, or what changes something.
    pub(super) fn function(&self) -> String {
        let Self { name, answer, .. } = self;
        let path = format!("[{}]", self.path.join(", "));
        let docs = self.docs();
        if self.is_query() {
            let arguments = self.query_arguments().join(", ");
            let query = if self.query.is_some() { ", query" } else { "" };
            return format!("{docs}export const {name} = ({arguments}) => asked<{answer}>({path}{query});\n");
        }
        let given = match &self.arguments[..] {
            [] => "()".to_owned(),
            arguments => format!("({{ {} }})", arguments.join(", ")),
        };
        let model = match self.route.body.as_ref().map(|body| &body.value.ty) {
            Some(Type::Named(model)) => format!(", {}", super::quoted(model)),
            _ => String::new(),
        };
        format!(
            "{docs}export const {name} = changed<{}, {answer}>({}, {}, {given} => {path}{model});\n",
            self.variables(),
            super::quoted(&self.route.method),
            super::quoted(name),
        )
    }

    /// `export const useUsersList = ..`.
    pub(super) fn hook(&self) -> String {
        let Self { name, answer, .. } = self;
        let hook = hook_name(name);
        if !self.is_query() {
            let options = format!("MutationHook<{}, {answer}>", self.variables());
            return format!(
                "export const {hook} = (options?: {options}) => useMutation({{ ...{name}, ...options }});\n"
            );
        }
        let mut arguments = self.query_arguments();
        arguments.push(format!("options?: QueryHook<{answer}>"));
        let given: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        let given = given.into_iter().chain(self.query.as_ref().map(|_| "query")).collect::<Vec<_>>();
        format!(
            "export const {hook} = ({}) => useQuery({{ ...{name}({}), ...options }});\n",
            arguments.join(", "),
            given.join(", "),
        )
    }

    fn query_arguments(&self) -> Vec<String> {
        let keys = self.arguments.iter().map(|name| format!("{name}: Key"));
        let query = self.query.as_ref().map(|(ty, is_optional)| {
            let default = if *is_optional { " = {}" } else { "" };
            format!("query: {ty}{default}")
        });
        keys.chain(query).collect()
    }

    /// The type of what a change depends on.
    fn variables(&self) -> String {
        let keys = self.arguments.iter().map(|name| format!("{name}: Key"));
        let part = |name: &str, part: &Option<(String, bool)>| {
            part.as_ref()
                .map(|(ty, is_optional)| format!("{name}{}: {ty}", if *is_optional { "?" } else { "" }))
        };
        let members: Vec<String> =
            keys.chain(part("query", &self.query)).chain(part("body", &self.body)).collect();
        if members.is_empty() { "void".to_owned() } else { format!("{{ {} }}", members.join("; ")) }
    }

    fn docs(&self) -> String {
        let asked = format!("`{} {}`", self.route.method, self.route.path);
        let docs = self.route.docs.replace("*/", "*\u{200b}/");
        match docs.lines().collect::<Vec<_>>()[..] {
            [] => format!("/** {asked} */\n"),
            [line] => format!("/** {line} {asked} */\n"),
            ref lines => format!("/**\n * {}\n *\n * {asked}\n */\n", lines.join("\n * ")),
        }
    }
}

/// `users list` as `usersList`, with a mark behind it if that is taken.
pub(super) fn identifier(words: &str) -> String {
    let mut name = String::new();
    let mut is_start = false;
    for c in words.chars() {
        if !c.is_ascii_alphanumeric() {
            is_start = !name.is_empty();
        } else if std::mem::take(&mut is_start) {
            name.push(c.to_ascii_uppercase());
        } else {
            name.push(c);
        }
    }
    if name.is_empty() || name.starts_with(|c: char| c.is_ascii_digit()) {
        name.insert(0, '_');
    }
    if TAKEN.contains(&name.as_str()) {
        name.push('_');
    }
    name
}

fn hook_name(name: &str) -> String {
    let (first, rest) = name.split_at(1);
    format!("use{}{rest}", first.to_ascii_uppercase())
}

/// Is a value without any member one?
fn may_be_empty(value: &Value, wire: &Wire) -> bool {
    match &value.ty {
        Type::Named(name) => {
            let definition = wire.definitions.iter().find(|definition| definition.name == *name);
            definition.is_some_and(|definition| match &definition.value.ty {
                Type::Object(object) => {
                    object.flattened.is_empty() && object.members.iter().all(|member| member.is_optional)
                }
                _ => false,
            })
        }
        Type::Map(_) => true,
        _ => false,
    }
}

/// The same value, with definitions named as the module of the types has them.
fn qualified(value: &Value) -> Value {
    let boxed = |inner: &Value| Box::new(qualified(inner));
    let all = |inner: &[Value]| inner.iter().map(qualified).collect();
    let ty = match &value.ty {
        Type::Named(name) => Type::Named(format!("models.{name}")),
        Type::Json => Type::Named("models.JsonValue".to_owned()),
        Type::List(inner) => Type::List(boxed(inner)),
        Type::Map(inner) => Type::Map(boxed(inner)),
        Type::Tuple(inner) => Type::Tuple(all(inner)),
        Type::OneOf(inner) => Type::OneOf(all(inner)),
        ty => ty.clone(),
    };
    Value { ty, ..value.clone() }
}
