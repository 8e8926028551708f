//! Tables and their parts.

use orm_schema::model::{
    CheckDef, ColumnDef, DefaultDef, ExclusionDef, ExclusionPart, ForeignKeyDef, GeneratedDef, IdentityDef,
    IndexDef, IndexKey, IndexPart, NullsOrder, PartitionDef, PartitioningDef, PolicyDef, PrimaryKeyDef,
    TableDef, TableOptions, UniqueDef, UpdateDef,
};
use orm_schema::{Dialect, SqlType};

use super::super::{NONE, POSTGRES, SQLITE, column, exclusion, index, partitioning, policy, users};
use super::{ASKED, MADE_OF, NAME, ONE_WORD, ORDERED, OfAttribute, Once, Otherwise, TEXT, spellings};

/// The databases that tell a constant from an expression.
const WITH_EXPRESSIONS: &[Dialect] = WITHOUT_POSTGRES;
/// The databases that refuse what PostgreSQL alone has, however it is said.
const WITHOUT_POSTGRES: &[Dialect] = &[Dialect::Mysql, Dialect::Sqlite];

pub(super) fn of_tables() -> Vec<OfAttribute> {
    spellings! {
        TableDef {
            name: [NAME],
            columns: [Otherwise("the order of columns", NONE, |schema| users(schema).columns.reverse())],
            primary_key: [MADE_OF],
            uniques: [Otherwise("the order of unique constraints", NONE, |schema| users(schema).uniques.reverse())],
            foreign_keys: [Otherwise("the order of foreign keys", NONE, |schema| users(schema).foreign_keys.reverse())],
            indexes: [Otherwise("the order of indexes", NONE, |schema| users(schema).indexes.reverse())],
            checks: [Otherwise("the order of checks", NONE, |schema| users(schema).checks.reverse())],
            exclusions: [Otherwise("the order of exclusions", NONE, |schema| users(schema).exclusions.reverse())],
            row_security: [ONE_WORD],
            policies: [Otherwise("the order of policies", NONE, |schema| users(schema).policies.reverse())],
            partitioning: [MADE_OF],
            comment: [TEXT],
            renamed_from: [ASKED],
            options: [MADE_OF],
        }
        TableOptions {
            strict: [ONE_WORD],
            without_rowid: [ONE_WORD],
            raw: [Otherwise("options of nothing", NONE, |schema| users(schema).options.raw = Some(String::new()))],
        }
    }
}

pub(super) fn of_columns() -> Vec<OfAttribute> {
    spellings! {
        ColumnDef {
            name: [NAME],
            ty: [
                Otherwise("case and space of a type", NONE, |schema| {
                    column(schema, "price").ty = SqlType::Custom("NUMERIC( 9,2 )".to_owned());
                }),
            ],
            is_nullable: [ONE_WORD],
            default: [
                // The others keep an expression in parentheses, which is not a constant to them.
                Otherwise("a text as SQL", WITH_EXPRESSIONS, |schema| {
                    column(schema, "name").default = Some(DefaultDef::Sql("'x'".to_owned()));
                }),
                Otherwise("no default as NULL", NONE, |schema| {
                    column(schema, "age").default = Some(DefaultDef::Sql("null".to_owned()));
                }),
            ],
            on_update: [Otherwise("what statements write", NONE, |schema| {
                column(schema, "price").on_update = Some(UpdateDef::Sql("1".to_owned()));
            })],
            generated: [MADE_OF],
            auto_increment: [Otherwise("numbers as an identity", NONE, |schema| {
                let id = column(schema, "id");
                id.auto_increment = false;
                id.identity = Some(IdentityDef::plain(orm_schema::model::IdentityKind::ByDefault));
            })],
            identity: [MADE_OF],
            // PostgreSQL keeps the name of a collation as it is written.
            collation: [Otherwise("case of a collation", POSTGRES, |schema| {
                column(schema, "name").collation = Some("nocase".to_owned());
            })],
            comment: [TEXT],
            renamed_from: [ASKED],
        }
        GeneratedDef {
            expression: [Otherwise("space in a generated column", NONE, |schema| {
                if let Some(generated) = &mut column(schema, "double_age").generated {
                    generated.expression = "age*2".to_owned();
                }
            })],
            kind: [ONE_WORD],
        }
        IdentityDef {
            kind: [ONE_WORD],
            options: [MADE_OF],
        }
    }
}

