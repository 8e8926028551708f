//! What stands beside the tables and comes, goes or changes.

use std::collections::HashSet;

use orm_schema::model::{FunctionDef, ObjectDef, ObjectName, TriggerDef};
use orm_schema::{Pair, SchemaDef};

use super::expression::{is_same_expression, mentions_column, retyped_arguments, retyped_body};
use super::names::Names;
use super::rules::DiffRules;
use super::{ObjectChange, Obstacle, Step};

/// Lists the changes of all objects but namespaces, which come and go with what lives in them.
pub(super) fn push(
    steps: &mut Vec<Step>,
    schemas: Pair<&SchemaDef>,
    names: &Names<'_>,
    rules: &dyn DiffRules,
    obstacles: &mut Vec<Obstacle>,
) {
    let previous: Vec<ObjectDef> =
        schemas.previous.objects.iter().map(|object| carried(object, names)).collect();
    let mut changes =
        Changes { rules, obstacles, steps: Vec::new(), replaced: HashSet::new(), kept: Vec::new() };
    let mut left: Vec<usize> = (0..previous.len()).collect();
    for next in &schemas.next.objects {
        let own = |at: &usize| is_same_object(&previous[*at], next);
        let old = |at: &usize| {
            next.renamed_from()
                .is_some_and(|name| previous[*at].kind() == next.kind() && previous[*at].name() == *name)
        };
        let found = left.iter().position(own).or_else(|| left.iter().position(old));
        match found.map(|at| left.remove(at)) {
            None => changes.create(next),
            Some(at) => changes.keep(Pair { previous: &previous[at], next }),
        }
    }
    for at in left {
        changes.drop(&previous[at], schemas.next);
    }
    changes.restore_dependents();
    // A trigger goes before its table gets another name.
    for step in &mut changes.steps {
        if let Step::Object(change) = step
            && let ObjectChange::Drop(ObjectDef::Trigger(trigger)) = &mut **change
        {
            trigger.table = names.previous_table_name(&trigger.table);
        }
    }
    steps.append(&mut changes.steps);
}

/// The object told in new names: that of its table, those of the types of arguments and result.
fn carried(object: &ObjectDef, names: &Names<'_>) -> ObjectDef {
    match object {
        ObjectDef::Trigger(trigger) => {
            ObjectDef::Trigger(TriggerDef { table: names.table_name(&trigger.table), ..trigger.clone() })
        }
        ObjectDef::Function(function) => {
            let types = names.renamed_types();
            ObjectDef::Function(FunctionDef {
                arguments: retyped_arguments(&function.arguments, &types),
                body: retyped_body(&function.body, &types),
                ..function.clone()
            })
        }
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Sequence(_)
        | ObjectDef::Domain(_) => object.clone(),
    }
}

fn is_same_object(one: &ObjectDef, other: &ObjectDef) -> bool {
    one.kind() == other.kind() && one.name() == other.name() && one.table() == other.table()
}

struct Changes<'a> {
    rules: &'a dyn DiffRules,
    obstacles: &'a mut Vec<Obstacle>,
    steps: Vec<Step>,
    /// Functions that are dropped and made again.
    replaced: HashSet<ObjectName>,
    /// Triggers that stay as they are.
    kept: Vec<TriggerDef>,
}

