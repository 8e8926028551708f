//! What reads views beside other views: policies that ask one, and functions over one.
//!
//! A policy keeps a view from being dropped, and so does a function whose result or body is bound to it, so they stand aside with
//! the view. Both are made when the view is there ([`order`](super::order)).

use orm_schema::model::{FunctionDef, ObjectDef, ObjectName, PolicyDef, TableDef, TriggerDef};
use orm_schema::tokens::tokens;
use orm_schema::{Pair, SchemaDef, select};

use super::expression::mentions_column;
use super::names::Names;
use super::rules::DiffRules;
use super::{ObjectChange, Step, TableChange};

/// Takes policies and functions that stay out of the way of views that do not.
pub(super) fn push(
    steps: &mut Vec<Step>,
    schemas: Pair<&SchemaDef>,
    names: &Names<'_>,
    rules: &dyn DiffRules,
) {
    let gone: Vec<ObjectName> = steps.iter().filter_map(dropped_view).cloned().collect();
    if gone.is_empty() || !rules.readers_hold_views() {
        return;
    }
    drop_policies_of_dropped_tables(steps, &gone);
    for (next, matched) in schemas.next.tables.iter().zip(&names.tables.matches) {
        let previous = matched.iter().flat_map(|&at| &schemas.previous.tables[at].policies);
        for policy in previous.filter(|policy| gone.iter().any(|view| policy_reads(policy, view))) {
            restore_policy(steps, next, policy);
        }
    }
    for object in &schemas.previous.objects {
        if let ObjectDef::Function(function) = object
            && gone.iter().any(|view| is_bound_to(function, view))
        {
            restore_function(steps, schemas.next, function);
        }
    }
}

/// The view that a step drops.
pub(super) fn dropped_view(step: &Step) -> Option<&ObjectName> {
    match step {
        Step::DropView { view, .. } => Some(&view.name),
        _ => None,
    }
}

/// Does the step end something that keeps `view` from being dropped?
pub(super) fn lets_go(step: &Step, view: &ObjectName) -> bool {
    match step {
        Step::AlterTable { change, .. } => match &**change {
            TableChange::DropPolicy(policy) => policy_reads(policy, view),
            TableChange::AlterPolicy(policies) => policy_reads(&policies.previous, view),
            _ => false,
        },
        Step::Object(change) => match &**change {
            ObjectChange::Drop(ObjectDef::Function(function)) => is_bound_to(function, view),
            _ => false,
        },
        _ => false,
    }
}

/// Does the step make something that reads `view`, so that the view must be there?
pub(super) fn needs(step: &Step, view: &ObjectName) -> bool {
    match made(step) {
        Some(Made::Policy(policy)) => policy_reads(policy, view),
        Some(Made::Function(function)) => {
            function.depends_on.contains(view) || (is_checked(function) && function_reads(function, view))
        }
        Some(Made::Trigger(trigger)) => trigger.depends_on.contains(view),
        None => false,
    }
}

/// Does the step make something that calls `function`?
pub(super) fn calls(step: &Step, function: &ObjectName) -> bool {
    let is_named = |sql: &str| mentions_column(&without_dollars(sql), &function.name);
    match made(step) {
        Some(Made::Policy(policy)) => expressions(policy).any(is_named),
        Some(Made::Function(other)) => other.name != *function && is_checked(other) && is_named(&other.body),
        Some(Made::Trigger(trigger)) => is_named(&trigger.body),
        None => false,
    }
}

enum Made<'s> {
    Policy(&'s PolicyDef),
    Function(&'s FunctionDef),
    Trigger(&'s TriggerDef),
}

fn made(step: &Step) -> Option<Made<'_>> {
    match step {
        Step::AlterTable { change, .. } => match &**change {
            TableChange::CreatePolicy(policy) => Some(Made::Policy(policy)),
            TableChange::AlterPolicy(policies) => Some(Made::Policy(&policies.next)),
            _ => None,
        },
        Step::Object(change) => match &**change {
            ObjectChange::Create(object) => made_object(object),
            ObjectChange::Alter(objects) => made_object(&objects.next),
            ObjectChange::Drop(_) | ObjectChange::Rename(_) => None,
        },
        _ => None,
    }
}

fn made_object(object: &ObjectDef) -> Option<Made<'_>> {
    match object {
        ObjectDef::Function(function) => Some(Made::Function(function)),
        ObjectDef::Trigger(trigger) => Some(Made::Trigger(trigger)),
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => None,
    }
}