pub(super) fn of_keys() -> Vec<OfAttribute> {
    spellings! {
        PrimaryKeyDef {
            name: [NAME],
            columns: [ORDERED],
        }
        UniqueDef {
            name: [NAME],
            columns: [ORDERED],
            nulls_not_distinct: [ONE_WORD],
            deferrable: [ONE_WORD],
        }
        ForeignKeyDef {
            name: [NAME],
            columns: [ORDERED],
            references: [NAME],
            referenced_columns: [ORDERED],
            on_delete: [ONE_WORD],
            on_update: [ONE_WORD],
            deferrable: [ONE_WORD],
        }
        CheckDef {
            name: [NAME],
            expression: [
                Otherwise("space in a check", NONE, |schema| {
                    users(schema).checks[0].expression = "AGE>17 -- grown".to_owned();
                }),
                Otherwise("the table in a check", NONE, |schema| {
                    users(schema).checks[0].expression = "users.age > 17".to_owned();
                }),
            ],
        }
        ExclusionDef {
            name: [NAME],
            method: [ONE_WORD],
            parts: [ORDERED],
            predicate: [Otherwise("space in the condition of an exclusion", NONE, |schema| {
                exclusion(schema).predicate = Some("AGE>0 /* grown */".to_owned());
            })],
            deferrable: [ONE_WORD],
        }
        ExclusionPart {
            part: [Otherwise("case in the expression of an exclusion", NONE, |schema| {
                exclusion(schema).parts[1].part.key = IndexKey::Expression("LOWER( name )".to_owned());
            })],
            operator: [ONE_WORD],
        }
    }
}

pub(super) fn of_indexes() -> Vec<OfAttribute> {
    spellings! {
        IndexDef {
            name: [NAME],
            parts: [ORDERED],
            is_unique: [ONE_WORD],
            // SQLite has no methods.
            method: [Otherwise("the method that goes without saying", SQLITE, |schema| {
                index(schema).method = Some("BTREE".to_owned());
            })],
            predicate: [Otherwise("space in the condition of an index", NONE, |schema| {
                let predicate = &mut index(schema).predicate;
                *predicate = predicate.take().map(|_| "AGE>0".to_owned());
            })],
            include: [ORDERED],
            with: [Otherwise("space in the storage of an index", NONE, |schema| {
                let with = &mut index(schema).with;
                *with = with.take().map(|_| "FILLFACTOR=80".to_owned());
            })],
            nulls_not_distinct: [ONE_WORD],
            concurrently: [Once("it says how the index is made, and not what it is")],
        }
        IndexPart {
            key: [Otherwise("case in an index", NONE, |schema| {
                users(schema).indexes[0].parts[1].key = IndexKey::Expression("LOWER( name )".to_owned());
            })],
            is_descending: [ONE_WORD],
            nulls: [Otherwise("the place of NULLs that goes without saying", WITHOUT_POSTGRES, |schema| {
                index(schema).parts[0].nulls = Some(NullsOrder::Last);
            })],
            opclass: [Otherwise("the operator class that goes without saying", WITHOUT_POSTGRES, |schema| {
                index(schema).parts[0].opclass = Some("int4_ops".to_owned());
            })],
            collation: [NAME],
            prefix: [Once("a number")],
        }
    }
}

pub(super) fn of_the_rest() -> Vec<OfAttribute> {
    spellings! {
        PolicyDef {
            name: [NAME],
            command: [ONE_WORD],
            is_restrictive: [ONE_WORD],
            roles: [
                Otherwise("the order of roles", WITHOUT_POSTGRES, |schema| users(schema).policies[1].roles.reverse()),
            ],
            using: [Otherwise("space in a policy", NONE, |schema| policy(schema).using = Some("AGE>1".to_owned()))],
            check: [Otherwise("case in the check of a policy", NONE, |schema| {
                policy(schema).check = Some("AGE  > 3".to_owned());
            })],
        }
        PartitioningDef {
            by: [Otherwise("space in partitions", NONE, |schema| partitioning(schema).by = "RANGE(id)".to_owned())],
            partitions: [Once("MySQL tells ranges by their order")],
        }
        PartitionDef {
            name: [NAME],
            bounds: [Otherwise("case of a bound", NONE, |schema| {
                partitioning(schema).partitions[0].bounds = " DEFAULT".to_owned();
            })],
        }
    }
}