impl Changes<'_> {
    fn push(&mut self, change: ObjectChange) {
        self.steps.push(Step::Object(Box::new(change)));
    }

    fn create(&mut self, object: &ObjectDef) {
        if !matches!(object, ObjectDef::Namespace(_)) {
            self.push(ObjectChange::Create(stored(object)));
        }
    }

    fn keep(&mut self, objects: Pair<&ObjectDef>) {
        let objects = Pair { previous: stored(objects.previous), next: stored(objects.next) };
        if objects.previous.name() != objects.next.name() {
            self.push(ObjectChange::Rename(Box::new(objects.clone())));
        }
        match (&objects.previous, &objects.next) {
            // Exhaustive by fields, so that a new attribute does not compile until it is compared.
            (ObjectDef::Extension(previous), ObjectDef::Extension(next)) => {
                let orm_schema::model::ExtensionDef { name: _, schema, version } = previous;
                // A version that is said no more stays as it is.
                let is_updated = next.version.is_some() && *version != next.version;
                if *schema != next.schema || is_updated {
                    self.push(ObjectChange::Alter(Box::new(objects)));
                }
            }
            (ObjectDef::Role(previous), ObjectDef::Role(next)) if previous != next => {
                self.push(ObjectChange::Alter(Box::new(objects)));
            }
            (ObjectDef::Sequence(previous), ObjectDef::Sequence(next)) => {
                let orm_schema::model::SequenceDef { name: _, renamed_from: _, options } = previous;
                if *options != next.options {
                    self.push(ObjectChange::Alter(Box::new(objects)));
                }
            }
            (ObjectDef::Domain(previous), ObjectDef::Domain(next)) => {
                let orm_schema::model::DomainDef { name: _, renamed_from: _, ty, check } = previous;
                if *ty != next.ty {
                    self.obstacles.push(Obstacle {
                        message: format!(
                            "domain `{}` cannot change its type from {ty} to {}",
                            next.name, next.ty
                        ),
                        hint: "declare another domain, and give its columns the new one".to_owned(),
                    });
                }
                if *ty != next.ty || !is_same_optional(check.as_deref(), next.check.as_deref()) {
                    self.push(ObjectChange::Alter(Box::new(objects)));
                }
            }
            (ObjectDef::Function(previous), ObjectDef::Function(next))
                if !is_same_function(previous, next) =>
            {
                self.change_function(objects.clone(), previous, next);
            }
            (ObjectDef::Trigger(previous), ObjectDef::Trigger(next)) => {
                let TriggerDef { name: _, table: _, event, body, depends_on: _ } = previous;
                if is_same_expression(event, &next.event) && is_same_expression(body, &next.body) {
                    self.kept.push(next.clone());
                } else {
                    self.push(ObjectChange::Drop(objects.previous));
                    self.push(ObjectChange::Create(objects.next));
                }
            }
            _ => {}
        }
    }

    fn change_function(&mut self, objects: Pair<ObjectDef>, previous: &FunctionDef, next: &FunctionDef) {
        if self.rules.replaces_function(Pair { previous, next }) {
            self.push(ObjectChange::Alter(Box::new(objects)));
        } else {
            self.replaced.insert(next.name.clone());
            self.push(ObjectChange::Drop(objects.previous));
            self.push(ObjectChange::Create(objects.next));
        }
    }

    fn drop(&mut self, object: &ObjectDef, next: &SchemaDef) {
        match object {
            // Roles belong to the server, and a trigger goes with its table.
            ObjectDef::Namespace(_) | ObjectDef::Role(_) => {}
            ObjectDef::Trigger(trigger) if next.table(&trigger.table).is_none() => {}
            ObjectDef::Extension(_)
            | ObjectDef::Sequence(_)
            | ObjectDef::Domain(_)
            | ObjectDef::Function(_)
            | ObjectDef::Trigger(_) => self.push(ObjectChange::Drop(stored(object))),
        }
    }

    /// A trigger holds on to its function, so it goes and comes with it.
    fn restore_dependents(&mut self) {
        let calls = |trigger: &TriggerDef, function: &ObjectName| {
            trigger.depends_on.contains(function) || mentions_column(&trigger.body, &function.name)
        };
        let held: Vec<TriggerDef> = self
            .kept
            .iter()
            .filter(|trigger| self.replaced.iter().any(|function| calls(trigger, function)))
            .cloned()
            .collect();
        for trigger in held {
            self.push(ObjectChange::Drop(ObjectDef::Trigger(trigger.clone())));
            self.push(ObjectChange::Create(ObjectDef::Trigger(trigger)));
        }
    }
}

/// The object without requests to the differ and without what goes without saying.
fn stored(object: &ObjectDef) -> ObjectDef {
    let mut object = object.clone();
    match &mut object {
        ObjectDef::Sequence(def) => (def.renamed_from, def.options) = (None, def.simplified()),
        ObjectDef::Domain(def) => def.renamed_from = None,
        ObjectDef::Namespace(_)
        | ObjectDef::Extension(_)
        | ObjectDef::Role(_)
        | ObjectDef::Function(_)
        | ObjectDef::Trigger(_) => {}
    }
    object
}

fn is_same_function(previous: &FunctionDef, next: &FunctionDef) -> bool {
    // What it depends on says when it is made, not what it is.
    let FunctionDef { name: _, arguments, body, depends_on: _ } = previous;
    is_same_expression(arguments, &next.arguments) && is_same_expression(body, &next.body)
}

fn is_same_optional(one: Option<&str>, other: Option<&str>) -> bool {
    match (one, other) {
        (Some(one), Some(other)) => is_same_expression(one, other),
        (None, None) => true,
        (Some(_), None) | (None, Some(_)) => false,
    }
}
