//! A client in TypeScript: for each route of the server a query or a mutation, in the form that libraries of queries take,
//! and hooks over them for those who name such a library.
//!
//! What is the same for every server is a file of its own, `client.ts`, which this text begins with.

mod call;

use std::fmt::Write as _;

use crate::{Route, Wire};
use call::Call;

/// What is the same for every server.
const CLIENT: &str = include_str!("client.ts");

/// How the module is written.
#[derive(Debug, Clone)]
pub struct Options<'a> {
    /// The module of the types, as an import names it.
    pub models: &'a str,
    /// The library of `useQuery` and `useMutation`, if there are to be hooks.
    pub hooks: Option<&'a str>,
}

/// The name of what asks for a route.
pub fn name(route: &Route) -> String {
    call::identifier(&route.name)
}

/// The module.
pub fn text(wire: &Wire, options: &Options<'_>) -> String {
    let calls: Vec<Call<'_>> = wire.routes.iter().map(|route| Call::of(route, wire)).collect();
    let mut text = String::from("// Written by `orm-migrate export --format queries`. Do not edit.\n\n");
    // A String takes every text.
    let mut push = |arguments: std::fmt::Arguments<'_>| text.write_fmt(arguments).unwrap_or_default();
    if let Some(library) = options.hooks {
        let used = "useMutation, useQuery, type UseMutationOptions, type UseQueryOptions";
        push(format_args!("import {{ {used} }} from {};\n\n", quoted(library)));
    }
    push(format_args!("import type * as models from {};\n\n{CLIENT}", quoted(options.models)));
    for call in &calls {
        push(format_args!("\n{}", call.function()));
    }
    if options.hooks.is_some() {
        push(format_args!("{HOOK_OPTIONS}"));
        for call in &calls {
            push(format_args!("\n{}", call.hook()));
        }
    }
    text
}

/// What a hook may be told beside what it asks.
const HOOK_OPTIONS: &str = "
/** What a query may be told beside what it asks. */
export type QueryHook<Answer> = Omit<UseQueryOptions<Answer>, \"queryKey\" | \"queryFn\">;

/** What a mutation may be told beside what it changes. */
export type MutationHook<Variables, Answer> = Omit<UseMutationOptions<Answer, Error, Variables>, \"mutationKey\" | \"mutationFn\">;
";

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}
