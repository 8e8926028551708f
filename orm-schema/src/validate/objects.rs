//! What stands beside the tables: names, what a database lacks, and what depends on what.

use std::collections::{HashMap, HashSet};

use super::spelling::{self, Unfit};
use super::{SchemaProblem, Subject};
use crate::model::{FunctionDef, ObjectDef, ObjectKind, ObjectName, TriggerDef};
use crate::{Dialect, SchemaDef, dependencies};

/// Everything in the objects of `schema` that `dialect` would refuse.
pub(super) fn check(schema: &SchemaDef, dialect: Dialect, found: &mut Vec<SchemaProblem>) {
    let known = known(schema);
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
        for missing in depends_on(object).iter().filter(|other| !known.contains(other)) {
            let message = format!("{} `{name}` depends on `{missing}`, which is not declared", kind.noun());
            push(message, &way_to(missing, &known));
        }
    }
    circle(schema, found);
}

/// What objects may depend on.
fn known(schema: &SchemaDef) -> HashSet<&ObjectName> {
    let relations = schema.tables.iter().map(|table| &table.name);
    let relations = relations.chain(schema.views.iter().map(|view| &view.name));
    relations.chain(functions(schema).map(|function| &function.name)).collect()
}

fn functions(schema: &SchemaDef) -> impl Iterator<Item = &FunctionDef> {
    schema.objects.iter().filter_map(|object| match object {
        ObjectDef::Function(def) => Some(def),
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_)
        | ObjectDef::Trigger(_) => None,
    })
}

fn depends_on(object: &ObjectDef) -> &[ObjectName] {
    match object {
        ObjectDef::Function(def) => &def.depends_on,
        ObjectDef::Trigger(def) => &def.depends_on,
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => &[],
    }
}

/// The way out when nothing has the name: what has it in another schema.
fn way_to(missing: &ObjectName, known: &HashSet<&ObjectName>) -> String {
    let meant = known.iter().filter(|other| other.name.eq_ignore_ascii_case(&missing.name)).min();
    meant.map_or_else(
        || "name a function, table or view as the database calls it: `depends_on(\"app.twice\")`".to_owned(),
        |other| format!("did you mean `{other}`?"),
    )
}

/// Functions that depend on each other: none of them can be the first.
fn circle(schema: &SchemaDef, found: &mut Vec<SchemaProblem>) {
    let functions: Vec<&FunctionDef> = functions(schema).collect();
    let mut places: HashMap<&ObjectName, Vec<usize>> = HashMap::new();
    for (at, function) in functions.iter().enumerate() {
        places.entry(&function.name).or_default().push(at);
    }
    let of = |(at, function): (usize, &&FunctionDef)| -> Vec<usize> {
        let places = function.depends_on.iter().filter_map(|name| places.get(name));
        places.flatten().copied().filter(|other| *other != at).collect()
    };
    let needed: Vec<Vec<usize>> = functions.iter().enumerate().map(of).collect();
    if let Err(circle) = dependencies::ordered(&needed) {
        let names: Vec<String> = circle.iter().map(|at| format!("`{}`", functions[*at].name)).collect();
        let name = &functions[circle[0]].name;
        let occurrence = places[name].iter().position(|at| *at == circle[0]).unwrap_or_default();
        let subject = Subject::Object { kind: ObjectKind::Function, name: name.clone(), occurrence };
        let message = format!("the functions {} depend on each other", names.join(" and "));
        found.push(SchemaProblem::new(subject, message).hint(
            "leave one `depends_on` out: a function `language plpgsql` looks for the others when it is called",
        ));
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
