//! The same, said in another way.

use orm_schema::model::{DefaultDef, IndexKey, ObjectDef};

use super::objects::object;
use super::{Mutation, NONE, column, partitioning, policy, users};

pub(super) fn all() -> Vec<Mutation> {
    vec![
        ("space in a check", NONE, |schema| {
            users(schema).checks[0].expression = "AGE>17 -- grown".to_owned();
        }),
        ("the table in a check", NONE, |schema| {
            users(schema).checks[0].expression = "users.age > 17".to_owned();
        }),
        ("case in an index", NONE, |schema| {
            users(schema).indexes[0].parts[1].key = IndexKey::Expression("LOWER( name )".to_owned());
        }),
        ("space in a generated column", NONE, |schema| {
            if let Some(generated) = &mut column(schema, "double_age").generated {
                generated.expression = "age*2".to_owned();
            }
        }),
        ("no default as NULL", NONE, |schema| {
            column(schema, "age").default = Some(DefaultDef::Sql("null".to_owned()));
        }),
        ("space in a policy", NONE, |schema| policy(schema).using = Some("AGE>1".to_owned())),
        ("space in partitions", NONE, |schema| partitioning(schema).by = "RANGE(id)".to_owned()),
        ("case of options", NONE, |schema| users(schema).options.raw = Some(String::new())),
        ("the order of columns", NONE, |schema| users(schema).columns.reverse()),
        ("case and space in a view", NONE, |schema| {
            schema.views[0].query = "SELECT id\nFROM users WHERE age>17".to_owned();
        }),
        (
            "space in a function",
            NONE,
            object!(Function, |def| {
                def.body = "RETURNS int\n  LANGUAGE sql as 'select a'".to_owned();
            }),
        ),
        ("case in a trigger", NONE, object!(Trigger, |def| def.event = "BEFORE  Update".to_owned())),
        ("the order of objects", NONE, |schema| schema.objects.reverse()),
        ("the order of tables", NONE, |schema| schema.tables.reverse()),
    ]
}
