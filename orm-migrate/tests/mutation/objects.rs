//! Every attribute of what stands beside the tables.

use orm_schema::SqlType;
use orm_schema::model::{
    DomainDef, ExtensionDef, FunctionDef, ObjectDef, ObjectName, RoleDef, SequenceDef, TriggerDef,
};

use super::{ALL, Mutation, NONE, WITH_NAMESPACES};

pub(super) fn declared() -> Vec<ObjectDef> {
    vec![
        ObjectDef::Namespace("app".to_owned()),
        ObjectDef::Extension(ExtensionDef {
            name: "citext".to_owned(),
            schema: None,
            version: Some("1.5".to_owned()),
        }),
        ObjectDef::Role(RoleDef { name: "app".to_owned(), ..RoleDef::default() }),
        ObjectDef::Sequence(SequenceDef { name: ObjectName::new("numbers"), ..SequenceDef::default() }),
        ObjectDef::Domain(DomainDef {
            name: ObjectName::new("email"),
            ty: SqlType::Text,
            check: Some("value like '%@%'".to_owned()),
            renamed_from: None,
        }),
        ObjectDef::Function(FunctionDef {
            name: ObjectName::new("touch"),
            arguments: "a int".to_owned(),
            body: "returns int language sql as 'select a'".to_owned(),
            depends_on: Vec::new(),
        }),
        ObjectDef::Trigger(TriggerDef {
            name: "touched".to_owned(),
            table: ObjectName::new("users"),
            event: "before update".to_owned(),
            body: "for each row execute function f()".to_owned(),
            depends_on: Vec::new(),
        }),
    ]
}

/// Changes the objects that `change` is for.
macro_rules! object {
    ($kind:ident, |$def:ident| $change:expr) => {
        |schema| {
            for object in &mut schema.objects {
                if let ObjectDef::$kind($def) = object {
                    $change;
                }
            }
        }
    };
}

pub(super) use object;

pub(super) fn all() -> Vec<Mutation> {
    for object in declared() {
        let (ObjectDef::Namespace(_)
        | ObjectDef::Extension(ExtensionDef { name: _, schema: _, version: _ })
        | ObjectDef::Role(RoleDef {
            name: _,
            can_login: _,
            is_noinherit: _,
            creates_databases: _,
            creates_roles: _,
            bypasses_policies: _,
        })
        | ObjectDef::Sequence(SequenceDef { name: _, options: _, renamed_from: _ })
        | ObjectDef::Domain(DomainDef { name: _, ty: _, check: _, renamed_from: _ })
        | ObjectDef::Function(FunctionDef { name: _, arguments: _, body: _, depends_on: _ })
        | ObjectDef::Trigger(TriggerDef { name: _, table: _, event: _, body: _, depends_on: _ })) = object;
    }
    vec![
        ("schema.name", WITH_NAMESPACES, object!(Namespace, |name| *name = "other".to_owned())),
        ("extension.name", ALL, object!(Extension, |def| def.name = "hstore".to_owned())),
        ("extension.schema", ALL, object!(Extension, |def| def.schema = Some("app".to_owned()))),
        ("extension.version", ALL, object!(Extension, |def| def.version = Some("1.6".to_owned()))),
        ("role.name", ALL, object!(Role, |def| def.name = "other".to_owned())),
        ("role.login", ALL, object!(Role, |def| def.can_login = true)),
        ("role.noinherit", ALL, object!(Role, |def| def.is_noinherit = true)),
        ("role.createdb", ALL, object!(Role, |def| def.creates_databases = true)),
        ("role.createrole", ALL, object!(Role, |def| def.creates_roles = true)),
        ("role.bypassrls", ALL, object!(Role, |def| def.bypasses_policies = true)),
        ("sequence.name", ALL, object!(Sequence, |def| def.name = ObjectName::new("other"))),
        ("sequence.start", ALL, object!(Sequence, |def| def.options.start = Some(5))),
        ("sequence.increment", ALL, object!(Sequence, |def| def.options.increment = Some(5))),
        ("sequence.min", ALL, object!(Sequence, |def| def.options.min = Some(5))),
        ("sequence.max", ALL, object!(Sequence, |def| def.options.max = Some(5))),
        ("sequence.cache", ALL, object!(Sequence, |def| def.options.cache = Some(5))),
        ("sequence.cycle", ALL, object!(Sequence, |def| def.options.cycle = true)),
        (
            "sequence.renamed_from",
            NONE,
            object!(Sequence, |def| def.renamed_from = Some(ObjectName::new("old"))),
        ),
        ("domain.name", ALL, object!(Domain, |def| def.name = ObjectName::new("other"))),
        ("domain.type", ALL, object!(Domain, |def| def.ty = SqlType::Int)),
        ("domain.check", ALL, object!(Domain, |def| def.check = Some("value <> ''".to_owned()))),
        ("domain.renamed_from", NONE, object!(Domain, |def| def.renamed_from = Some(ObjectName::new("old")))),
        ("function.name", ALL, object!(Function, |def| def.name = ObjectName::new("other"))),
        ("function.arguments", ALL, object!(Function, |def| def.arguments = "b int".to_owned())),
        (
            "function.body",
            ALL,
            object!(Function, |def| def.body = "returns int language sql as 'select a + 1'".to_owned()),
        ),
        (
            "function.depends_on",
            NONE,
            object!(Function, |def| def.depends_on = vec![ObjectName::new("users")]),
        ),
        ("trigger.name", ALL, object!(Trigger, |def| def.name = "other".to_owned())),
        ("trigger.table", ALL, object!(Trigger, |def| def.table = ObjectName::new("makers"))),
        ("trigger.event", ALL, object!(Trigger, |def| def.event = "after update".to_owned())),
        (
            "trigger.body",
            ALL,
            object!(Trigger, |def| def.body = "for each row execute function g()".to_owned()),
        ),
        ("trigger.depends_on", NONE, object!(Trigger, |def| def.depends_on = vec![ObjectName::new("users")])),
    ]
}
