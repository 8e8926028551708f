//! What stands beside the tables.

use orm_schema::SchemaDef;
use orm_schema::model::{
    DomainDef, EnumDef, EnumLabelDef, ExtensionDef, FunctionDef, ObjectDef, RoleDef, SequenceDef,
    SequenceOptions, TriggerDef, ViewColumnDef, ViewDef, ViewOptions,
};

use super::super::NONE;
use super::super::objects::object;
use super::{
    ASKED, MADE_OF, NAME, ONE_WORD, ORDERED, OfAttribute, Once, Otherwise, TEXT, counted_as_usual, spellings,
};

const FOLLOWS: super::Spelling = Once("it follows from the query");
const WHEN: super::Spelling = Once("it says when the object is made, and not what it is");
const OPTIONS: super::Spelling = Otherwise(
    "how sequences count by themselves",
    NONE,
    object!(Sequence, |def| def.options = counted_as_usual(i64::MAX)),
);

pub(super) fn all() -> Vec<OfAttribute> {
    spellings! {
        SchemaDef {
            tables: [Otherwise("the order of tables", NONE, |schema| schema.tables.reverse())],
            enums: [Otherwise("the order of enums", NONE, |schema| schema.enums.reverse())],
            views: [Otherwise("the order of views", NONE, |schema| schema.views.reverse())],
            objects: [Otherwise("the order of objects", NONE, |schema| schema.objects.reverse())],
        }
        EnumDef {
            name: [NAME],
            labels: [ORDERED],
            renamed_from: [ASKED],
        }
        EnumLabelDef {
            label: [NAME],
            renamed_from: [ASKED],
        }
        ViewDef {
            name: [NAME],
            columns: [FOLLOWS],
            query: [Otherwise("case and space in a view", NONE, |schema| {
                schema.views[0].query = "SELECT id\nFROM users WHERE age>17".to_owned();
            })],
            depends_on: [WHEN],
            is_materialized: [ONE_WORD],
            indexes: [MADE_OF],
            comment: [TEXT],
            options: [MADE_OF],
            renamed_from: [ASKED],
        }
        ViewColumnDef {
            name: [FOLLOWS],
            ty: [FOLLOWS],
            is_nullable: [FOLLOWS],
        }
        ViewOptions {
            security_invoker: [ONE_WORD],
            security_barrier: [ONE_WORD],
            check_option: [ONE_WORD],
            with_no_data: [Once("it says how the view is made, and not what it is")],
        }
        ExtensionDef {
            name: [NAME],
            schema: [Once("where it is left out, the server decides")],
            version: [Otherwise("the version that is there, said no more", NONE, object!(Extension, |def| def.version = None))],
        }
        RoleDef {
            name: [NAME],
            can_login: [ONE_WORD],
            is_noinherit: [ONE_WORD],
            creates_databases: [ONE_WORD],
            creates_roles: [ONE_WORD],
            bypasses_policies: [ONE_WORD],
        }
        SequenceDef {
            name: [NAME],
            options: [MADE_OF],
            renamed_from: [ASKED],
        }
        SequenceOptions {
            start: [OPTIONS],
            increment: [OPTIONS],
            min: [OPTIONS],
            max: [OPTIONS, Otherwise("how identities count by themselves", NONE, |schema| {
                let identity = schema.tables[0].columns[0].identity.as_mut().expect("the column is an identity");
                identity.options = counted_as_usual(i32::MAX.into());
            })],
            cache: [OPTIONS],
            cycle: [ONE_WORD],
        }
        DomainDef {
            name: [NAME],
            ty: [Once("types are spelled by the column that has one, and read into the same")],
            check: [Otherwise("space in a domain", NONE, object!(Domain, |def| def.check = Some("VALUE  LIKE '%@%'".to_owned())))],
            renamed_from: [ASKED],
        }
        FunctionDef {
            name: [NAME],
            arguments: [Otherwise("space in arguments", NONE, object!(Function, |def| def.arguments = "A  INT".to_owned()))],
            body: [Otherwise("space in a function", NONE, object!(Function, |def| {
                def.body = "RETURNS int\n  LANGUAGE sql as 'select a'".to_owned();
            }))],
            depends_on: [WHEN],
        }
        TriggerDef {
            name: [NAME],
            table: [NAME],
            event: [Otherwise("case in a trigger", NONE, object!(Trigger, |def| def.event = "BEFORE  Update".to_owned()))],
            body: [Otherwise("space in the body of a trigger", NONE, object!(Trigger, |def| {
                def.body = "FOR EACH ROW\nEXECUTE FUNCTION f( )".to_owned();
            }))],
            depends_on: [WHEN],
        }
    }
}