fn expressions(policy: &PolicyDef) -> impl Iterator<Item = &str> {
    [&policy.using, &policy.check].into_iter().flatten().map(String::as_str)
}

fn policy_reads(policy: &PolicyDef, view: &ObjectName) -> bool {
    expressions(policy).any(|sql| reads(sql, view))
}

fn reads(sql: &str, view: &ObjectName) -> bool {
    select::sources(sql).iter().any(|source| source.may_be(view))
}

/// Does the server look into the body when the function is made? Into that of `plpgsql` it does not, nor into one in a language
/// that it does not know. <https://www.postgresql.org/docs/17/runtime-config-client.html>, `check_function_bodies`.
fn is_checked(function: &FunctionDef) -> bool {
    let words = tokens(&function.body);
    let language = words.windows(2).find(|pair| pair[0].is_word("language"));
    language.is_none_or(|pair| pair[1].is_word("sql") || pair[1].text.eq_ignore_ascii_case("'sql'"))
}

fn function_reads(function: &FunctionDef, view: &ObjectName) -> bool {
    let body = without_dollars(&function.body);
    let texts = tokens(&body).into_iter().map(|token| token.text);
    let mut inside = texts.filter_map(|text| text.strip_prefix('\'')?.strip_suffix('\''));
    reads(&body, view) || inside.any(|text| reads(text, view)) || has_rows_of(function, view)
}

/// Does the server note that the function depends on the view? It does by the types of arguments and result, and by a body that
/// is no string. <https://www.postgresql.org/docs/17/sql-createfunction.html>
fn is_bound_to(function: &FunctionDef, view: &ObjectName) -> bool {
    let has_string = tokens(&function.body).windows(2).any(|pair| {
        pair[0].is_word("as") && (pair[1].text.starts_with('\'') || pair[1].text.starts_with('$'))
    });
    has_rows_of(function, view) || (!has_string && reads(&function.body, view))
}

fn has_rows_of(function: &FunctionDef, view: &ObjectName) -> bool {
    let result = tokens(&function.body);
    let result = result.iter().take_while(|token| !token.is_word("language") && !token.is_word("as"));
    mentions_column(&function.arguments, &view.name) || result.clone().any(|token| token.is_name(&view.name))
}

/// The text without the quotes of dollars, so that what stands between them is read too.
fn without_dollars(sql: &str) -> String {
    let mut out = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        let tag = rest[at + 1..].find(|c: char| !c.is_alphanumeric() && c != '_');
        let end = tag.map(|tag| at + 1 + tag).filter(|&end| rest[end..].starts_with('$'));
        out.push(if end.is_some() { ' ' } else { '$' });
        rest = &rest[end.unwrap_or(at) + 1..];
    }
    out + rest
}

/// A policy goes with its table, but a view over the table stands between the two.
fn drop_policies_of_dropped_tables(steps: &mut Vec<Step>, gone: &[ObjectName]) {
    let mut drops = Vec::new();
    for step in &*steps {
        let Step::DropTable(table) = step else { continue };
        let holds = |policy: &&PolicyDef| gone.iter().any(|view| policy_reads(policy, view));
        drops.extend(table.policies.iter().filter(holds).map(|policy| Step::AlterTable {
            table: table.name.clone(),
            change: Box::new(TableChange::DropPolicy(policy.clone())),
        }));
    }
    steps.append(&mut drops);
}

