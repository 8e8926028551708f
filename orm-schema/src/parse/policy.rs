//! Reads `rls` and `policy(..)` of a table.

use proc_macro2::TokenStream;
use syn::{Expr, ExprArray, ExprLit, Lit, LitStr};

use super::attr;
use super::entry::{Entries, Value, listed};
use super::problem::{Place, Problems};
use super::suggest;
use crate::model::{PolicyCommand, PolicyDef, RowSecurity};

/// Names that stand for whoever is there when the policy is made, not for a role.
const SESSION_ROLES: [&str; 3] = ["current_user", "session_user", "current_role"];

/// `rls`, `rls = "forced"`.
pub(super) fn row_security(entries: &Entries, problems: &mut Problems) -> RowSecurity {
    let Some(entry) = entries.find("rls") else { return RowSecurity::Off };
    match &entry.value {
        Value::Text(text) if text == "forced" => RowSecurity::Forced,
        Value::Text(text) => {
            problems.push(entry.value_place, format!("`{text}` is no kind of row level security")).hint(
                "write `rls`, or `rls = \"forced\"` to have the policies bind the owner of the table too",
            );
            RowSecurity::On
        }
        _ => RowSecurity::On,
    }
}

/// `policy("own_rows", for = "select", to = ["app"], using = "..", check = "..", restrictive)`.
pub(super) fn policy(tokens: &TokenStream, place: Place, problems: &mut Problems) -> Option<PolicyDef> {
    let before = problems.len();
    let (names, entries) = texts_and_words(&attr::POLICY, tokens, problems);
    let [name] = names.as_slice() else {
        if problems.len() == before {
            problems
                .push(place, "a policy needs one name")
                .hint(r#"write `policy("own_rows", using = "owner = current_user")`"#);
        }
        return None;
    };
    let policy = PolicyDef {
        name: name.value(),
        command: command(&entries, problems),
        is_restrictive: entries.has("restrictive"),
        roles: roles(&entries, problems),
        using: entries.text("using"),
        check: entries.text("check"),
    };
    says_something(&policy, place, problems);
    Some(policy)
}

/// The texts in front of the words.
pub(super) fn texts_and_words(
    grammar: &'static attr::Grammar,
    tokens: &TokenStream,
    problems: &mut Problems,
) -> (Vec<LitStr>, Entries) {
    let mut texts = Vec::new();
    let entries = Entries::of_list(
        grammar,
        tokens.clone(),
        &mut |input, _| match input.parse::<LitStr>() {
            Ok(text) => {
                texts.push(text);
                true
            }
            Err(_) => false,
        },
        problems,
    );
    (texts, entries)
}

fn command(entries: &Entries, problems: &mut Problems) -> PolicyCommand {
    let Some((entry, text)) = entries.find("for").zip(entries.text("for")) else { return PolicyCommand::All };
    let known = PolicyCommand::ALL.into_iter().find(|command| command.sql().eq_ignore_ascii_case(&text));
    known.unwrap_or_else(|| {
        let names = ["all", "select", "insert", "update", "delete"];
        problems
            .push(entry.value_place, format!("`{text}` is no command that a policy is for"))
            .hint_opt(suggest::did_you_mean(&text, names))
            .hint(format!("the commands are {}", listed(names.into_iter())));
        PolicyCommand::All
    })
}

/// `to = "app"`, `to = ["app", "support"]`. Everybody is nobody by name.
fn roles(entries: &Entries, problems: &mut Problems) -> Vec<String> {
    let Some(entry) = entries.find("to") else { return Vec::new() };
    let Value::Expression(expr) = &entry.value else { return Vec::new() };
    let texts: Vec<&Expr> = match &**expr {
        Expr::Array(ExprArray { elems, .. }) => elems.iter().collect(),
        other => vec![other],
    };
    let mut roles = Vec::with_capacity(texts.len());
    for text in texts {
        let Expr::Lit(ExprLit { lit: Lit::Str(role), .. }) = text else {
            problems
                .push_at(text, "a role is named in quotes")
                .hint(r#"write `to = "app"`, or `to = ["app", "support"]`"#);
            continue;
        };
        let role = role.value();
        if SESSION_ROLES.contains(&role.to_ascii_lowercase().as_str()) {
            problems
                .push_at(text, format!("`{role}` would become the role that runs the migration"))
                .hint("name the role, or compare with it in the expression: `owner = current_user`");
        }
        roles.push(role);
    }
    roles.retain(|role| !role.eq_ignore_ascii_case("public"));
    roles
}

/// <https://www.postgresql.org/docs/17/sql-createpolicy.html>
fn says_something(policy: &PolicyDef, place: Place, problems: &mut Problems) {
    let (name, command) = (&policy.name, policy.command);
    let (wrong, way) = match command {
        PolicyCommand::Insert => (policy.using.is_some(), "an insert has no rows to look at: write `check`"),
        PolicyCommand::Select | PolicyCommand::Delete => {
            (policy.check.is_some(), "the command writes no rows: write `using`")
        }
        PolicyCommand::All | PolicyCommand::Update => (false, ""),
    };
    if wrong {
        let (word, command) = match command {
            PolicyCommand::Insert => ("using", "insert"),
            PolicyCommand::Select => ("check", "select"),
            _ => ("check", "delete"),
        };
        problems.push(place, format!("policy `{name}` for `{command}` takes no `{word}`")).hint(way);
    } else if policy.using.is_none() && policy.check.is_none() {
        problems
            .push(place, format!("policy `{name}` does not say which rows it allows"))
            .hint(r#"write `using = "..", check = ".."`; every row is `using = "true"`"#);
    }
}
