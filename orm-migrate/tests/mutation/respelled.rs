//! The same, said in another way.

use orm_schema::model::{DefaultDef, IndexKey, ObjectDef, SequenceOptions};
use orm_schema::{Dialect, SqlType};

use super::objects::object;
use super::{Mutation, NONE, POSTGRES, column, exclusion, index, partitioning, policy, users};

/// The databases that tell a constant from an expression.
const WITH_EXPRESSIONS: &[Dialect] = &[Dialect::Mysql, Dialect::Sqlite];

/// All options of a sequence, as they are when nothing is said.
fn counted_as_usual(max: i64) -> SequenceOptions {
    SequenceOptions {
        start: Some(1),
        increment: Some(1),
        min: Some(1),
        max: Some(max),
        cache: Some(1),
        cycle: false,
    }
}

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
        ("case and space of a type", NONE, |schema| {
            column(schema, "price").ty = SqlType::Custom("NUMERIC( 9,2 )".to_owned());
        }),
        // The others keep an expression in parentheses, which is not a constant to them.
        ("a text as SQL", WITH_EXPRESSIONS, |schema| {
            column(schema, "name").default = Some(DefaultDef::Sql("'x'".to_owned()));
        }),
        // PostgreSQL keeps the name of a collation as it is written.
        ("case of a collation", POSTGRES, |schema| {
            column(schema, "name").collation = Some("nocase".to_owned());
        }),
        ("space in the condition of an index", NONE, |schema| {
            let predicate = &mut index(schema).predicate;
            *predicate = predicate.take().map(|_| "AGE>0".to_owned());
        }),
        ("space in the storage of an index", NONE, |schema| {
            let with = &mut index(schema).with;
            *with = with.take().map(|_| "FILLFACTOR=80".to_owned());
        }),
        ("space in the condition of an exclusion", NONE, |schema| {
            exclusion(schema).predicate = Some("AGE>0 /* grown */".to_owned());
        }),
        ("case in the expression of an exclusion", NONE, |schema| {
            exclusion(schema).parts[1].part.key = IndexKey::Expression("LOWER( name )".to_owned());
        }),
        ("no default as NULL", NONE, |schema| {
            column(schema, "age").default = Some(DefaultDef::Sql("null".to_owned()));
        }),
        ("space in a policy", NONE, |schema| policy(schema).using = Some("AGE>1".to_owned())),
        ("case in the check of a policy", NONE, |schema| policy(schema).check = Some("AGE  > 3".to_owned())),
        ("space in partitions", NONE, |schema| partitioning(schema).by = "RANGE(id)".to_owned()),
        ("case of a bound", NONE, |schema| partitioning(schema).partitions[0].bounds = " DEFAULT".to_owned()),
        ("case of options", NONE, |schema| users(schema).options.raw = Some(String::new())),
        ("the order of columns", NONE, |schema| users(schema).columns.reverse()),
        ("case and space in a view", NONE, |schema| {
            schema.views[0].query = "SELECT id\nFROM users WHERE age>17".to_owned();
        }),
        ("space in a domain", NONE, object!(Domain, |def| def.check = Some("VALUE  LIKE '%@%'".to_owned()))),
        (
            "space in a function",
            NONE,
            object!(Function, |def| {
                def.body = "RETURNS int\n  LANGUAGE sql as 'select a'".to_owned();
            }),
        ),
        (
            "how sequences count by themselves",
            NONE,
            object!(Sequence, |def| def.options = counted_as_usual(i64::MAX)),
        ),
        ("how identities count by themselves", NONE, |schema| {
            let identity = schema.tables[0].columns[0].identity.as_mut().expect("the column is an identity");
            identity.options = counted_as_usual(i32::MAX.into());
        }),
        ("case in a trigger", NONE, object!(Trigger, |def| def.event = "BEFORE  Update".to_owned())),
        ("the order of objects", NONE, |schema| schema.objects.reverse()),
        ("the order of tables", NONE, |schema| schema.tables.reverse()),
    ]
}