/// Drops a policy that stays, and makes it again: behind the view, of which the text tells.
fn restore_policy(steps: &mut Vec<Step>, table: &TableDef, policy: &PolicyDef) {
    let changes = || steps.iter().filter_map(|step| change_of(step, &table.name));
    if changes().any(|change| matches!(change, TableChange::DropPolicy(other) if other.name == policy.name)) {
        return;
    }
    let renamed = changes().find_map(|change| match change {
        TableChange::RenamePolicy(names) if names.previous == policy.name => Some(&names.next),
        _ => None,
    });
    let name = renamed.unwrap_or(&policy.name);
    let Some(next) = table.policies.iter().find(|next| next.name == *name) else { return };
    steps.retain(|step| match change_of(step, &table.name) {
        Some(TableChange::RenamePolicy(names)) => names.previous != policy.name,
        Some(TableChange::AlterPolicy(policies)) => policies.previous.name != policy.name,
        _ => true,
    });
    let alter = |change| Step::AlterTable { table: table.name.clone(), change: Box::new(change) };
    steps.push(alter(TableChange::DropPolicy(policy.clone())));
    steps.push(alter(TableChange::CreatePolicy(next.clone())));
}

/// What the step changes of `table`.
fn change_of<'s>(step: &'s Step, table: &ObjectName) -> Option<&'s TableChange> {
    match step {
        Step::AlterTable { table: other, change } if other == table => Some(change),
        _ => None,
    }
}

/// What the step changes beside the tables.
fn change_of_object(step: &Step) -> Option<&ObjectChange> {
    match step {
        Step::Object(change) => Some(change),
        _ => None,
    }
}

fn restore_function(steps: &mut Vec<Step>, next: &SchemaDef, function: &FunctionDef) {
    let is_it = |object: &ObjectDef| match object {
        ObjectDef::Function(other) => other.name == function.name,
        _ => false,
    };
    let mut changes = steps.iter().filter_map(change_of_object);
    if changes.any(|change| matches!(change, ObjectChange::Drop(object) if is_it(object))) {
        return;
    }
    let Some(made) = next.objects.iter().find(|object| is_it(object)) else { return };
    steps.retain(
        |step| !matches!(change_of_object(step), Some(ObjectChange::Alter(pair)) if is_it(&pair.previous)),
    );
    let function = ObjectDef::Function(function.clone());
    for change in [ObjectChange::Drop(function), ObjectChange::Create(made.clone())] {
        steps.push(Step::Object(Box::new(change)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(body: &str) -> FunctionDef {
        let name = ObjectName::new("f");
        FunctionDef { name, arguments: String::new(), body: body.to_owned(), depends_on: Vec::new() }
    }

    #[test]
    fn a_body_is_read_inside_its_quotes() {
        let view = ObjectName::new("grown");
        for body in [
            "returns bigint language sql as $$select count(*) from grown$$",
            "returns bigint language sql as $body$select 1 from a join app.\"grown\" g on true$body$",
            "returns bigint language sql as 'select count(*) from grown'",
            "returns bigint begin atomic select count(*) from grown; end",
            "returns setof grown language sql as 'select 1'",
        ] {
            assert!(function_reads(&function(body), &view), "{body}");
        }
        for body in ["returns int language sql as $$select grown from users$$", "returns int return 1"] {
            assert!(!function_reads(&function(body), &view), "{body}");
        }
    }

    #[test]
    fn a_body_in_quotes_is_bound_to_nothing() {
        let view = ObjectName::new("grown");
        let is_bound = |body: &str| is_bound_to(&function(body), &view);
        assert!(is_bound("returns bigint begin atomic select count(*) from grown; end"));
        assert!(is_bound("returns setof grown language plpgsql as $$ begin end $$"));
        assert!(!is_bound("returns bigint language sql as $$select count(*) from grown$$"));
        assert!(!is_bound("returns bigint language sql as 'select count(*) from grown'"));
    }

    #[test]
    fn only_sql_is_looked_into() {
        assert!(is_checked(&function("returns int language sql as $$select 1$$")));
        assert!(is_checked(&function("returns int return 1")));
        assert!(!is_checked(&function("returns trigger as $$ begin return new; end $$ language plpgsql")));
    }
}
