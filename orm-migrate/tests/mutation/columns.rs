//! Every attribute of a column.

use orm_schema::SqlType;
use orm_schema::model::{ColumnDef, GeneratedDef, GeneratedKind, IdentityDef, IdentityKind, SequenceOptions};

use super::{ALL, MYSQL, Mutation, NONE, POSTGRES, SchemaDef, WITH_COMMENTS, column};

pub(super) fn all() -> Vec<Mutation> {
    let ColumnDef {
        name: _,
        ty: _,
        is_nullable: _,
        default: _,
        on_update: _,
        generated: _,
        auto_increment: _,
        identity: _,
        collation: _,
        comment: _,
        renamed_from: _,
    } = ColumnDef::new("", SqlType::Int);
    let IdentityDef { kind: _, options } = IdentityDef::plain(IdentityKind::Always);
    let SequenceOptions { start: _, increment: _, min: _, max: _, cache: _, cycle: _ } = options;
    let GeneratedDef { expression: _, kind: _ } =
        GeneratedDef { expression: String::new(), kind: GeneratedKind::Stored };
    vec![
        ("name", ALL, |schema| column(schema, "seen_at").name = "met_at".to_owned()),
        ("type", ALL, |schema| column(schema, "age").ty = SqlType::Double),
        ("is_nullable", ALL, |schema| column(schema, "seen_at").is_nullable = true),
        ("default", ALL, |schema| column(schema, "name").default = None),
        ("on_update", MYSQL, |schema| column(schema, "seen_at").on_update = None),
        ("generated", ALL, |schema| column(schema, "double_age").generated = None),
        ("generated.expression", ALL, |schema| {
            let expression = "age * 3".to_owned();
            column(schema, "double_age").generated =
                Some(GeneratedDef { expression, kind: GeneratedKind::Stored });
        }),
        ("generated.kind", ALL, |schema| {
            let expression = "age * 2".to_owned();
            column(schema, "double_age").generated =
                Some(GeneratedDef { expression, kind: GeneratedKind::Virtual });
        }),
        ("auto_increment", ALL, |schema| column(schema, "id").auto_increment = false),
        ("identity", ALL, |schema| schema.tables[0].columns[0].identity = None),
        ("identity.kind", POSTGRES, |schema| identity(schema).kind = IdentityKind::ByDefault),
        ("identity.serial", POSTGRES, |schema| identity(schema).kind = IdentityKind::Serial),
        ("identity.start", POSTGRES, |schema| identity(schema).options.start = Some(5)),
        ("identity.increment", POSTGRES, |schema| identity(schema).options.increment = Some(5)),
        ("identity.min", POSTGRES, |schema| identity(schema).options.min = Some(-5)),
        ("identity.max", POSTGRES, |schema| identity(schema).options.max = Some(500)),
        ("identity.cache", POSTGRES, |schema| identity(schema).options.cache = Some(5)),
        ("identity.cycle", POSTGRES, |schema| identity(schema).options.cycle = true),
        ("collation", ALL, |schema| column(schema, "name").collation = Some("other".to_owned())),
        ("comment", WITH_COMMENTS, |schema| column(schema, "name").comment = Some("who".to_owned())),
        ("renamed_from", NONE, |schema| column(schema, "name").renamed_from = Some("old".to_owned())),
    ]
}

/// The identity of the other table.
fn identity(schema: &mut SchemaDef) -> &mut IdentityDef {
    schema.tables[0].columns[0].identity.as_mut().expect("the column is an identity")
}
