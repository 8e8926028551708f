//! What stands beside the tables: names, and what a database lacks.

use std::collections::HashMap;

use super::spelling::{self, Unfit};
use super::{SchemaProblem, Subject};
use crate::model::{ObjectDef, ObjectKind, ObjectName, TriggerDef};
use crate::{Dialect, SchemaDef};

/// Everything in the objects of `schema` that `dialect` would refuse.
pub(super) fn check(schema: &SchemaDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let mut seen: HashMap<(ObjectKind, Option<&ObjectName>, ObjectName), usize> = HashMap::new();
    for object in &schema.objects {
        let (kind, name) = (object.kind(), object.name());
        let occurrence = seen.entry((kind, trigger_scope(object, dialect), name.clone())).or_default();
        let subject = Subject::Object { kind, name: name.clone(), occurrence: *occurrence };
        *occurrence += 1;
        let mut push = |message: String, hint: &str| {
            found.push(SchemaProblem::new(subject.clone(), message).hint(hint));
        };
        if *occurrence > 1 {
            push(format!("there are two {}s `{name}`", kind.noun()), "give one of them another name");
        }
        let noun = kind.noun();
        if let Some(Unfit { message, way }) = spelling::unfit(&name.name, noun, dialect) {
            push(message, way);
        }
        if let Some(message) = spelling::of_sqlite(&name.name, noun, dialect) {
            push(message, "give it another name");
        }
        if let Some(way) = lacking(kind, dialect) {
            push(format!("{dialect} has no {}s (`{name}`)", kind.noun()), way);
        } else if let ObjectDef::Trigger(trigger) = object {
            of_trigger(trigger, dialect, &mut push);
        }
    }
}

/// Triggers of two tables may have one name on PostgreSQL.
fn trigger_scope(object: &ObjectDef, dialect: Dialect) -> Option<&ObjectName> {
    object.table().filter(|_| dialect == Dialect::Postgres)
}

/// The way out, if `dialect` has nothing of the kind.
fn lacking(kind: ObjectKind, dialect: Dialect) -> Option<&'static str> {
    match (dialect, kind) {
        (Dialect::Postgres, _)
        | (Dialect::Mysql, ObjectKind::Namespace | ObjectKind::Function | ObjectKind::Trigger)
        | (Dialect::Sqlite, ObjectKind::Trigger) => None,
        (Dialect::Sqlite, ObjectKind::Namespace) => Some("leave it out: a file of SQLite is one schema"),
        (Dialect::Sqlite, ObjectKind::Function) => Some("register the function on each connection, in Rust"),
        (_, ObjectKind::Extension) => Some("leave it out"),
        (_, ObjectKind::Role) => Some("grant rights by hand, in a migration of your own"),
        (_, ObjectKind::Sequence) => Some("count in a table of its own, or with `auto_increment`"),
        (_, ObjectKind::Domain) => {
            Some("leave `domain` out and check each column: `#[column(check(\"..\"))]`")
        }
    }
}

/// The time a trigger runs at is the one thing that all databases spell alike; what each adds is read by the server.
fn of_trigger(trigger: &TriggerDef, dialect: Dialect, push: &mut dyn FnMut(String, &str)) {
    let name = &trigger.name;
    let words: Vec<String> = trigger.event.split_whitespace().map(str::to_lowercase).collect();
    let first = words.first().map_or("", String::as_str);
    if !["before", "after", "instead"].contains(&first) {
        push(
            format!("trigger `{name}` does not say when it runs, but `{}`", trigger.event),
            "write `before insert`, `after update of name`, `before delete`",
        );
    }
    let body = trigger.body.trim_start().to_lowercase();
    let (begins, way) = match dialect {
        Dialect::Postgres => (
            body.contains("execute "),
            "write `for each row execute function touch()`, and declare the function",
        ),
        Dialect::Mysql => {
            (body.starts_with("for each row"), "write `for each row set new.changed_at = now(6)`")
        }
        Dialect::Sqlite => (
            body.contains("begin") && body.trim_end().ends_with("end"),
            "write `begin update projects set changed_at = datetime() where id = new.id; end`",
        ),
    };
    if !begins {
        push(format!("trigger `{name}` does not say what {dialect} shall do"), way);
    }
    if dialect == Dialect::Mysql && (words.len() != 2 || first == "instead") {
        push(
            format!("a trigger of MySQL is for one event, not for `{}` (`{name}`)", trigger.event),
            "declare one trigger for each of `insert`, `update` and `delete`",
        );
    }
}
